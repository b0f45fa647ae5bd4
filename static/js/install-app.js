// <install-app>: the browser's own offer to install, kept by shell.js, behind a button of ours.
const MAC_WITH_FINGERS = navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1;

class InstallApp extends HTMLElement {
  connectedCallback() {
    for (const name of ['click', 'submit']) this.addEventListener(name, this);
    for (const name of ['beforeinstallprompt', 'appinstalled']) window.addEventListener(name, this);
    if (window.installOffer) this.#offer();
    if (MAC_WITH_FINGERS) this.#open('ipad');
  }

  disconnectedCallback() {
    for (const name of ['beforeinstallprompt', 'appinstalled']) window.removeEventListener(name, this);
  }

  handleEvent(event) {
    if (event.type === 'beforeinstallprompt') this.#keep(event);
    else if (event.type === 'appinstalled') this.#later();
    else if (event.type === 'submit') event.target.matches('[data-later]') && this.#later(event);
    else if (event.target.closest('[data-now]')) this.#now();
  }

  #keep(event) {
    event.preventDefault();
    window.installOffer = event;
    this.#offer();
  }

  #offer() {
    this.querySelector('[data-now]').hidden = false;
    this.querySelector('[data-how]')?.setAttribute('hidden', '');
  }

  // The browser takes one answer to one offer; a no counts as "later".
  async #now() {
    const offer = window.installOffer;
    delete window.installOffer;
    this.querySelector('[data-now]').hidden = true;
    this.querySelector('[data-how]')?.removeAttribute('hidden');
    await offer.prompt();
    const { outcome } = await offer.userChoice;
    if (outcome === 'dismissed') this.#later();
  }

  async #later(event) {
    event?.preventDefault();
    if (this.classList.contains('install')) this.remove();
    await fetch('/install/later', { method: 'POST', redirect: 'manual' }).catch(() => {});
  }

  #open(kind) {
    for (const help of this.querySelectorAll('[data-kind]')) help.open = help.dataset.kind === kind;
  }
}

customElements.define('install-app', InstallApp);
