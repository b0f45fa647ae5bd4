// The rows of the list below the session: they write every tick down, as on Today.
import { all, standing } from './outbox.js';

/** The keys that are ticked, by the page or by what this phone holds that is newer. */
export async function ticked(root) {
  const ops = await all(document.body.dataset.user);
  const isDone = ({ dataset: { day, key, at }, done }) => {
    const mine = ops.filter((op) => op.day === day && op.item === key);
    return standing(mine, Number(at))?.done ?? done;
  };
  return new Set([...root.querySelectorAll('tick-row')].filter(isDone).map(({ dataset }) => dataset.key));
}

/** Tick what is done and was not ticked yet; returns all that was ticked so far. */
export function tickOff(root, { done, told }) {
  const rows = [...root.querySelectorAll('tick-row')].filter(({ dataset: { key } }) => done[key] && !told[key]);
  for (const row of rows) if (!row.done) row.querySelector('.tick').click();
  return rows.length ? { ...told, ...Object.fromEntries(rows.map(({ dataset }) => [dataset.key, 1])) } : told;
}
