// <from-reminder>: Today, opened from a reminder, goes to its first open exercise and says that it was opened.
class FromReminder extends HTMLElement {
  connectedCallback() {
    this.addEventListener('submit', this);
    this.addEventListener('click', this);
    this.#post('opened');
    const later = new URLSearchParams(location.search).has('later');
    // Going back to this page must not do it all again.
    history.replaceState(null, '', location.pathname);
    if (later) this.#later();
    else this.#start('nearest');
  }

  handleEvent(event) {
    if (event.type === 'click' && !event.target.closest('a[href^="#"]')) return;
    event.preventDefault();
    if (event.type === 'submit') this.#later();
    else this.#start('start');
  }

  #start(block) {
    const row = document.getElementById(this.dataset.first);
    row?.scrollIntoView({ block });
    row?.querySelector('.tick:not(:checked)')?.focus({ preventScroll: true });
  }

  async #later() {
    const answer = await this.#post('later');
    const said = this.querySelector('[data-said]');
    if (answer?.ok) said.textContent = said.dataset.again.replace('{at}', (await answer.json()).at);
    else said.textContent = answer ? said.dataset.late : said.dataset.offline;
  }

  #post(what) {
    return fetch(`/reminders/${this.dataset.id}/${what}`, { method: 'POST', headers: { 'X-App': '1' } }).catch(() => {});
  }
}

customElements.define('from-reminder', FromReminder);
