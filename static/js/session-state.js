// The guided session as a machine without a page and without a clock: (session, state, event, now) -> state. It keeps
// instants, in milliseconds since 1970, and counts nothing: a phone that slept comes back to where the session is.
export const LEAD_MS = 4000; // from a tap to the first repetition: time to lie down
const AGAIN_MS = 3000; // done once more after a pause
const MORE_MS = 15000;
const MOST_MS = 5 * 60000; // of what lasts until told, so much counts as work

/** A session of all that is not ticked, at its first step, waiting for a tap. */
export function begin(session, ticked, now) {
  const plan = session.items.map(({ key }) => key).filter((key) => !ticked.has(key));
  const empty = { mark: session.mark, plan, at: 0, skipped: [], done: {}, told: {}, spent: 0, self: false };
  return { ...enter(session, empty, following(session, empty, -1), now), wait: 'start', since: 0, until: 0 };
}

/** The session as it was left; on another list, from where that list begins to differ. */
export function takeUp(session, kept, ticked, now) {
  if (!kept || !(kept.spent || kept.since || kept.skipped.length)) return begin(session, ticked, now);
  if (kept.mark === session.mark) {
    const plan = kept.plan.filter((key) => !ticked.has(key) || kept.done[key] || key === kept.key);
    return react(session, { ...kept, plan }, { type: 'return' }, now);
  }
  const { skipped, done, told, spent, self } = kept;
  const again = { ...begin(session, ticked, now), skipped, done, told, spent, self };
  const first = session.steps.findIndex(({ kind, key }) => key === kept.key && kind === 'work');
  const at = again.plan.includes(kept.key) ? first : following(session, again, -1);
  return at < 0 ? { ...again, over: now } : { ...again, at, key: session.steps[at].key };
}

/** What comes of an event: { type: go | pause | more | skip | back | found | self | tick | return }. */
export function react(session, state, event, now) {
  return state.over ? state : EVENTS[event.type](session, state, now, event);
}

export const stepOf = (session, state) => session.steps[state.at];

/** Whether the clock ends a step; repetitions at one's own pace are ended by a tap. */
export function isTimed(step, state) {
  return step.kind === 'work' ? step.timing === 'hold' || (step.timing === 'pace' && !state.self) : step.kind !== 'setup';
}

/** The step after this one, or -1. Rests and turns belong to the work they follow. */
export function following(session, state, from) {
  const { steps } = session;
  const isOpen = ({ key }) => state.plan.includes(key) && !state.skipped.includes(key) && !state.done[key];
  const isWork = (step) => step.kind === 'work' && isOpen(step);
  return steps.findIndex((step, at) => {
    if (at <= from) return false;
    if (step.kind === 'rest') return at === from + 1 && steps.slice(at).some(isWork);
    return isOpen(step) && (step.kind !== 'switch' || at === from + 1);
  });
}

function enter(session, state, at, now, lead = 0) {
  const calm = { ...state, wait: '', paused: 0, over: 0 };
  if (at < 0) return { ...calm, over: now, since: 0, until: 0 };
  const step = session.steps[at];
  const timed = isTimed(step, state);
  const since = now + (timed && step.kind === 'work' ? lead : 0);
  return { ...calm, at, key: step.key, since, until: timed ? since + 1000 * step.seconds : 0 };
}

function leave(session, state, now) {
  const step = stepOf(session, state);
  const worked = Math.min(Math.max(0, now - state.since), state.until ? state.until - state.since : MOST_MS);
  const done = step.kind === 'work' && step.last ? { ...state.done, [step.key]: now } : state.done;
  return { ...state, done, spent: state.spent + (state.since ? worked : 0) };
}

function goOn(session, state, now, lead = 0) {
  const left = leave(session, state, now);
  return enter(session, left, following(session, left, left.at), now, lead);
}

function go(session, state, now) {
  if (state.paused) return carryOn(session, state, now);
  const { kind } = stepOf(session, state);
  if (state.wait && kind !== 'setup') return enter(session, state, state.at, now, LEAD_MS);
  if (now < state.since) return { ...state, since: now, until: state.until - (state.since - now) };
  return goOn(session, state, now, LEAD_MS);
}

function carryOn(session, state, now) {
  const passed = state.paused - state.since;
  const step = stepOf(session, state);
  const since = step.kind === 'work' && isTimed(step, state) ? now + Math.min(LEAD_MS, AGAIN_MS - passed) : now - passed;
  return { ...state, paused: 0, since, until: state.until && state.until - state.since + since };
}

function pause(session, state, now) {
  return state.wait || state.paused ? state : { ...state, paused: now };
}

function more(session, state) {
  return stepOf(session, state).kind === 'rest' && state.until ? { ...state, until: state.until + MORE_MS } : state;
}

// Drills belong before the run: who does not want one of them now wants none.
function skip(session, state, now) {
  const { part } = session.items.find(({ key }) => key === state.key);
  const keys = part === 'drill' ? session.items.filter((item) => item.part === part).map(({ key }) => key) : [state.key];
  const left = { ...state, spent: leave(session, state, now).spent, skipped: [...state.skipped, ...keys] };
  return enter(session, left, following(session, left, left.at), now, LEAD_MS);
}

function back(session, state) {
  const at = session.steps.findLastIndex(({ kind, key }, place) => place < state.at && kind === 'work' && state.plan.includes(key));
  return at < 0 ? state : { ...state, at, key: session.steps[at].key, wait: 'again', paused: 0, since: 0, until: 0 };
}

// The load is found before all its sets are done.
function found(session, state, now) {
  const left = leave(session, state, now);
  const done = { ...left.done, [state.key]: now };
  return enter(session, { ...left, done }, following(session, { ...left, done }, left.at), now, LEAD_MS);
}

function pace(session, state, now, { self }) {
  if (state.self === self) return state;
  const changed = { ...state, self };
  const { kind, timing } = stepOf(session, state);
  if (state.wait || kind !== 'work' || timing !== 'pace') return changed;
  return { ...enter(session, changed, state.at, now), paused: state.paused && now };
}

function tick(session, state, now) {
  if (state.paused || state.wait) return state;
  // The phone's clock was put back: nobody waits for it to come round again.
  if (now < state.since - LEAD_MS - 1000) return enter(session, state, state.at, now);
  return state.until && state.until <= now ? tick(session, goOn(session, state, state.until), now) : state;
}

// Somebody looks again after the screen was dark. A rest that ended meanwhile is over; a hold is asked for once more.
function comeBack(session, state, now) {
  if (state.paused || state.wait || !state.until) return state;
  const waiting = (of, wait) => ({ ...of, wait, since: 0, until: 0 });
  if (stepOf(session, state).kind === 'work') return waiting(state, 'again');
  if (state.until > now) return tick(session, state, now);
  const next = goOn(session, state, state.until);
  if (next.over) return next;
  const { kind } = stepOf(session, next);
  return kind === 'work' && next.until ? waiting(next, 'start') : enter(session, next, next.at, now);
}

const EVENTS = { go, pause, more, skip, back, found, self: pace, tick, return: comeBack };
