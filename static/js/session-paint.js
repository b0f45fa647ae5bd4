// Puts a view of the session on the page; touches only what differs from what is there.
const TEXTS = ['where', 'lead', 'name', 'dose', 'set', 'side', 'next', 'digits', 'unit', 'word', 'act'];

let moving; // the button as it fills up

/** Show a view; `session` and `state` tell the legs of the way. */
export function paint(root, view, session, state) {
  for (const name of TEXTS) write(root.querySelector(`[data-${name}]`), view[name]);
  const stage = root.querySelector('[data-stage]');
  mark(stage, { tone: view.tone, phase: view.phase, turn: view.turn });
  stage.querySelector('[data-side]').hidden = !view.side;
  for (const figure of stage.querySelectorAll('[data-figure]')) figure.hidden = figure.dataset.figure !== view.item.key || Boolean(view.list);
  paintTools(stage, view, session);
  paintStations(stage.querySelector('[data-stations]'), view, session);
  paintLegs(stage.querySelector('[data-legs]'), view, state);
}

/** The time that has passed, as the button filling up: moved by the browser, or step by step for who wants no motion. */
export function fill(bar, { since, until, paused, wait, over }, now, still) {
  moving?.cancel();
  const at = Math.min(paused || now, until);
  const part = until ? Math.max(0, at - since) / (until - since) : 0;
  bar.style.transform = `scaleX(${part})`;
  if (!until || paused || wait || over || still) return;
  const run = { delay: Math.max(0, since - now), duration: until - Math.max(since, now), fill: 'both' };
  moving = bar.animate([{ transform: `scaleX(${part})` }, { transform: 'scaleX(1)' }], run);
}

/** What was done, and how long it took. */
export function paintEnd(root, session, state) {
  const { words } = session;
  const done = Object.keys(state.done).length;
  const left = [...root.querySelectorAll('tick-row')].filter((row) => !row.done).length;
  write(root.querySelector('[data-ended-title]'), left ? words.done_part : words.done_title);
  const minutes = Math.max(1, Math.round(state.spent / 60000));
  write(root.querySelector('[data-sum]'), done ? `${done} ${done === 1 ? words.exercise : words.exercises}, ${minutes} min` : '');
  root.querySelector('[data-left-over]').hidden = !left;
}

/** What is chosen on the stage itself, on it and on its buttons. */
export function paintChoices(root, choices) {
  for (const [name, on] of Object.entries(choices)) {
    root.toggleAttribute(`data-${name}`, on);
    for (const button of root.querySelectorAll(`[data-control=${name}]`)) button.setAttribute('aria-pressed', on);
  }
}

/** Of a sheet about all moves, the one of a key. */
export function showMove(sheet, key) {
  for (const move of sheet.querySelectorAll('[data-move]')) {
    move.hidden = move.dataset.move !== key;
    move.querySelector('h2').id = move.hidden ? '' : 'how-title';
  }
}

function paintTools(stage, view, session) {
  const { words } = session;
  const tool = (name) => stage.querySelector(`[data-control=${name}]`);
  const waits = ['start', 'again', 'setup'].includes(view.phase);
  const paused = view.phase === 'paused';
  tool('pause').disabled = waits;
  mark(tool('pause'), { on: paused ? 'yes' : '' });
  write(tool('pause').querySelector('[data-label]'), paused ? words.go_on : words.pause);
  tool('more').hidden = !view.isRest;
  tool('skip').hidden = view.isRest;
  tool('found').hidden = !view.item.finding || view.isRest || waits;
  write(tool('skip').querySelector('[data-label]'), view.item.part === 'drill' ? words.skip_warm_up : words.skip);
}

function paintStations(list, { list: part, item }, { items }) {
  const shown = part ? items.filter((one) => one.part === part) : [];
  const name = shown.length ? `${part} ${item.key}` : '';
  list.hidden = !shown.length;
  if (list.dataset.shown === name) return;
  list.dataset.shown = name;
  list.replaceChildren(...shown.map((one) => {
    const line = element('li', one.name);
    line.append(' ', element('small', one.dose));
    if (one.key === item.key) line.setAttribute('aria-current', 'step');
    return line;
  }));
}

function paintLegs(list, { item }, { plan, done, skipped }) {
  while (list.children.length < plan.length) list.append(element('li'));
  while (list.children.length > plan.length) list.lastChild.remove();
  plan.forEach((key, place) => mark(list.children[place], { leg: done[key] ? 'done' : skipped.includes(key) ? 'skipped' : key === item.key ? 'now' : '' }));
}

function mark(element, data) {
  for (const [name, value] of Object.entries(data)) if (element.dataset[name] !== value) element.dataset[name] = value;
}

function write(element, text = '') {
  if (element.textContent !== text) element.textContent = text;
}

function element(name, text = '') {
  return Object.assign(document.createElement(name), { textContent: text });
}
