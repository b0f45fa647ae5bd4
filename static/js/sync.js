// Sends what waits in the outbox whenever there is hope: on load, with a signal again, on coming back to the page.
import { flush, unsent } from './outbox.js';

const RETRY_MS = 20000;
const SOON_MS = 300;
const user = document.body.dataset.user;
let timer;

async function send() {
  clearTimeout(timer);
  if (!(await waiting())) return say('');
  const { state, refused, settled } = await flush(user);
  if (refused.length || settled) document.dispatchEvent(new CustomEvent('outbox-changed'));
  await tell(state, refused);
  if ((await waiting()) && state !== 'signed-out') timer = setTimeout(send, RETRY_MS);
}

async function tell(state, refused) {
  const count = await waiting();
  const ticks = count === 1 ? '1 tick waits' : `${count} ticks wait`;
  if (refused.length) say(`${refused.length === 1 ? 'One tick was' : `${refused.length} ticks were`} not accepted: ${refused[0].reason}`);
  else if (count && state === 'signed-out') say(`${ticks} on this phone. Sign in again to send.`);
  else if (count) say(`${ticks} on this phone and will be sent with the next signal.`);
  else say('');
}

function waiting() {
  return unsent(user).then((ops) => ops.length, () => 0);
}

function say(words) {
  const line = document.getElementById('sync');
  if (line && line.textContent !== words) line.textContent = words;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(send, SOON_MS);
}

if (user) {
  addEventListener('online', send);
  addEventListener('pageshow', send);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && send());
    // htmx names its faults differently from one major version to the next.
  for (const name of ['outbox-filled', 'htmx:error', 'htmx:response:error', 'htmx:sendError', 'htmx:responseError']) {
    document.addEventListener(name, later);
  }
}
