// <log-form>: what was really done is written down on the phone first, like any tick, and only then goes to the server.
import { all, flush, make, standing } from './outbox.js';
import { keep } from './sync.js';

const PATIENCE_MS = 2500;
const NUMBERS = ['amount', 'load', 'effort', 'pain'];
const user = document.body.dataset.user;

class LogForm extends HTMLElement {
  #op;
  #safe = true;

  connectedCallback() {
    this.addEventListener('submit', this);
    document.addEventListener('outbox-changed', this);
    this.#recall();
  }

  disconnectedCallback() {
    this.removeEventListener('submit', this);
    document.removeEventListener('outbox-changed', this);
  }

  handleEvent(event) {
    if (event.type === 'outbox-changed') return this.#look();
    event.preventDefault();
    if (!this.hasAttribute('aria-busy') && this.#fits()) this.#save();
  }

  async #save() {
    this.setAttribute('aria-busy', 'true');
    const ops = await this.#kept();
    const key = this.#key;
    const mine = ops.filter((op) => op.item === key.value);
    const saw = standing(mine, Number(key.dataset.at))?.op ?? key.dataset.op;
    this.#op = make({ user, day: this.dataset.day, item: key.value, done: true, saw, ...this.#told() }, mine.at(-1)?.at);
    this.#safe = await keep([this.#op]);
    await Promise.race([flush(user), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    this.removeAttribute('aria-busy');
    if ((await this.#look()) === 'sent') location.assign(this.#light === 'red' ? this.dataset.stay : this.dataset.next);
    else document.dispatchEvent(new CustomEvent('outbox-filled'));
    this.querySelector('[data-notes]').scrollIntoView({ block: 'nearest' });
  }

  /** Show how the tick written down here stands: 'waits', 'unsafe', 'sent' or 'refused'. */
  async #look() {
    const op = this.#op && (await this.#kept()).find(({ op: name }) => name === this.#op.op);
    if (!op) return undefined;
    const state = op.refused ? 'refused' : op.sent ? 'sent' : this.#safe ? 'waits' : 'unsafe';
    for (const note of this.querySelectorAll('[data-note]')) note.hidden = note.dataset.note !== state;
    for (const note of this.querySelectorAll('[data-light-note]')) note.hidden = op.refused || note.dataset.lightNote !== this.#light;
    this.querySelector('[data-note=refused]').textContent = op.refused ?? '';
    return state;
  }

  // A page that was kept, or opened again, shows what waits as it was typed.
  async #recall() {
    const op = (await this.#kept()).findLast(({ sent, refused }) => !sent && !refused);
    if (!op?.done) return;
    this.#op = op;
    for (const key of this.querySelectorAll('input[name=key][type=radio]')) key.checked = key.value === op.item;
    if (NUMBERS.some((name) => op[name] !== undefined)) NUMBERS.forEach((name) => this.#fill(name, op[name]));
    this.#look();
  }

  #fill(name, number) {
    for (const field of this.querySelectorAll(`input[name=${name}]`)) {
      if (field.type === 'radio') field.checked = field.value === String(number);
      else field.value = number ?? '';
    }
  }

  /** Whether every field fits what its form asks of it; says beside each what does not. */
  #fits() {
    const wrong = [...this.querySelectorAll('input[data-most]')].filter((field) => !this.#passes(field));
    wrong[0]?.focus();
    return !wrong.length;
  }

  #passes(field) {
    const { form, least, most, unreadable, beyond } = field.dataset;
    const number = read(field.value);
    const readable = number === undefined || new RegExp(`^(?:${form})$`).test(field.value.trim());
    const fault = !readable ? unreadable : number < Number(least) || number > Number(most) ? beyond : '';
    this.#complain(field, fault);
    return !fault;
  }

  #complain(field, fault) {
    const id = `${field.id}-error`;
    document.getElementById(id)?.remove();
    field.toggleAttribute('aria-invalid', false);
    const described = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((name) => name && name !== id);
    if (fault) {
      field.setAttribute('aria-invalid', 'true');
      field.after(Object.assign(document.createElement('p'), { id, className: 'field__error', textContent: fault }));
      described.push(id);
    }
    field.setAttribute('aria-describedby', described.join(' '));
  }

  #told() {
    const typed = new FormData(this.querySelector('form'));
    const told = Object.fromEntries(NUMBERS.map((name) => [name, read(typed.get(name) ?? '')]));
    const unit = told.load === undefined ? undefined : this.querySelector('[data-unit]').dataset.unit;
    return { ...told, unit };
  }

  async #kept() {
    const keys = [...this.querySelectorAll('input[name=key]')].map((key) => key.value);
    return (await all(user)).filter((op) => op.day === this.dataset.day && keys.includes(op.item));
  }

  get #key() {
    return this.querySelector('input[name=key]:checked, input[name=key][type=hidden]');
  }

  get #light() {
    return this.querySelector('input[name=pain]:checked')?.dataset.light;
  }
}

function read(text) {
  return text.trim() ? Number(text.replace(',', '.')) : undefined;
}

customElements.define('log-form', LogForm);
