// The screen stays on while a session runs, where the phone allows it.
let lock;
let wanted = false;

/** Ask for it, or let go of it; resolves to whether it is as wanted. */
export async function stayAwake(on) {
  wanted = on;
  if (!on) {
    lock?.release().catch(() => {});
    lock = undefined;
    return true;
  }
  if (lock && !lock.released) return true;
  try {
    lock = await navigator.wakeLock.request('screen');
    if (!wanted) stayAwake(false);
    return true;
  } catch {
    return false; // no such thing here, or the battery is low
  }
}
