// <ask-reminders>: once a session is finished, our own question before the browser's; shown only where a yes can help.
import { isAble, standing, subscription, turnOn } from './push.js';

class AskReminders extends HTMLElement {
  async connectedCallback() {
    this.addEventListener('click', this);
    this.addEventListener('submit', this);
    const stands = isAble() ? await standing() : '';
    // Granted and yet not known: it was lost, or never finished.
    this.hidden = !(stands === 'default' || (stands === 'granted' && !(await subscription().catch(() => true))));
  }

  handleEvent(event) {
    if (event.type === 'submit') this.#later(event);
    else if (event.target.closest('[data-yes]')) this.#yes();
  }

  async #yes() {
    const answer = await turnOn(this.dataset.key);
    if (answer === 'default') return this.#later();
    for (const part of this.querySelectorAll('[data-case]')) part.hidden = part.dataset.case !== answer;
    this.querySelector(`[data-case=${answer}] a, [data-case=${answer}] button`)?.focus();
  }

  async #later(event) {
    event?.preventDefault();
    this.hidden = true;
    await fetch('/me/cards/reminders/later', { method: 'POST', redirect: 'manual' }).catch(() => {});
  }
}

customElements.define('ask-reminders', AskReminders);
