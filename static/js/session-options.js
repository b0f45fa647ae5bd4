// <session-options>: what is heard, who sets the pace, how big it is. Remembered, and told by "options-changed".
import { choose, options } from './session-store.js';

class SessionOptions extends HTMLElement {
  connectedCallback() {
    const { sound, self, floor } = options();
    this.querySelector(`[name=sound][value=${sound}]`).checked = true;
    this.querySelector('[name=self]').checked = self;
    this.querySelector('[name=floor]').checked = floor;
    this.addEventListener('change', this);
  }

  disconnectedCallback() {
    this.removeEventListener('change', this);
  }

  handleEvent() {
    const isOn = (name) => this.querySelector(`[name=${name}]`).checked;
    choose({ sound: this.querySelector('[name=sound]:checked').value, self: isOn('self'), floor: isOn('floor') });
    this.dispatchEvent(new CustomEvent('options-changed', { bubbles: true }));
  }
}

customElements.define('session-options', SessionOptions);
