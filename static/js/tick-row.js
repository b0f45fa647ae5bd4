// <tick-row>: a tick paints at once, is written down on the phone, and only then goes to the server.
import { age, all, make, settle, standing } from './outbox.js';
import { keep } from './sync.js';

const user = document.body.dataset.user;

class TickRow extends HTMLElement {
  #tapped = 0;
  #last = 0;
  #saw;

  connectedCallback() {
    this.addEventListener('change', this);
    this.addEventListener('htmx:before:swap', this);
    document.addEventListener('outbox-changed', this);
    this.#saw = this.dataset.op;
    this.#say();
    this.#overlay();
  }

  disconnectedCallback() {
    this.removeEventListener('change', this);
    this.removeEventListener('htmx:before:swap', this);
    document.removeEventListener('outbox-changed', this);
  }

  handleEvent(event) {
    if (event.type === 'change') this.tick(this.done);
    else if (event.type === 'outbox-changed') this.#overlay();
    else this.#refuseFaults(event);
  }

  get done() {
    return this.#box.checked;
  }

  /** Set the row, write the tick down and send it. */
  async tick(done) {
    // One on its way may still be overtaken: this one then goes after it, in the queue.
    const queued = this.hasAttribute('data-waiting');
    const op = this.paint(done);
    const fields = this.#fields;
    fields.op.value = op.op;
    fields.done.value = done ? 1 : 0;
    // Kept or not (a private window may refuse), it is sent.
    await keep([op]);
    fields.age.value = age(op);
    if (this.isConnected && !queued) this.querySelector('form').dispatchEvent(new CustomEvent('tick'));
    else document.dispatchEvent(new CustomEvent('outbox-filled'));
  }

  /** Show the row as set, and return the tick that says so; the caller writes it down. */
  paint(done) {
    this.#show(done, true);
    const { day, key: item } = this.dataset;
    const op = make({ user, day, item, done, saw: this.#saw }, this.#last);
    this.#tapped += 1;
    this.#last = op.at;
    this.#saw = op.op;
    return op;
  }

  async #overlay() {
    const { day, key, at, op: known } = this.dataset;
    const asked = this.#tapped;
    const ops = (await kept()).filter((op) => op.day === day && op.item === key);
    // A tap made while looking is newer than anything found.
    if (this.#tapped !== asked) return;
    const arrived = ops.find((op) => op.op === known && !op.sent);
    if (arrived) settle(Object.assign(arrived, { sent: true }), Number(at));
    const refused = ops.findLast((op) => op.refused);
    const latest = standing(ops, Number(at));
    this.#last = ops.at(-1)?.at ?? 0;
    this.#saw = latest?.op ?? known;
    if (latest) this.#show(latest.done, !latest.sent);
    if (latest && !latest.sent) document.dispatchEvent(new CustomEvent('outbox-filled'));
    if (latest) return;
    if (!this.hasAttribute('data-waiting')) return;
    this.#show(refused ? !refused.done : this.done, false);
  }

  // A proxy's error page must not take the place of a row; the tick waits in the outbox.
  #refuseFaults(event) {
    const { response, target } = event.detail.ctx ?? {};
    if (response?.status >= 400 && target === this) event.preventDefault();
  }

  #show(done, waiting) {
    this.#box.checked = done;
    this.toggleAttribute('data-waiting', waiting);
    this.#say();
  }

  #say() {
    this.dispatchEvent(new CustomEvent('tick-painted', { bubbles: true }));
  }

  get #box() {
    return this.querySelector('.tick');
  }

  get #fields() {
    // By name through a list of our own: form.elements has traps for names such as "item".
    return Object.fromEntries([...this.querySelectorAll('input[type=hidden]')].map((field) => [field.name, field]));
  }
}

// One look into the outbox serves all rows that ask in the same moment.
let looking;
function kept() {
  looking ??= all(user);
  setTimeout(() => (looking = undefined));
  return looking;
}

customElements.define('tick-row', TickRow);
