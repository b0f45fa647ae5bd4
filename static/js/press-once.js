// A page opened by a shortcut of the home screen presses its one button by itself; going back to it presses nothing.
const form = document.querySelector('[data-press-once]');
const [{ type }] = performance.getEntriesByType('navigation');
if (type === 'navigate' && navigator.onLine) form.requestSubmit();
