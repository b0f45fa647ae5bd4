// A session under way: its state, the one timer it needs, what is heard. Knows no page but whether it is seen.
import { cuesOf, due, wakeAt } from './session-cues.js';
import { announce, cue, hush } from './session-sound.js';
import { react, stepOf } from './session-state.js';
import { view } from './session-view.js';

const ASLEEP_MS = 2500; // a timer that comes so late comes from a phone that slept
const LATE_MS = 300;
const TONES = { rest: 'end', switch: 'end', ready: 'end', setup: 'end', work: 'go', over: 'over' };
const SAME = ['at', 'since', 'until', 'paused', 'wait', 'over'];

export class SessionRun {
  sound = 'voice';
  #session;
  #shown;
  #cues = [];
  #heard = 0;
  #said;
  #timer;
  #wakes = 0;

  /** `shown(state, begun)` is called whenever there is something new to see; `begun` when it is another step. */
  constructor(session, state, shown) {
    Object.assign(this, { state });
    this.#session = session;
    this.#shown = shown;
  }

  get isIdle() {
    const { over, paused, wait } = this.state;
    return Boolean(over || paused || wait);
  }

  /** { since, until } of the rest that runs now, else nothing. */
  get restUnderWay() {
    const { since, until } = this.state;
    return this.isIdle || stepOf(this.#session, this.state).kind !== 'rest' ? undefined : { since, until };
  }

  view(now = Date.now()) {
    return view(this.#session, this.state, now);
  }

  /** What the person did, or that time has passed. */
  send(event) {
    const before = this.state;
    this.state = react(this.#session, before, event, Date.now());
    const begun = SAME.some((name) => before[name] !== this.state[name]);
    if (begun) this.#begin(event.type === 'return');
    this.#shown(this.state, begun);
    this.#sleep();
  }

  /** Start with another state, quietly. */
  put(state) {
    this.state = state;
    this.#begin(true);
    this.#shown(state, true);
    this.#sleep();
  }

  /** Nobody looks: nothing runs. */
  rest() {
    clearTimeout(this.#timer);
  }

  /** Somebody looks again: what was to be heard meanwhile is not heard now. */
  comeBack() {
    this.send({ type: 'return' });
    this.#heard = Date.now();
  }

  #begin(quiet) {
    const now = Date.now();
    const { over, paused, wait, since } = this.state;
    this.#cues = cuesOf(this.#session, this.state);
    this.#heard = now - LATE_MS;
    if (paused) hush();
    if (paused || wait || quiet || (since && !over && now - since > LATE_MS)) return;
    const { said, phase } = this.view(now);
    // Who was told in the rest what comes next is not told again.
    const known = phase === 'lead' && this.#said === said.of;
    this.#said = said.of;
    announce(known ? {} : said, phase === 'work' && this.state.until ? '' : TONES[phase], this.sound);
    this.#hear(now);
  }

  #hear(now) {
    for (const one of due(this.#cues, this.#heard, now)) cue(one, this.sound);
    this.#heard = now;
  }

  #sleep() {
    clearTimeout(this.#timer);
    if (this.isIdle || document.hidden) return;
    const now = Date.now();
    this.#wakes = wakeAt(this.#session, this.state, this.#cues, now);
    if (this.#wakes < Infinity) this.#timer = setTimeout(() => this.#wake(), this.#wakes - now);
  }

  #wake() {
    const now = Date.now();
    if (now - this.#wakes > ASLEEP_MS) return this.comeBack();
    this.#hear(now);
    return this.send({ type: 'tick' });
  }
}
