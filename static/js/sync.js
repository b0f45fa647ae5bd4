// Sends what waits in the outbox whenever there is hope, and says on every page what waits and why.
import './shell.js';
import './freshness.js';
import { count, flush, noteRead, put } from './outbox.js';

const SOON_MS = 300;
const SLOW_MS = 900;
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 10 * 60000;
const KNOWN = 'afterrun-others';
const WHY = {
  sending: 'Sending now.',
  offline: 'Sent with the next signal.',
  busy: 'Server busy. Trying again soon.',
  held: 'Another account is signed in now.',
  outdated: 'Open this page again to send.',
};
const user = document.body.dataset.user;
let timer;
let pause = FIRST_PAUSE_MS;
let turn = 0;

/** Write ticks down before they are sent. False when this phone has no room for them: that is said, and they go at once. */
export async function keep(ops) {
  if (await put(ops)) return true;
  await tell('sending');
  later();
  return false;
}

/** Send in a moment, with whatever comes until then. */
export function later() {
  clearTimeout(timer);
  timer = setTimeout(send, SOON_MS);
}

async function send() {
  clearTimeout(timer);
  if (!user || !(await count(user)).mine) return tell('done');
  const slow = setTimeout(tell, SLOW_MS, 'sending');
  const { state, wait } = await flush(user);
  clearTimeout(slow);
  await tell(state);
  if (state === 'done') pause = FIRST_PAUSE_MS;
  else if (state === 'offline' || state === 'busy') again(wait || 0);
}

// Each pause is twice the last, give or take, so that a server that comes back is not met by everybody at once.
function again(wait) {
  timer = setTimeout(send, Math.max(wait, pause * (0.75 + Math.random() / 2)));
  pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register('outbox')).catch(() => {});
}

async function tell(state) {
  const mine = ++turn;
  const waiting = await count(user);
  if (mine !== turn) return;
  onbeforeunload = waiting.unkept ? (event) => event.preventDefault() : null;
  if (waiting.unkept) say('', unsafe(state, waiting.unkept));
  else if (waiting.mine) say(`${waiting.mine} waiting`, ` ${WHY[state] ?? ''}`, state === 'signed-out');
  else if (waiting.refused.length) tellOfRefused(waiting.refused);
  else if (!user && waiting.others) say(`${waiting.others} waiting`, ' ', true);
  else tellOfOthers(waiting.others);
}

function unsafe(state, unkept) {
  if (state === 'sending' || state === 'done') return 'Not saved on this phone; sending now.';
  return `${unkept === 1 ? 'One tick is' : `${unkept} ticks are`} not saved on this phone. Keep this page open until the next signal.`;
}

function tellOfRefused(ops) {
  const words = `${ops.length === 1 ? 'One tick was' : `${ops.length} ticks were`} not accepted: ${ops[0].refused}`;
  untilRead(words, () => noteRead(ops).then(() => tell('done')));
}

// Once for each number of them.
function tellOfOthers(others) {
  const known = `${user} ${others}`;
  if (!others || localStorage.getItem(KNOWN) === known) return say();
  const words = others === 1 ? '1 tick of another person waits on this phone.' : `${others} ticks of another person wait on this phone.`;
  untilRead(words, () => {
    localStorage.setItem(KNOWN, known);
    say();
  });
}

function untilRead(words, onclick) {
  say('', words, Object.assign(document.createElement('button'), { className: 'foot__read', textContent: 'OK', onclick }));
}

function say(mark = '', words = '', more) {
  const parts = mark ? [Object.assign(document.createElement('b'), { className: 'waits', textContent: mark })] : [];
  if (words) parts.push(words);
  if (more === true) parts.push(Object.assign(document.createElement('a'), { href: '/account/sign-in?next=/today', textContent: 'Sign in to send' }));
  else if (more) parts.push(more);
  const text = parts.map((part) => part.textContent ?? part).join('');
  // Whoever listens hears it once.
  if (line().textContent !== text) line().replaceChildren(...parts);
}

function line() {
  const found = document.getElementById('sync');
  if (found) return found;
  const made = Object.assign(document.createElement('p'), { id: 'sync', className: 'foot__line', role: 'status' });
  const foot = document.querySelector('.foot') ?? document.body;
  foot.prepend(made);
  return made;
}

function changed() {
  document.dispatchEvent(new CustomEvent('outbox-changed'));
}

addEventListener('online', send);
addEventListener('pageshow', (event) => {
  // A page that comes back as it was left knows nothing of what was done meanwhile.
  if (event.persisted) changed();
  send();
});
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && send());
// htmx names its faults differently from one major version to the next.
for (const name of ['outbox-filled', 'htmx:error', 'htmx:response:error', 'htmx:sendError', 'htmx:responseError']) {
  document.addEventListener(name, later);
}
// Another page, or the worker, has sent something.
if (globalThis.BroadcastChannel) {
  new BroadcastChannel('afterrun-outbox').onmessage = () => {
    changed();
    if (user) count(user).then(({ mine }) => mine || tell('done'));
  };
}
