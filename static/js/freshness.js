// An app left open for days shows the new day when somebody looks at it, and asks once about a new time zone.
const KEPT = 'afterrun-kept-zone';
const HALF_A_YEAR_MS = 182 * 24 * 3600 * 1000;
const AFTER_MS = 1000; // what a browser knows of zones takes it long to look up: first the page can be used
const { dayEnds, zone } = document.body.dataset;
// A page that is over as it comes was given by a phone whose clock is wrong: asking again would change nothing.
const ends = Date.now() < Date.parse(dayEnds) ? Date.parse(dayEnds) : Infinity;

function look() {
  if (document.hidden) return;
  if (Date.now() >= ends) location.reload();
  else if (zone) setTimeout(askAboutZone, AFTER_MS);
}

function askAboutZone() {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const form = document.querySelector('[data-offer=zone]');
  // A browser that hides where it is says UTC.
  if (!/^(?!Etc)\w+\//.test(here) || !form || !navigator.onLine || sameClock(here, zone) || localStorage.getItem(KEPT) === `${zone} ${here}`) return;
  const words = form.querySelector('[data-zone-words]');
  words.textContent = words.textContent.replace('{zone}', here);
  form.elements.zone.value = here;
  form.elements.next.value = location.pathname;
  form.querySelector('[data-zone-no]').onclick = () => {
    localStorage.setItem(KEPT, `${zone} ${here}`);
    form.hidden = true;
  };
  form.hidden = false;
}

// Places of one clock, or one place under two names, are nothing to ask about.
function sameClock(one, other) {
  const now = Date.now();
  return [now, now + HALF_A_YEAR_MS].every((at) => clock(one, at) === clock(other, at));
}

function clock(timeZone, at) {
  return new Date(at).toLocaleString('en', { timeZone, timeZoneName: 'longOffset' });
}

document.addEventListener('visibilitychange', look);
addEventListener('pageshow', look);
