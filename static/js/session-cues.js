// What is heard during a step and when: [{ at, say, tone }], at in milliseconds since 1970.
import { isTimed, stepOf } from './session-state.js';
import { pace } from './session-view.js';

const LATE_MS = 300; // a cue that comes later than this is worse than none
const HALF_FROM_MS = 16000;
const TEN_FROM_MS = 40000;
const REPS_FROM = 6;

/** The cues of the step that runs now. */
export function cuesOf(session, state) {
  if (state.over || state.paused || state.wait || !state.until) return [];
  const { words } = session;
  const step = stepOf(session, state);
  const { since, until } = state;
  if (step.kind !== 'work') return [...(until - since >= TEN_FROM_MS ? [{ at: until - 10000, say: words.ten }] : []), ...lastThree(until)];
  const go = [...lastThree(since), { at: since, tone: 'go' }];
  const half = until - since >= HALF_FROM_MS ? [{ at: (since + until) / 2, say: words.half }] : [];
  return [...go, ...half, ...(step.timing === 'hold' ? lastThree(until) : repetitions(words, step, since))];
}

/** Of these cues the ones due after `before` and by `now`, but for those that come too late. */
export function due(cues, before, now) {
  return cues.filter(({ at }) => at > before && at <= now && now - at < LATE_MS);
}

/** The next instant at which something is to be heard or a number changes. */
export function wakeAt(session, state, cues, now) {
  const step = stepOf(session, state);
  const beat = step.kind === 'work' && step.timing === 'pace' && now >= state.since ? pace(step) : 1000;
  const edge = now < state.since || step.timing !== 'pace' ? state.until || state.since : state.since;
  const offset = (((edge - now) % beat) + beat) % beat || beat;
  const ahead = [...cues.map(({ at }) => at), state.since, state.until].filter((at) => at > now);
  return isTimed(step, state) ? Math.min(now + offset, ...ahead) : Infinity;
}

function lastThree(end) {
  return [3, 2, 1].map((left) => ({ at: end - 1000 * left, say: `${left}`, tone: 'count' }));
}

function repetitions(words, step, since) {
  const each = Array.from({ length: step.amount - 1 }, (_, rep) => ({ at: since + (rep + 1) * pace(step), tone: 'rep' }));
  if (step.amount >= REPS_FROM) each.at(-3).say = words.last_three;
  return each;
}
