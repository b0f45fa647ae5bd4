// Where a session is kept between two looks at it: on this phone, for its person and day only.
const PREFIX = 'afterrun-session';
const OPTIONS = 'afterrun-session-options';
const USUAL = { sound: 'voice', self: false, floor: false, still: false, ring: false };

/** The place of one session; what is kept of other people and days goes. */
export function placeOf(user, day, short) {
  const mine = `${PREFIX} ${user} ${day}`;
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(`${PREFIX} `) && !name.startsWith(mine)) localStorage.removeItem(name);
  }
  return `${mine} ${short ?? ''}`;
}

/** What is kept there, or undefined. */
export function load(place) {
  try {
    return JSON.parse(localStorage.getItem(place)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keep it; a phone that keeps nothing still leads through a session. */
export function save(place, state) {
  try {
    localStorage.setItem(place, JSON.stringify(state));
  } catch {} // full, or a private window
}

export function forget(place) {
  localStorage.removeItem(place);
}

/** { sound: voice | names | tones | silent, self, floor, still, ring } as last chosen on this phone. */
export function options() {
  return { ...USUAL, ...load(OPTIONS) };
}

export function choose(options) {
  save(OPTIONS, options);
}
