// The outbox: every tick is written here first and leaves once the server has it. No DOM: page and worker both load it.
const DATABASE_VERSION = 1; // later versions only add to it: a page of before, still open, goes on with what it knows
const ENVELOPE_VERSION = 2;
const KEEP_SENT_MS = 2 * 24 * 3600 * 1000; // a cached page may be this old and still needs them
const KEEP_REFUSED_MS = 14 * 24 * 3600 * 1000;
const BATCH = 200;
const MOST_BROKEN = 3; // in a row of tries: more of them, and it is the server that is broken
const PATIENCE_MS = 3000; // a database that has not answered by then is as good as none
const TIMEOUT_MS = 20000;
const STATES = { 400: 'outdated', 401: 'signed-out', 413: 'broken', 500: 'broken' };

const unkept = new Map(); // what this phone had no room for lives as long as this page
const broken = new Set(); // what the server fell over: sent alone, after all others
let opening;

/**
 * A tick, made in sight of the one that stood on its row. `at` puts it in order on this phone: after `last`, whatever the
 * clock did meanwhile. `made` is what the clock said, from which its age is told.
 */
export function make(tick, last = 0) {
  const made = Date.now();
  return { op: newId(), ...tick, at: Math.max(made, last + 1), made };
}

/** How long ago a tick was made, in milliseconds. */
export function age({ at, made = at }, now = Date.now()) {
  return Math.max(0, now - made);
}

/** Write ticks down. True when they are safe on this phone; else they are held in memory and sent from there. */
export async function put(ops) {
  try {
    await change((store) => ops.forEach((op) => store.put(op)));
    ops.forEach((op) => unkept.delete(op.op));
    return true;
  } catch {
    ops.forEach((op) => unkept.set(op.op, op));
    return false;
  }
}

/** Every tick of this person that is kept here, oldest first. */
export async function all(user) {
  return (await kept()).filter((op) => op.user === user).sort(byTime);
}

/** The ticks of this person that the server does not have yet. */
export async function unsent(user) {
  return (await all(user)).filter(waits);
}

/** Of the ticks of one row, the one that stands although the server, as of `at`, does not show it yet. */
export function standing(ops, at) {
  // Only the latest can: an earlier one that still waits was overtaken by one the server has.
  const latest = ops.findLast((op) => !op.refused);
  return latest && (!latest.sent || latest.serverAt > at) ? latest : undefined;
}

/** How many ticks wait here, { mine, others, unkept }, the last in memory only; and those `refused`, until that is read. */
export async function count(user) {
  const here = await kept();
  const waiting = here.filter(waits);
  const mine = waiting.filter((op) => op.user === user);
  return {
    mine: mine.length,
    others: waiting.length - mine.length,
    unkept: mine.filter((op) => unkept.has(op.op)).length,
    refused: here.filter((op) => op.user === user && op.refused && !op.read),
  };
}

/** That these were refused has been read. */
export function noteRead(ops) {
  return put(ops.map((op) => ({ ...op, read: true })));
}

/** The server has this tick, since `at` on its own clock. */
export function settle(op, at) {
  return put([sent(op, at)]);
}

/** Give the ticks of one person to another: their work has become one. */
export async function handOver(from, to) {
  return put((await all(from)).map((op) => ({ ...op, user: to })));
}

/** Forget every tick of a person: they have deleted all that is theirs. */
export async function forget(user) {
  return drop(await all(user));
}

/**
 * Send what waits of one person, one sender at a time. Resolves to { state, refused: [{op, reason}], settled, wait }:
 * state 'done', 'offline', 'signed-out', 'held' (another account is signed in), 'outdated' (this page is too old for
 * the server) or 'busy', then with the milliseconds to wait if the server told. What is not settled or refused is kept.
 */
export function flush(user) {
  const run = () => send(user);
  return globalThis.navigator?.locks ? navigator.locks.request('afterrun-outbox', run) : run();
}

/** For a worker, which cannot know who is signed in: asks, and sends what waits of that person and of nobody else. */
export async function flushSignedIn() {
  const report = { state: 'done', refused: [], settled: 0 };
  if (!(await kept()).some(waits)) return report;
  const { state, user } = await post('', []);
  return state === 'done' ? flush(user) : { ...report, state };
}

async function send(user) {
  if (unkept.size) await put([...unkept.values()]);
  const report = { state: 'done', refused: [], settled: 0, wait: 0 };
  const passed = new Set();
  let size = BATCH;
  let falls = 0;
  while (falls < MOST_BROKEN) {
    const ops = (await queue(user)).filter((op) => !passed.has(op.op)).slice(0, size);
    if (!ops.length) break;
    const { state, results, now, wait } = await post(user, ops);
    if (state === 'broken' && ops.length > 1) {
      size = Math.ceil(ops.length / 2); // somewhere in there is one that must not stand in the way of the rest
      continue;
    }
    if (state !== 'done' && state !== 'broken') return { ...report, state, wait };
    size = state === 'done' ? Math.min(BATCH, size * 2) : 1;
    falls = state === 'done' ? 0 : falls + 1;
    if (state === 'broken') broken.add(ops[0].op);
    for (const op of await take(ops, results ?? [], now, report)) passed.add(op.op);
    await tidy(now).catch(() => {});
  }
  if (passed.size && report.state === 'done') report.state = 'busy'; // some were not answered for
  return report;
}

async function queue(user) {
  const waiting = await unsent(user);
  return [...waiting.filter((op) => !broken.has(op.op)), ...waiting.filter((op) => broken.has(op.op))];
}

async function post(user, ops) {
  const now = Date.now();
  const body = JSON.stringify({ v: ENVELOPE_VERSION, user, ops: ops.map((op) => envelope(op, now)) });
  const headers = { 'Content-Type': 'application/json', 'X-App': '1' };
  try {
    const response = await fetch('/sync', { method: 'POST', headers, body, signal: AbortSignal.timeout?.(TIMEOUT_MS) });
    const wait = 1000 * (response.headers.get('Retry-After') || 0);
    if (!response.ok) return { state: STATES[response.status] ?? 'busy', wait };
    const { results, user: who, now: heard } = await response.json();
    // A gym's sign-in page answers too, with something else.
    return Array.isArray(results) ? { state: 'done', results, user: who, now: heard } : { state: 'offline' };
  } catch {
    return { state: 'offline' };
  }
}

// The age is told, not the time: a phone whose clock is wrong still puts its ticks in order.
function envelope(tick, now) {
  const { op, day, item, done, saw, amount, load, unit, effort, pain } = tick;
  return { op, day, item, done, age: age(tick, now), saw, amount, load, unit, effort, pain };
}

/** Note the answers; returns the ticks that have none and stay. */
async function take(ops, results, heard, report) {
  const byOp = new Map(results.map((result) => [result?.op, result]));
  const answered = [];
  for (const op of ops) {
    const { state, reason, at } = byOp.get(op.op) ?? {};
    if (state === 'applied' || state === 'duplicate') {
      answered.push({ ...sent(op, at), heard });
      report.settled += 1;
    } else if (state === 'rejected') {
      answered.push({ ...op, refused: reason || 'This tick was not accepted.', heard });
      report.refused.push({ op, reason });
    } else if (state === 'held') report.state = 'held';
  }
  if (answered.length) {
    await put(answered);
    tellPages();
  }
  const gone = new Set(answered.map((op) => op.op));
  return ops.filter((op) => !gone.has(op.op));
}

// What hurt is told to the server and then not kept on the phone any longer.
function sent({ op, user, day, item, done, at }, serverAt = Date.now()) {
  return { op, user, day, item, done, at, sent: true, serverAt };
}

function tellPages() {
  if (!globalThis.BroadcastChannel) return;
  const channel = new BroadcastChannel('afterrun-outbox');
  channel.postMessage('changed');
  channel.close();
}

// By the server's clock: this phone's may jump, and ticks would go that a kept page still needs.
async function tidy(now) {
  const keep = (op) => (op.sent ? KEEP_SENT_MS : op.refused ? KEEP_REFUSED_MS : Infinity);
  const old = (await kept()).filter((op) => now - (op.heard ?? op.serverAt ?? op.at) > keep(op));
  if (old.length) await drop(old);
}

function drop(ops) {
  ops.forEach((op) => unkept.delete(op.op));
  return change((store) => ops.forEach((op) => store.delete(op.op)));
}

async function kept() {
  const byOp = new Map((await within(stored()).catch(() => [])).map((op) => [op.op, op]));
  unkept.forEach((op, name) => byOp.set(name, op));
  return [...byOp.values()];
}

async function stored() {
  const request = (await open()).transaction('ops').objectStore('ops').getAll();
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function change(work) {
  return within(
    open().then((database) => new Promise((resolve, reject) => {
      const transaction = database.transaction('ops', 'readwrite', { durability: 'strict' });
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
      work(transaction.objectStore('ops'));
    })),
  );
}

function open() {
  if (!opening) {
    opening = connect(DATABASE_VERSION).catch((error) => {
      if (error?.name === 'VersionError') return connect();
      throw error;
    });
    opening.catch(close);
  }
  return opening;
}

function close() {
  opening = undefined;
}

function connect(version) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('afterrun', version);
    request.onupgradeneeded = () => request.result.createObjectStore('ops', { keyPath: 'op' });
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = close;
      database.onversionchange = () => {
        database.close();
        close();
      };
      resolve(database);
    };
  });
}

function within(promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(reject, PATIENCE_MS))]);
}

// Plain http on a home network has no randomUUID.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const waits = (op) => !op.sent && !op.refused;
const byTime = (one, other) => one.at - other.at || (one.op < other.op ? -1 : 1);
