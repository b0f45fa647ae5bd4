// Whether this device can ring, and turning that on: shared by all that asks for it.
const APPLE = /iPhone|iPad|iPod/;
const MAC_WITH_FINGERS = navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1;
const PATIENCE_MS = 4000; // a worker that is not there by then will not come
const MENDING_MS = 20 * 1000;
let looking;

/** How this device stands: 'granted', 'default' (not asked yet), 'denied', or what is in the way. */
export async function standing() {
  if (!isSecureContext) return 'insecure';
  if (!isAble()) return isAppleTab() ? 'install' : 'unable';
  if (!(await worker())) return 'no-worker';
  return Notification.permission;
}

/** The worker's registration, or undefined where there is none. */
export function worker() {
  looking ??= look();
  return looking;
}

async function look() {
  const ready = 'worker' in document.body.dataset && navigator.serviceWorker?.ready;
  return ready ? Promise.race([ready, patience()]) : undefined;
}

export const isAble = () => 'PushManager' in window && 'Notification' in window && 'serviceWorker' in navigator;

/** This device's subscription, if it has one. */
export async function subscription() {
  return (await worker())?.pushManager.getSubscription();
}

/** Ask, in a click, and make this device known: 'on', 'denied', 'default' (closed without an answer) or 'failed'. */
export async function turnOn(key) {
  const answer = await Notification.requestPermission();
  if (answer !== 'granted') return answer;
  const { pushManager } = await worker();
  let made;
  try {
    await (await pushManager.getSubscription())?.unsubscribe(); // it may be of another key, or known to be dead
    made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  } catch {
    return Notification.permission === 'denied' ? 'denied' : 'failed';
  }
  if (await sent(made)) return 'on';
  await made.unsubscribe().catch(() => {}); // nothing half done
  return 'failed';
}

/** This device rings no more. Its worker sees to it, so that it does not turn it on again meanwhile. */
export const turnOff = () => Promise.race([ask('off'), patience()]);

/** Let the worker mend what the push service has lost; whether this device rings again. */
export const mend = () => Promise.race([ask('lost'), patience(MENDING_MS)]);

async function ask(type) {
  const { active } = await worker();
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  active.postMessage({ type }, [port2]);
  return answer;
}

async function sent(made) {
  const headers = { 'Content-Type': 'application/json', 'X-App': '1' };
  const body = JSON.stringify({ ...made.toJSON(), asked: true });
  const answer = await fetch('/me/reminders/devices', { method: 'POST', headers, body }).catch(() => {});
  return answer?.ok;
}

function patience(limit = PATIENCE_MS) {
  return new Promise((resolve) => setTimeout(resolve, limit));
}

function isAppleTab() {
  return (APPLE.test(navigator.userAgent) || MAC_WITH_FINGERS) && !matchMedia('(display-mode: standalone)').matches;
}
