// <day-list>: the day as a whole. Keeps the lap in step with the ticks; "Done as written" and its undo.
import { keep } from './sync.js';
import './tick-row.js';
import './from-reminder.js';

const UNDO_MS = 8000;

class DayList extends HTMLElement {
  #undoable = [];
  #timer;

  connectedCallback() {
    this.addEventListener('tick-painted', this);
    document.addEventListener('submit', this);
    this.#count();
  }

  disconnectedCallback() {
    this.removeEventListener('tick-painted', this);
    document.removeEventListener('submit', this);
    clearTimeout(this.#timer);
  }

  handleEvent(event) {
    if (event.type === 'tick-painted') return this.#soon();
    if (event.target.matches('[data-done-all]')) return this.#answer(event, () => this.#doneAsWritten());
    if (event.target.matches('[data-undo]')) return this.#answer(event, () => this.#undo());
  }

  #answer(event, action) {
    event.preventDefault();
    action();
  }

  #doneAsWritten() {
    this.#undoable = this.#due().filter((row) => !row.done).map((row) => row.dataset.key);
    if (this.#undoable.length) this.#set(this.#undoable, true);
    this.#toast(true);
  }

  #undo() {
    this.#set(this.#undoable, false);
    this.#undoable = [];
    this.#toast(false);
  }

  async #set(keys, done) {
    const ops = this.#rows().filter((row) => keys.includes(row.dataset.key)).map((row) => row.paint(done));
    await keep(ops);
    document.dispatchEvent(new CustomEvent('outbox-filled'));
  }

  #toast(shown) {
    const toast = document.querySelector('[data-toast]');
    clearTimeout(this.#timer);
    toast.hidden = !shown;
    if (!shown) return document.querySelector('[data-done-all] button')?.focus({ preventScroll: true });
    const count = this.#undoable.length;
    toast.querySelector('[data-toast-words]').textContent = count ? `${count} ticked as written` : 'The test is yours to tick';
    toast.querySelector('form').hidden = !count;
    this.#timer = setTimeout(() => this.#expire(toast), UNDO_MS);
  }

  #expire(toast) {
    // Somebody who has just reached the button by keyboard keeps it.
    if (toast.contains(document.activeElement)) this.#timer = setTimeout(() => this.#expire(toast), UNDO_MS);
    else this.#toast(false);
  }

  // Rows may be replaced one after the other: one count before the next frame is enough.
  #soon() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.#count());
  }

  #count() {
    const lap = this.querySelector('[data-lap]');
    if (!lap) return;
    const rows = this.#rows().filter((row) => !row.hasAttribute('data-apart'));
    const done = rows.filter((row) => row.done).length;
    const stretch = rows.length > 1 ? '0.86 0.14 ' : '1 0 ';
    lap.querySelector('.lap__run').setAttribute('stroke-dasharray', `${stretch.repeat(done)}0 ${rows.length + 1}`);
    lap.querySelector('[data-lap-done]').textContent = done;
    lap.setAttribute('aria-label', `${done} of ${rows.length} done`);
    this.#finish(rows.length > 0 && done === rows.length);
  }

  // What the day adds up to is asked for once the server has every tick of it.
  #finish(finished) {
    this.classList.toggle('today--done', finished);
    const panel = this.querySelector('[data-finished]');
    if (!finished) delete panel.dataset.asked;
    else if (!('asked' in panel.dataset) && !this.querySelector('[data-waiting]')) {
      panel.dataset.asked = '';
      panel.dispatchEvent(new CustomEvent('finished'));
    }
  }

  /** The ticks that "Done as written" sets: what is due once a day but tests, of the rest what belongs after the run. */
  #due() {
    return this.#rows().filter((row) => !row.dataset.key.includes('@') || row.dataset.key.endsWith('@after-run'));
  }

  #rows() {
    return [...this.querySelectorAll('tick-row')];
  }
}

customElements.define('day-list', DayList);
