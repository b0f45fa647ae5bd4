// <reminder-doctor>: looks at everything it takes for this device to ring, says how it stands and what to do.
import { isAble, mend, standing, subscription, turnOff, turnOn, worker } from './push.js';

class ReminderDoctor extends HTMLElement {
  connectedCallback() {
    this.querySelector('[data-turn-on]').addEventListener('click', this);
    document.addEventListener('submit', this);
    this.#look();
  }

  disconnectedCallback() {
    document.removeEventListener('submit', this);
  }

  handleEvent(event) {
    if (event.type === 'click') this.#turnOn();
    else if (event.target.matches('[data-here]')) this.#turnOff(event);
  }

  async #look() {
    const stands = await standing();
    const found = isAble() && (await subscription().catch(() => {}));
    const { id, lost, made, known, keyId } = this.dataset;
    if (lost !== undefined && stands === 'granted' && (await mend())) return location.assign('/me/reminders');
    const on = stands === 'granted' && id && found;
    this.#mark('secure', isSecureContext);
    this.#mark('worker', Boolean(await worker()));
    this.#mark('able', isAble());
    this.#mark('allowed', stands === 'granted', { default: this.dataset.default, denied: this.dataset.denied }[stands]);
    this.#mark('subscribed', Boolean(on), on && this.dataset.since.replace('{made}', made));
    if (on) this.#say(known === keyId ? 'fine' : 'old-key');
    else this.#say(stands === 'granted' || stands === 'default' ? (lost === undefined ? 'off' : 'lost') : stands);
  }

  #mark(step, fine, words) {
    const row = this.querySelector(`[data-step="${step}"]`);
    row.dataset.is = fine ? 'fine' : 'wrong';
    row.querySelector('[data-state]').textContent = words || (fine ? this.dataset.yes : this.dataset.no);
  }

  #say(which) {
    const part = this.querySelector(`[data-case="${which}"]`).content.cloneNode(true);
    const said = part.querySelector('[data-said]');
    this.dataset.is = which;
    this.querySelector('[data-sum]').textContent = said.textContent;
    said.remove();
    const help = this.querySelector('[data-help]');
    help.replaceChildren(part);
    help.hidden = !help.textContent.trim();
    this.querySelector('[data-act]').hidden = !['off', 'lost', 'old-key', 'failed'].includes(which);
    this.querySelector('[data-more]').open = !['fine', 'off', 'lost'].includes(which);
  }

  async #turnOn() {
    const button = this.querySelector('[data-turn-on]');
    button.disabled = true;
    const answer = await turnOn(this.dataset.key);
    button.disabled = false;
    if (answer === 'on') location.assign('/me/reminders');
    else this.#say({ denied: 'denied', failed: 'failed' }[answer] ?? 'off');
  }

  async #turnOff(event) {
    event.preventDefault();
    await turnOff().catch(() => {});
    event.target.submit();
  }
}

customElements.define('reminder-doctor', ReminderDoctor);
