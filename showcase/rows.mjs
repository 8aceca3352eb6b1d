// Rows of a table. A row is `{what, shape?, count?, check?, ms?, rate?, unit?, share?, speedup?}`; a check is `{ok, text}`.

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

/** `seconds` is our CPU time for all members, `plain` that of the plain loop, `top` the ceiling. */
export function rowOf({ what, shape, members }, { seconds, plain, top, check }) {
  return { what, shape, count: members.length, check, ...speed({ seconds, plain, work: workOf(members), top }) };
}

export function speed({ seconds, plain, work, top }) {
  const rate = work / seconds / 1e9;
  return { ms: seconds * 1e3, rate, unit: top.unit, share: rate / top.gf, speedup: plain / seconds };
}

/** The sum of rows. */
export function totalOf(what, rows, work, top) {
  const seconds = rows.reduce((sum, row) => sum + row.ms / 1e3, 0);
  const plain = rows.reduce((sum, row) => sum + (row.ms / 1e3) * row.speedup, 0);
  return { what, total: true, ...speed({ seconds, plain, work, top }) };
}

/** A check that a number keeps below a limit. */
export function within(value, limit, text = (number) => `${number} ≤ ${limit}`) {
  return { ok: value <= limit, text: text(value < 1e-3 ? value.toExponential(1) : value.toFixed(3)) };
}
