// <ask-reminders>: our own question before the browser's, once a session is finished, or (data-lost) when a device that
// rang was lost by its push service; shown only where a yes can help.
import { isAble, mend, standing, subscription, turnOn } from './push.js';

class AskReminders extends HTMLElement {
  async connectedCallback() {
    this.addEventListener('click', this);
    this.addEventListener('submit', this);
    const stands = isAble() ? await standing() : '';
    if (this.#isLost) this.hidden = !navigator.onLine || !['granted', 'default', 'denied'].includes(stands) || (await mend());
    // Granted and yet not known: it was never finished.
    else this.hidden = !(stands === 'default' || (stands === 'granted' && !(await subscription().catch(() => true))));
  }

  get #isLost() {
    return 'lost' in this.dataset;
  }

  handleEvent(event) {
    if (event.type === 'submit') this.#later(event);
    else if (event.target.closest('[data-yes]')) this.#yes();
  }

  async #yes() {
    const answer = await turnOn(this.dataset.key);
    if (answer === 'default') return this.#isLost || this.#later();
    for (const part of this.querySelectorAll('[data-case]')) part.hidden = part.dataset.case !== answer;
    this.querySelector(`[data-case=${answer}] a, [data-case=${answer}] button`)?.focus();
  }

  async #later(event) {
    event?.preventDefault();
    this.hidden = true;
    await fetch(this.querySelector('form').action, { method: 'POST', redirect: 'manual' }).catch(() => {});
  }
}

customElements.define('ask-reminders', AskReminders);
