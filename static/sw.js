// The worker: pages from the network while it answers, else from this phone. It never answers a POST.
// The route puts before this: VERSION, ASSETS (their address), SHELL (what to fetch beforehand), KEY (what push services
// know us by) and outbox (outbox.js); after it sw-push.js.
const [NO_SIGNAL, NO_LIST] = SHELL;
const SHELL_NAME = `shell-${VERSION}`;
const FIGURES = 'figures'; // their addresses change only with themselves: they outlive every version
const MANY_FIGURES = 400;
const PAGES = 'pages-'; // + whose; a phone holds the pages of one person at a time
const LIST = '/ahead';
const SESSION = '/session';
const PATIENCE_MS = 2500; // a Wi-Fi that accepts and answers nothing counts as no signal
const PATIENCE_WITHOUT_COPY_MS = 6000;
const IMPATIENCE_MS = 400; // while it has just shown that it does not answer
const HUNG_MS = 30 * 1000;
const LIST_FRESH_MS = 10 * 60 * 1000;
const DAY_STARTS_MS = 4 * 3600 * 1000; // after midnight
// What changes whose phone this is, or takes health data back: nothing kept may outlive it.
const LEAVING = /^\/(account\/(sign-in|sign-out|merge|devices\/.+)|handover|me\/(delete|import|consent))$/;

let epoch = 0; // grows with every change of person: what was asked for before it is not kept
let hungAt = 0;

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(dropOldShells()));
addEventListener('fetch', route);
addEventListener('message', (event) => event.waitUntil(hear(event.data, event.ports[0])));
addEventListener('sync', (event) => event.tag === 'outbox' && event.waitUntil(flush()));

async function install() {
  const cache = await caches.open(SHELL_NAME);
  await Promise.all(SHELL.map(async (address) => {
    // Without cookies: the pages for no signal must know nobody.
    const answer = await fetch(address, { credentials: 'omit' });
    // A server that is being changed may still give the files of the version before.
    if (!answer.ok || (address.startsWith(ASSETS) && !lasts(answer))) throw new Error(`${address} is not ready`);
    await cache.put(address, answer);
  }));
}

async function dropOldShells() {
  const old = (await caches.keys()).filter((name) => name.startsWith('shell-') && name !== SHELL_NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
}

function route(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method !== 'GET') return LEAVING.test(url.pathname) ? event.waitUntil(forgetPages()) : undefined;
  // That the shortcut of the home screen asked for it is in the headers, which are others once a worker asks.
  if (url.pathname === '/run-done' && navigator.onLine) return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(asset(event, url));
  else if (request.mode === 'navigate') event.respondWith(page(event, url));
}

async function asset(event, url) {
  const kept = await caches.match(event.request, { ignoreVary: true });
  if (kept) return kept;
  const network = fetch(event.request).then((answer) => {
    if (answer.ok && lasts(answer)) event.waitUntil(keepAsset(event.request, answer.clone()));
    return answer;
  });
  const answer = await inTime(network, PATIENCE_MS);
  if (answer) return answer;
  // A page from before an update: today's file serves it, as the server would say too.
  const path = url.pathname.split('/').slice(3).join('/');
  return (await (isFigure(url) ? keptFigure(path) : caches.match(ASSETS + path, { ignoreVary: true }))) ?? network;
}

async function keepAsset(request, answer) {
  return (await caches.open(isFigure(new URL(request.url)) ? FIGURES : SHELL_NAME)).put(request, answer);
}

const isFigure = (url) => /^\/assets\/[^/]+\/figures\//.test(url.pathname);

async function keptFigure(path) {
  const cache = await caches.open(FIGURES);
  const kept = (await cache.keys()).find(({ url }) => url.endsWith(`/${path}`));
  return kept && cache.match(kept);
}

const lasts = (answer) => answer.headers.get('Cache-Control')?.includes('immutable');

async function page(event, url) {
  const asked = epoch;
  let over = false;
  const network = fetch(event.request).then((answer) => {
    hungAt = 0;
    event.waitUntil(keep(answer.clone(), asked));
    return answer;
  }).finally(() => (over = true));
  event.waitUntil(network.catch(() => {})); // late is better than never: it serves the next time
  const kept = await copy(url);
  const answer = await inTime(network, patience(kept));
  if (answer && (answer.status < 500 || !kept)) return answer;
  if (!over) hungAt = Date.now();
  return kept ?? caches.match(isToday(url) ? NO_LIST : NO_SIGNAL);
}

function patience(kept) {
  if (Date.now() - hungAt < HUNG_MS) return kept ? IMPATIENCE_MS : PATIENCE_MS;
  return kept ? PATIENCE_MS : PATIENCE_WITHOUT_COPY_MS;
}

/** The answer; undefined when it fails or takes longer. */
function inTime(network, limit) {
  return Promise.race([network.catch(() => {}), new Promise((resolve) => setTimeout(resolve, limit))]);
}

/** Keep a page where the server gives it a name for that. */
async function keep(answer, asked) {
  const whose = answer.headers.get('X-Person');
  const name = answer.headers.get('X-Keep');
  if (asked !== epoch || !whose) return;
  const cache = await pagesOf(whose);
  if (answer.ok && name && !/no-store/.test(answer.headers.get('Cache-Control'))) await cache.put(name, answer);
}

/** What this phone holds for an address. */
async function copy(url) {
  const cache = await pagesHere();
  if (!cache) return undefined;
  const list = await listIn(cache);
  if (isToday(url)) {
    const day = list ? dayNow(list)?.day : ownDay();
    const short = url.searchParams.get('short');
    if (!day) return url.pathname === '/' ? cache.match('/') : undefined;
    const name = `/days/${day}${url.pathname === SESSION ? SESSION : ''}`;
    return (short && (await onTrack(cache, list, `${name}?short=${short}`))) ?? onTrack(cache, list, name);
  }
  return (await onTrack(cache, list, url.pathname + url.search)) ?? cache.match(url.pathname);
}

/** A coming day was planned twice: as today stood then, and with all of today done. Ticks not yet sent say which. */
async function onTrack(cache, list, name) {
  const written = list && await cache.match(name + (name.includes('?') ? '&' : '?') + 'track=written');
  if (!written) return cache.match(name);
  const waiting = await outbox.unsent(list.user).catch(() => []);
  return waiting.some((op) => op.done && op.day === list.days[0].day) ? written : cache.match(name);
}

const isToday = (url) => ['/', '/today', SESSION].includes(url.pathname);

/** The day it is, by the server's clock when it last spoke: this phone's own may be wrong. */
function dayNow(list) {
  const now = Date.now() + (list ? list.now - list.at : 0);
  return list?.days.find(({ from, until }) => from <= now && now < until);
}

/** By this phone's own clock: all there is to go by between signing in and the first list. */
function ownDay() {
  return new Date(Date.now() - DAY_STARTS_MS).toLocaleDateString('sv');
}

async function whoseHere() {
  return (await caches.keys()).find((name) => name.startsWith(PAGES))?.slice(PAGES.length);
}

async function pagesHere() {
  const whose = await whoseHere();
  return whose && caches.open(PAGES + whose);
}

/** The pages of this person; those of anybody else go. */
async function pagesOf(whose) {
  const others = (await caches.keys()).filter((name) => name.startsWith(PAGES) && name !== PAGES + whose);
  if (others.length) epoch += 1;
  await Promise.all(others.map((name) => caches.delete(name)));
  return caches.open(PAGES + whose);
}

function forgetPages() {
  epoch += 1;
  return caches.keys().then((names) => Promise.all(names.filter((one) => one.startsWith(PAGES)).map((one) => caches.delete(one))));
}

async function listIn(cache) {
  return (await cache.match(LIST))?.json();
}

async function hear({ type, user, changed }, port) {
  if (type === 'take-over') skipWaiting();
  if (type === 'off') port.postMessage(await turnOff());
  if (type === 'lost') port.postMessage(await reach(true));
  if (type === 'here') await Promise.allSettled([fetchAhead(await pagesOf(user), changed).finally(keepFigures), reach()]);
}

/** Today and the days after it, when something may have changed; only what differs comes over the line. */
async function fetchAhead(cache, changed) {
  const asked = epoch;
  const known = await listIn(cache);
  if (!changed && known && dayNow(known) === known.days[0] && Date.now() - known.at < LIST_FRESH_MS) return;
  const have = known ? known.days.map((day) => day.mark).join() : '';
  const answer = await fetch(`${LIST}?have=${have}`, { redirect: 'error' });
  const { pages, ...list } = await answer.json();
  if (!answer.ok || !list.days.length || asked !== epoch || (await whoseHere()) !== list.user) return;
  const headers = new Headers(answer.headers);
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  headers.set('Content-Type', 'text/html; charset=utf-8');
  for (const [name, body] of Object.entries(pages)) await cache.put(name, new Response(body, { headers }));
  await cache.put(LIST, Response.json({ ...list, at: Date.now() }));
  await dropOtherDays(cache, list);
}

/** Quietly, one after the other: the drawings of every exercise on the pages kept. */
async function keepFigures() {
  const cache = await pagesHere();
  const list = cache && (await listIn(cache));
  const figures = await caches.open(FIGURES);
  const kept = (await figures.keys()).map(({ url }) => new URL(url).pathname);
  const wanted = list?.figures ?? [];
  for (const address of wanted) {
    if (kept.includes(address)) continue;
    const answer = await fetch(address, { priority: 'low' });
    if (!answer.ok || !lasts(answer)) return; // it was drawn anew: the next list says where
    await figures.put(address, answer);
  }
  // The oldest of the others make room.
  const others = kept.filter((address) => !wanted.includes(address));
  const many = others.length + wanted.length - MANY_FIGURES;
  for (const address of others.slice(0, Math.max(0, many))) await figures.delete(address);
}

async function dropOtherDays(cache, list) {
  const days = new Set(list.days.map((one) => one.day));
  for (const request of await cache.keys()) {
    const url = new URL(request.url);
    const day = url.searchParams.get('day') ?? url.pathname.match(/^\/days\/([^/]+)/)?.[1];
    if (day && !days.has(day)) await cache.delete(request);
  }
}

/** Send the ticks that wait; failing tells the browser to try again. The list comes anew after that, or if it is `old`. */
async function flush(old) {
  const { state, settled } = await outbox.flushSignedIn();
  const cache = (old || settled) && (await pagesHere());
  if (cache) await fetchAhead(cache, true).catch(() => {});
  if (state === 'offline' || state === 'busy') throw new Error(state);
}
