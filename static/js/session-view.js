// What a state of the session looks like in words and numbers: no page here, only (session, state, now) -> texts.
import { following, isTimed, stepOf } from './session-state.js';

/** start, again, paused, lead (a count-in), setup, ready, work, switch, rest or over. */
export function phaseOf(session, state, now) {
  if (state.over) return 'over';
  if (state.paused) return 'paused';
  if (state.wait) return stepOf(session, state).kind === 'setup' ? 'setup' : state.wait;
  return now < state.since ? 'lead' : stepOf(session, state).kind;
}

/** Everything the screen shows at an instant. */
export function view(session, state, instant) {
  const { words } = session;
  const now = state.paused || instant;
  const phase = phaseOf(session, state, instant);
  const step = stepOf(session, state);
  const work = focus(session, state);
  const item = itemOf(session, work);
  const isRest = step.kind === 'rest' && !state.wait;
  const about = step.kind === 'setup' ? setup(session, item) : exercise(session, state, work, isRest);
  return {
    phase,
    tone: phase === 'work' || phase === 'rest' ? phase : phase === 'paused' ? 'paused' : 'ready',
    item,
    where: where(session, state, work),
    ...about,
    turn: about.side && work.side,
    list: step.kind === 'setup' || (step.kind === 'rest' && work.round > step.round && step.round > 0) ? item.part : '',
    ...figures(words, state, step, work, item, phase, now),
    isRest,
    said: announcement(session, state, instant),
  };
}

function exercise(session, state, work, isRest) {
  const { words } = session;
  const item = itemOf(session, work);
  const then = isRest ? '' : after(session, state, work);
  return { lead: isRest ? words.next : '', name: item.name, dose: dose(words, item, work, 'unit'), set: setWords(words, work), side: words[work.side] ?? '', next: then };
}

// Before a circuit, lifts or jumps there is something to put in place.
function setup({ words, parts }, item) {
  const { name, facts } = parts[item.part];
  return { lead: '', name, dose: facts, set: '', side: '', next: `${words.first}: ${item.name}` };
}

/** What is said when a step begins: { all, names }; the names alone for who wants no more. */
export function announcement(session, state, now) {
  const { words } = session;
  const phase = phaseOf(session, state, now);
  const step = stepOf(session, state);
  const work = focus(session, state);
  const item = itemOf(session, work);
  const names = [item.name, words[work.side]].filter(Boolean).join(', ');
  const all = [item.name, setWords(words, work), dose(words, item, work, 'say'), words[work.side]].filter(Boolean).join(', ');
  const of = session.steps.indexOf(work);
  if (phase === 'setup') return { of: -1, all: `${session.parts[item.part].name}.`, names: session.parts[item.part].name };
  if (phase === 'switch') return { of, all: `${words.switch}. ${words[step.side]}.`, names: words[step.side] };
  if (phase === 'rest') return { of, all: `${words.rest}. ${words.next}: ${all}.`, names };
  const silent = phase === 'paused' || phase === 'over' || (phase === 'work' && isTimed(step, state));
  return silent ? { of, all: '', names: '' } : { of, all: `${all}.`, names };
}

/** The work a step is about: itself, else the one it leads to. */
function focus(session, state) {
  return workFrom(session, state, state.at) ?? stepOf(session, state);
}

function workFrom(session, state, from) {
  let at = from;
  while (at >= 0 && session.steps[at].kind !== 'work') at = following(session, state, at);
  return session.steps[at];
}

const itemOf = (session, { key }) => session.items.find((item) => item.key === key);

function where(session, state, work) {
  const { words, items } = session;
  const todo = items.filter(({ key }) => state.plan.includes(key));
  const place = (list) => `${list.findIndex(({ key }) => key === work.key) + 1} ${words.of} ${list.length}`;
  if (!work.rounds) return place(todo);
  const { part } = itemOf(session, work);
  return `${words.round} ${work.round} ${words.of} ${work.rounds}, ${place(todo.filter((item) => item.part === part))}`;
}

function dose(words, item, { amount, load }, form) {
  return [`${amount} ${words[`${form}_${item.unit}`]}`, load].filter(Boolean).join(', ');
}

function setWords(words, { number = 1, of = 1, warm }) {
  return of > 1 || warm ? `${warm ? words.warm_set : words.set} ${number} ${words.of} ${of}` : '';
}

function after(session, state, work) {
  const { words } = session;
  const then = workFrom(session, state, following(session, state, session.steps.indexOf(work)));
  if (!then) return words.last;
  if (then.key !== work.key) return `${words.next}: ${itemOf(session, then).name}`;
  return `${words.then}: ${then.number !== work.number || !then.side ? setWords(words, then) : words[then.side]}`;
}

function figures(words, state, step, work, item, phase, now) {
  const left = (until) => Math.max(0, Math.ceil((until - now) / 1000));
  const act = words[`act_${phase === 'work' ? step.timing : phase}`];
  const shown = (digits, unit, word) => ({ digits: `${digits}`, unit, word, act });
  if (phase === 'start' || phase === 'setup') return shown('', '', words.start);
  if (phase === 'again') return shown('', '', words.again);
  const word = phase === 'paused' ? words.paused : '';
  if (now < state.since) return shown(left(state.since), '', word || words.ready);
  if (step.kind !== 'work') return shown(clock(left(state.until)), '', word || words[step.kind]);
  const doing = word || words[step.side] || words[step.timing];
  if (step.timing === 'hold') return shown(clock(left(state.until)), words.unit_seconds, doing);
  if (!isTimed(step, state)) return shown(step.amount, words[`unit_${item.unit}`], doing);
  const rep = Math.floor((now - state.since) / pace(step)) + 1;
  return shown(Math.min(step.amount, rep), `${words.of} ${step.amount}`, doing);
}

const clock = (seconds) => (seconds < 60 ? seconds : `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`);

/** Milliseconds of one repetition. */
export const pace = (step) => (1000 * step.seconds) / step.amount;
