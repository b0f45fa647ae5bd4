// The outbox: every tick is written here first and leaves once the server has it. No DOM: page and worker both load it.
const KEEP_SENT_MS = 2 * 24 * 3600 * 1000; // a cached page may be this old and still needs them
const KEEP_REFUSED_MS = 14 * 24 * 3600 * 1000;
const BATCH = 200;

let opening;

/** Write ticks down; resolves when they are safe on this phone. */
export function put(ops) {
  return change((store) => ops.forEach((op) => store.put(op)));
}

/** Every tick of this person that is kept here, oldest first. */
export async function all(user) {
  const store = (await open()).transaction('ops').objectStore('ops');
  const ops = await answer(store.getAll());
  return ops.filter((op) => op.user === user).sort(byTime);
}

/** The ticks of this person that the server does not have yet. */
export async function unsent(user) {
  return (await all(user)).filter((op) => !op.sent && !op.refused);
}

/** The server has this tick, since `at` on its own clock; kept for a while for pages that were cached before it. */
export function settle(op, at) {
  return put([{ ...op, sent: true, serverAt: at }]);
}

/** Give the ticks of one person to another: their work has become one. */
export async function handOver(from, to) {
  return put((await all(from)).map((op) => ({ ...op, user: to })));
}

/** Forget every tick of a person: they have deleted all that is theirs. */
export async function forget(user) {
  const ops = await all(user);
  return change((store) => ops.forEach((op) => store.delete(op.op)));
}

/**
 * Send what waits, one sender at a time.
 * Resolves to { state: 'done' | 'offline' | 'signed-out' | 'busy', refused: [{op, reason}], settled: number }.
 */
export function flush(user) {
  const run = () => send(user);
  return globalThis.navigator?.locks ? navigator.locks.request('afterrun-outbox', run) : run();
}

async function send(user) {
  await tidy();
  const report = { state: 'done', refused: [], settled: 0 };
  for (let ops = await unsent(user); ops.length && report.state === 'done'; ops = await unsent(user)) {
    const batch = ops.slice(0, BATCH);
    const { state, results, serverNow } = await post(user, batch);
    report.state = state;
    if (!(await take(batch, results, serverNow, report))) break;
  }
  return report;
}

async function post(user, ops) {
  const now = Date.now();
  const body = JSON.stringify({ v: 1, user, ops: ops.map((op) => envelope(op, now)) });
  const headers = { 'Content-Type': 'application/json', 'X-App': '1' };
  try {
    const response = await fetch('/sync', { method: 'POST', headers, body, signal: AbortSignal.timeout?.(20000) });
    if (!response.ok) return { state: response.status === 401 ? 'signed-out' : 'busy', results: [] };
    const date = Date.parse(response.headers.get('Date'));
    return { state: 'done', results: (await response.json()).results, serverNow: (date || now) - now };
  } catch {
    return { state: 'offline', results: [] };
  }
}

// The age is told, not the time: a phone whose clock is wrong still puts its ticks in order.
function envelope({ op, day, item, done, at, amount, load, effort, pain }, now) {
  return { op, day, item, done, age: Math.max(0, now - at), amount, load, effort, pain };
}

/** Note the answers; true when at least one tick has left the queue, so that going on makes sense. */
async function take(ops, results, skew, report) {
  const byOp = new Map(results.map((result) => [result.op, result]));
  const changed = [];
  for (const op of ops) {
    const { state, reason } = byOp.get(op.op) ?? {};
    if (state === 'applied' || state === 'duplicate') {
      changed.push({ ...op, sent: true, serverAt: op.at + skew });
      report.settled += 1;
    } else if (state === 'rejected') {
      changed.push({ ...op, refused: reason || 'This tick was not accepted.' });
      report.refused.push({ op, reason });
    }
  }
  if (changed.length) await put(changed);
  return changed.length > 0;
}

function tidy() {
  const now = Date.now();
  return change(async (store) => {
    for (const op of await answer(store.getAll())) {
      const keep = op.sent ? KEEP_SENT_MS : op.refused ? KEEP_REFUSED_MS : Infinity;
      if (now - op.at > keep) store.delete(op.op);
    }
  });
}

async function change(work) {
  const transaction = (await open()).transaction('ops', 'readwrite', { durability: 'strict' });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
  work(transaction.objectStore('ops'));
  return done;
}

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('afterrun', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('ops', { keyPath: 'op' });
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  opening.catch(() => (opening = undefined));
  return opening;
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const byTime = (one, other) => one.at - other.at || (one.op < other.op ? -1 : 1);
