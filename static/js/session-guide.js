// <guided-session>: one exercise after the other. Keeps where it is, ticks through the rows of its list, wakes itself.
import './tick-row.js';
import './session-options.js';
import { stayAwake } from './session-awake.js';
import { fill, paint, paintChoices, paintEnd, showMove } from './session-paint.js';
import { RestBell } from './session-rest.js';
import { SessionRun } from './session-run.js';
import { canSpeak, hush, unlock } from './session-sound.js';
import { begin, takeUp } from './session-state.js';
import { forget, load, options, placeOf, save } from './session-store.js';
import { ticked, tickOff } from './session-ticks.js';

const TWICE_MS = 350; // two taps within it are one
const HEARD = ['click', 'options-changed', 'close', 'tick'];
const HEARD_OUTSIDE = ['keydown', 'visibilitychange', 'pageshow'];
const STILL = matchMedia('(prefers-reduced-motion: reduce)');
const KEYS = { ' ': 'go', ArrowRight: 'go', ArrowLeft: 'back' };

class GuidedSession extends HTMLElement {
  #session;
  #place;
  #run;
  #tapped = 0;
  #step;
  #bell = new RestBell(() => this.#run.restUnderWay);

  async connectedCallback() {
    const { day, short } = this.dataset;
    this.#session = JSON.parse(this.querySelector('[data-told]').content.textContent);
    this.#place = placeOf(document.body.dataset.user, day, short);
    const done = await ticked(this);
    const state = takeUp(this.#session, load(this.#place), done, Date.now());
    // A tick that was being written while the phone died is written now, and no other twice.
    const told = Object.fromEntries([...done].filter((key) => state.done[key]).map((key) => [key, 1]));
    this.#run = new SessionRun(this.#session, { ...state, told: { ...state.told, ...told } }, (...shown) => this.#show(...shown));
    for (const name of HEARD) this.addEventListener(name, this, true);
    for (const name of HEARD_OUTSIDE) addEventListener(name, this);
    this.#bell.start();
    this.#choose();
    this.#run.put(this.#run.state);
  }

  disconnectedCallback() {
    this.#run?.rest();
    for (const name of HEARD) this.removeEventListener(name, this, true);
    for (const name of HEARD_OUTSIDE) removeEventListener(name, this);
    this.#bell.stop();
  }

  handleEvent(event) {
    if (event.type === 'click') this.#click(event);
    else if (event.type === 'keydown') this.#key(event);
    else if (event.type === 'options-changed') this.#choose();
    else if (event.type === 'close') this.#closed(event.target);
    else if (event.type === 'tick') document.dispatchEvent(new CustomEvent('outbox-filled'));
    else if (document.hidden) this.#run.rest();
    else if (event.type !== 'pageshow' || event.persisted) this.#comeBack();
  }

  #show(state, begun) {
    this.#run.state = { ...state, told: tickOff(this, state) };
    const now = Date.now();
    const shown = this.#run.view(now);
    paint(this, shown, this.#session, state);
    this.toggleAttribute('data-over', Boolean(state.over));
    if (begun || STILL.matches) fill(this.querySelector('[data-fill]'), state, now, STILL.matches);
    if (begun) save(this.#place, this.#run.state);
    if (begun) this.#wake();
    if (state.over) paintEnd(this, this.#session, state);
    this.#tell(shown, state);
  }

  // Whoever listens hears of each step once, and of no second.
  #tell({ said, word, act, phase }, { at }) {
    if (this.#step === `${at} ${phase}`) return;
    const isFirst = !this.#step;
    this.#step = `${at} ${phase}`;
    if (phase === 'over' && !isFirst) this.querySelector('[data-ended-title]').focus();
    else this.querySelector('[data-said]').textContent = `${said.all || word} ${act}`;
  }

  async #wake() {
    this.querySelector('[data-dark]').hidden = await stayAwake(!this.#run.isIdle);
  }

  #comeBack() {
    if (this.#run.isIdle && Date.now() >= Date.parse(this.dataset.dayEnd)) location.reload();
    this.#run.comeBack();
    this.#wake();
  }

  #click({ target }) {
    const name = target.closest('[data-go]') ? 'go' : target.closest('[data-control]')?.dataset.control;
    if (target.closest('[data-finish]')) forget(this.#place);
    else if (target.closest('[data-left-over]')) this.#startAgain();
    else if (name) this.#control(name);
  }

  #control(name) {
    unlock(this.#run.sound);
    if (name === 'floor' || name === 'still') this.querySelector(`[name=${name}]`).click();
    else if (this.querySelector(`[data-sheet=${name}]`)) this.#open(name);
    else this.#do(name === 'pause' && this.#run.state.paused ? 'go' : name);
  }

  #do(type) {
    const now = Date.now();
    if (type === 'go' && now - this.#tapped < TWICE_MS) return;
    if (type === 'go') this.#tapped = now;
    this.#run.send({ type });
  }

  #key(event) {
    const type = KEYS[event.key];
    const busy = event.ctrlKey || event.metaKey || event.altKey || this.#run.state.over || this.querySelector('dialog[open]');
    if (!type || busy || (event.key === ' ' && event.target.closest('a, button, input'))) return;
    event.preventDefault();
    unlock(this.#run.sound);
    if (!event.repeat) this.#do(type);
  }

  #open(name) {
    const sheet = this.querySelector(`[data-sheet=${name}]`);
    sheet.toggleAttribute('data-goes-on', !this.#run.isIdle);
    sheet.returnValue = '';
    this.#run.send({ type: 'pause' });
    showMove(sheet, this.#run.view().item.key);
    for (const note of sheet.querySelectorAll('[data-no-voice]')) note.hidden = canSpeak();
    sheet.showModal();
  }

  #closed(sheet) {
    if (sheet.returnValue === 'skip') this.#run.send({ type: 'skip' });
    else if (sheet.hasAttribute('data-goes-on')) this.#run.send({ type: 'go' });
  }

  #choose() {
    const { sound, self, floor, still } = options();
    this.#run.sound = sound;
    if (sound === 'silent') hush();
    paintChoices(this, { floor, still });
    this.#run.send({ type: 'self', self });
  }

  async #startAgain() {
    this.#run.put({ ...begin(this.#session, await ticked(this), Date.now()), self: options().self });
  }
}

customElements.define('guided-session', GuidedSession);
