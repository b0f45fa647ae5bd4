// <copy-text data-from="id">: its button copies the text of another element and says so.
const SAID_MS = 4000;

class CopyText extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', this);
  }

  disconnectedCallback() {
    this.removeEventListener('click', this);
  }

  async handleEvent() {
    const source = document.getElementById(this.dataset.from);
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      this.#say('Copied');
    } catch {
      // No clipboard here (plain http on a home network): select it, so that the phone's own menu can copy.
      getSelection().selectAllChildren(source);
      this.#say('Selected: copy it now');
    }
  }

  #say(words) {
    const button = this.querySelector('button');
    const before = button.textContent;
    button.textContent = words;
    button.setAttribute('aria-live', 'polite');
    setTimeout(() => (button.textContent = before), SAID_MS);
  }
}

customElements.define('copy-text', CopyText);
