// Rows of a table. A row is `{what, shape?, count?, check?, ms?, rate?, unit?, share?, speedup?}`; a check is `{ok, text}`.
import { ceiling } from './ceiling.mjs';
import { secondsOf } from './clock.mjs';

/** Calls of one shape and kind of layer, in order of first appearance: `{what, shape, members}`. */
export function groups(calls) {
  const found = new Map();
  for (const call of calls) {
    const { layer, m, k, n } = call;
    const [family] = layer.name.split('_');
    const what = layer.size === 1 ? family : `${family} ${layer.size}×${layer.size}${layer.stride > 1 ? ` /${layer.stride}` : ''}`;
    const shape = `${m}×${k}×${n}`;
    const key = `${what} ${shape}`;
    if (!found.has(key)) found.set(key, { what, shape, members: [] });
    found.get(key).members.push(call);
  }
  return [...found.values()];
}

export function workOf(calls) {
  return calls.reduce((sum, { m, k, n }) => sum + 2 * m * k * n, 0);
}

/**
 * Times groups of calls and, among them, the ceiling of `kind` and `whole` (a function doing all there is to do). Answers the rows
 * of the groups, each with its check, and `speed(seconds, plain, work)` for further ones.
 */
export async function timedRows(kind, parts, whole, checkOf) {
  const top = ceiling(kind);
  const runs = parts.map(({ members }) => () => members.forEach(({ repeat }) => repeat()));
  const [topSeconds, wholeSeconds, ...seconds] = await secondsOf([top.run, whole, ...runs]);
  const speed = (spent, plain, work) => {
    const rate = work / spent / 1e9;
    return { ms: spent * 1e3, rate, unit: top.unit, share: (work / spent) / (top.work / topSeconds), speedup: plain / spent };
  };
  const rows = parts.map(({ what, shape, members }, i) => ({
    what, shape, count: members.length, check: checkOf(members),
    ...speed(seconds[i], members.reduce((sum, { plain }) => sum + plain, 0), workOf(members)),
  }));
  return { rows, speed, wholeSeconds };
}

/** The sum of rows. */
export function totalOf(what, rows, work, speed) {
  const seconds = rows.reduce((sum, row) => sum + row.ms / 1e3, 0);
  const plain = rows.reduce((sum, row) => sum + (row.ms / 1e3) * row.speedup, 0);
  return { what, total: true, ...speed(seconds, plain, work) };
}

/** A check that a number keeps below a limit. */
export function within(value, limit, text = (number) => `${number} ≤ ${short(limit)}`) {
  return { ok: value <= limit, text: text(short(value)) };
}

function short(value) {
  return value < 1e-3 ? value.toExponential(1) : value.toFixed(3).replace(/(\.\d+?)0+$/, '$1');
}
