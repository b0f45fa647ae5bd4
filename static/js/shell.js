// The app around the pages: its worker, its updates, and what needs a connection.
const QUIET_MS = 5 * 60 * 1000; // without a tap for so long, nobody is in the middle of a session
const UPDATE_MS = 60 * 60 * 1000;
const LOOK_MS = 5000;
const TAPPED = 'afterrun-tapped';
const ASKED = 'afterrun-asked-to-keep';
const user = document.body.dataset.user;
const worker = 'worker' in document.body.dataset && navigator.serviceWorker;

const bar = document.querySelector('[data-offer=update]');

let changed = false; // ticks were made that the pages kept for later do not know of
let lookedAt = Date.now();
let newer; // the registration in which another version waits
let later;

async function start() {
  const registration = await worker.register('/sw.js', { updateViaCache: 'none' });
  if (!registration) return;
  registration.addEventListener('updatefound', () => watch(registration));
  watch(registration);
  bar?.querySelector('button').addEventListener('click', takeOver);
  document.addEventListener('visibilitychange', () => (document.hidden ? leave(registration) : comeBack(registration)));
  const { active } = await worker.ready;
  if (user) active.postMessage({ type: 'here', user });
}

function watch(registration) {
  const { installing, waiting } = registration;
  installing?.addEventListener('statechange', () => installing.state === 'installed' && watch(registration));
  if (!waiting || !worker.controller) return;
  newer = registration;
  offer();
}

/** Offer the version that waits, but not while somebody is in the middle of a session. */
function offer() {
  if (!newer || !bar) return;
  const quiet = Date.now() - Number(sessionStorage.getItem(TAPPED));
  bar.hidden = quiet < QUIET_MS;
  clearTimeout(later);
  if (bar.hidden) later = setTimeout(offer, QUIET_MS - quiet + 1000);
}

function takeOver() {
  worker.addEventListener('controllerchange', () => location.reload(), { once: true });
  newer.waiting?.postMessage({ type: 'take-over' });
}

function leave(registration) {
  if (!changed || !user) return;
  changed = false;
  // Where the browser can send in the background, it will once there is a signal, also with the app closed.
  registration.sync?.register('outbox').catch(() => {});
  registration.active?.postMessage({ type: 'here', user, changed: true });
}

function comeBack(registration) {
  if (Date.now() - lookedAt < UPDATE_MS) return;
  lookedAt = Date.now();
  registration.update().catch(() => {});
}

function tapped({ target }) {
  if (!target.matches('.tick')) return;
  navigator.vibrate?.(10);
  changed = true;
  sessionStorage.setItem(TAPPED, Date.now());
  offer();
}

// Ticks wait for a signal by themselves; every other form is kept as it stands.
function holdBack(event) {
  if (event.defaultPrevented || navigator.onLine || event.target.getAttribute('method') !== 'post') return;
  event.preventDefault();
  const notice = document.getElementById('notice');
  notice.textContent = 'This needs a connection. What you typed is still here: send it when you are back.';
  notice.className = 'notice';
  notice.scrollIntoView({ block: 'nearest' });
}

// So that the system does not clear what is kept here: asked once the app is installed, or a first session is done.
function askToKeep() {
  const worthIt = matchMedia('(display-mode: standalone)').matches || document.querySelector('.today--done');
  if (!worthIt || localStorage.getItem(ASKED)) return;
  localStorage.setItem(ASKED, 1);
  navigator.storage?.persist?.();
}

/** The page that stands in for another goes once the server answers: what the phone says of its signal is half the truth. */
function standIn() {
  const look = async () => {
    if (document.hidden) return;
    const asked = fetch(location.href, { method: 'HEAD', signal: AbortSignal.timeout?.(LOOK_MS) });
    if (await asked.catch(() => {})) location.reload();
  };
  addEventListener('online', look);
  setInterval(look, LOOK_MS);
}

document.addEventListener('change', tapped);
addEventListener('submit', holdBack);
addEventListener('appinstalled', askToKeep);
// The browser's own offer to install waits for a finished session, and for <install-app>.
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  window.installOffer = event;
});
if ('offline' in document.body.dataset && !location.pathname.startsWith('/offline')) standIn();
addEventListener('load', () => {
  if (user) askToKeep();
  if (worker) start().catch(() => {});
});
