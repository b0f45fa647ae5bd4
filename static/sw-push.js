// The worker's part in reminders: shows what comes, goes where a press leads, keeps the server able to reach this device.
const DEVICE = '/device'; // where the server can reach it, as it was told last
const DEVICES = '/me/reminders/devices';
const SEEN_MS = 500; // so long a notification waits to know whether it has rung before

addEventListener('push', (event) => event.waitUntil(ring(event.data)));
addEventListener('notificationclick', (event) => event.waitUntil(pressed(event)));
addEventListener('pushsubscriptionchange', (event) => event.waitUntil(reach()));

let turn = Promise.resolve(); // what changes the subscription is done one after the other

/** Shown at once and from what came alone: a push that shows nothing costs the permission. */
async function ring(data) {
  const { title, navigate, actions = [], ...more } = read(data);
  const to = Object.fromEntries([['', navigate], ...actions.map((one) => [one.action, one.navigate])]);
  await registration.showNotification(title, {
    icon: `${ASSETS}icons/afterrun-192.png`,
    badge: `${ASSETS}icons/afterrun-mono-512.png`,
    ...more,
    actions: actions.map(({ action, title }) => ({ action, title })),
    data: { ...more.data, to },
    renotify: false,
    silent: !(await isFirst(`${more.tag} ${more.timestamp}`)),
  });
  await Promise.allSettled([tell(more.data?.id, 'shown'), flush(true)]);
}

function read(data) {
  try {
    const { notification } = data.json();
    if (notification.title) return notification;
  } catch {
    // Not one of ours, and still to be shown.
  }
  return { title: 'Afterrun', body: 'Your list for today is ready.', tag: 'plain', timestamp: Date.now() };
}

/** Whether this has not rung yet: a copy of it, which is rare, makes no sound. */
function isFirst(name) {
  const asked = new Promise((resolve) => {
    const opening = indexedDB.open('afterrun-rung', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('rung');
    opening.onerror = () => resolve(true);
    opening.onsuccess = () => {
      const adding = opening.result.transaction('rung', 'readwrite').objectStore('rung').add(Date.now(), name);
      adding.onsuccess = () => resolve(true);
      adding.onerror = () => resolve(false);
      adding.transaction.oncomplete = adding.transaction.onabort = () => opening.result.close();
    };
  });
  return Promise.race([asked, new Promise((resolve) => setTimeout(resolve, SEEN_MS, true))]);
}

async function pressed({ notification, action }) {
  notification.close();
  const { id } = notification.data ?? {};
  if (action === 'later' && (await tell(id, 'later'))?.ok) return;
  await show(whereTo(notification.data, action));
}

/** The page a press leads to; none of another site. */
function whereTo(data, action) {
  const url = new URL(data?.to?.[action] ?? data?.to?.[''] ?? '/today', location.origin);
  return url.origin === location.origin ? url.href : `${location.origin}/today`;
}

async function show(address) {
  const open = await clients.matchAll({ type: 'window' });
  const one = open.find((client) => client.visibilityState === 'visible') ?? open[0];
  try {
    await one.focus();
    if (!isSession(one.url) || !isSession(address)) await one.navigate(address); // a session goes on where it is
  } catch {
    await clients.openWindow(address); // none is open, or it is no page of this worker
  }
}

function isSession(address) {
  return new URL(address).pathname === '/session';
}

function tell(id, what) {
  return id && post(`/reminders/${id}/${what}`);
}

function post(address, body) {
  const headers = { 'X-App': '1', ...(body && { 'Content-Type': 'application/json' }) };
  return fetch(address, { method: 'POST', headers, body: body && JSON.stringify(body) }).catch(() => {});
}

/** Tell the server where this device can be reached: each day, when that has changed, or when our key has; with `lost`,
 *  when the server has said that it cannot. Whether it can be. */
function reach(lost = false) {
  turn = turn.then(() => report(lost)).catch(() => {});
  return turn;
}

/** This device rings no more, and is not turned on again by itself. */
function turnOff() {
  turn = turn.then(forget).catch(() => {});
  return turn;
}

async function forget() {
  await (await pagesHere())?.delete(DEVICE);
  await (await registration.pushManager?.getSubscription())?.unsubscribe();
}

async function report(lost) {
  const cache = await pagesHere();
  const { pushManager } = registration;
  if (!cache || !pushManager) return;
  const last = await (await cache.match(DEVICE))?.json();
  let subscription = await pushManager.getSubscription();
  if (self.Notification?.permission !== 'granted') return last && !subscription ? giveUp(cache) : undefined;
  if (!subscription && !last && !lost) return; // never turned on here, or turned off
  if (!subscription || !isOurs(subscription)) subscription = await renew(subscription);
  const on = new Date().toDateString();
  if (!lost && last?.endpoint === subscription.endpoint && last.on === on) return true;
  let answer = await post(DEVICES, subscription);
  if (answer?.status === 410) answer = await post(DEVICES, (subscription = await renew(subscription)));
  if (answer?.ok) await cache.put(DEVICE, Response.json({ endpoint: subscription.endpoint, on }));
  else if (answer?.status === 404) await forget(); // removed elsewhere
  return answer?.ok;
}

/** Another subscription: there is none, its key is not ours any more, or its push service has lost it. */
async function renew(old) {
  await old?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: KEY });
}

/** The permission was taken back: the server need not find that out by a reminder that nobody sees. */
async function giveUp(cache) {
  if ((await post(`${DEVICES}/here/loss`))?.ok) await cache.delete(DEVICE);
}

function isOurs({ options }) {
  const key = options?.applicationServerKey;
  if (!key) return true; // this browser does not say
  const text = btoa(String.fromCharCode(...new Uint8Array(key)));
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '') === KEY;
}
