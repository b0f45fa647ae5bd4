// The end of a long rest while nobody looks: asked of the server on going away, taken back on coming back.
import { options } from './session-store.js';

const LONG_MS = 60000;
const LEAST_MS = 10000; // what is left must be worth the way
const HEARD = ['visibilitychange', 'pagehide', 'pageshow'];

/** Whether reminders are turned on on this device. */
export async function canRing() {
  return Boolean(await (await worker())?.pushManager?.getSubscription().catch(() => {}));
}

export class RestBell {
  #rest;
  #leaves = false;
  #turn = Promise.resolve();

  /** `rest()` is the rest that is under way, { since, until }, or nothing. */
  constructor(rest) {
    this.#rest = rest;
  }

  start() {
    for (const name of HEARD) addEventListener(name, this, true);
    this.#comeBack();
  }

  stop() {
    for (const name of HEARD) removeEventListener(name, this, true);
  }

  handleEvent({ type }) {
    // Who goes to another page is not away.
    if (type !== 'visibilitychange') this.#leaves = type === 'pagehide';
    else if (!document.hidden) this.#comeBack();
    else if (!this.#leaves) this.#goAway();
  }

  #goAway() {
    const { since, until } = this.#rest() ?? {};
    const left = until - Date.now();
    if (options().ring && until - since >= LONG_MS && left >= LEAST_MS) this.#tell(Math.round(left / 1000));
  }

  async #comeBack() {
    if (!options().ring) return;
    this.#tell(0);
    for (const one of (await (await worker())?.getNotifications()) ?? []) if (one.data?.to?.['']?.endsWith('/session')) one.close();
  }

  // One after the other: what is taken back was asked for before.
  #tell(seconds) {
    const headers = { 'Content-Type': 'application/json', 'X-App': '1' };
    const asking = { method: 'POST', headers, body: JSON.stringify({ seconds }), keepalive: true };
    this.#turn = this.#turn.then(() => fetch('/session/rest', asking)).catch(() => {});
  }
}

function worker() {
  return navigator.serviceWorker?.getRegistration();
}
