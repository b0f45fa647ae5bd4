// <session-options>: what is heard, who sets the pace, how big it is, whether its picture moves. Remembered, and told by "options-changed".
import { canRing } from './session-rest.js';
import { choose, options } from './session-store.js';

class SessionOptions extends HTMLElement {
  connectedCallback() {
    const { sound, ...switches } = options();
    this.querySelector(`[name=sound][value=${sound}]`).checked = true;
    for (const box of this.#boxes()) box.checked = switches[box.name];
    this.addEventListener('change', this);
    canRing().then((can) => (this.querySelector('[data-ring]').hidden = !can));
  }

  disconnectedCallback() {
    this.removeEventListener('change', this);
  }

  handleEvent() {
    const switches = Object.fromEntries(this.#boxes().map(({ name, checked }) => [name, checked]));
    choose({ sound: this.querySelector('[name=sound]:checked').value, ...switches });
    this.dispatchEvent(new CustomEvent('options-changed', { bubbles: true }));
  }

  #boxes() {
    return [...this.querySelectorAll('[type=checkbox]')];
  }
}

customElements.define('session-options', SessionOptions);
