// One row of a bench file, measured. A row is
//
//   { name: 'dense.gemm/f32/nn/512', unit: 'GFLOP/s', work,         work = operations (or bytes) of one call
//     op: 'gemm', problem: () => ({ dtype, ..., verify(answer) }),  operands, made once for all subjects
//     setup({ k, plain, problem }) → { run, check, free, facts },   ours, once per variant; facts(): figures beside the rate, read after check
//     beside: { 'own gemm': { work, setup } },                      other yardsticks of our own, on the default variant
//     peers: [{ id: 'tfjs', mode: 'resident' }],
//     ceiling: 'f32' | undefined,
//     ceilingScale, ceilingBytes,                                   row units per unit of the ceiling (1); operand of `read`
//     variants: 'all' | 'default', cold: true | undefined,
//     maxMs }                                                       a subject slower than this is timed once (2500)
import { openCeiling } from '../ceiling.mjs';
import { coldCall } from './cold.mjs';
import { peerSubject } from './house.mjs';
import { localSubject } from './local.mjs';
import { measure } from './measure.mjs';

/** 10^9 operations a second. */
const rate = (work, seconds) => work / seconds / 1e9;

/**
 * `{name, unit, work, ours: [{variant, value, ...}], others: [{id, title, mode, value} | {id, title, absent}], ceiling}`.
 * Ratios are left to `ratios`: figures first, comparisons from them.
 */
export async function measureRow(row, house, options = {}) {
  const problem = row.problem?.() ?? {};
  const entries = [];
  const notes = [];
  try {
    const kits = row.variants === 'default' ? house.variants.slice(0, 1) : house.variants;
    for (const { variant, k } of kits) await addOurs({ role: 'ours', variant, work: row.work }, row.setup, { k, plain: house.plain, problem });
    for (const [id, { work, setup }] of Object.entries(house.variants.length ? row.beside ?? {} : {})) {
      await addOurs({ role: 'other', id, title: id, work }, setup, { k: house.variants[0].k, plain: house.plain, problem });
    }
    for (const { id, mode } of wantedPeers(row, options)) {
      const { subject, ...about } = await peerSubject(id, row.op, problem, mode, row.work);
      if (subject) entries.push({ role: 'other', id, mode, ...about, work: row.work, subject });
      else notes.push({ role: 'other', id, mode, ...about });
    }
    if (row.ceiling && options.ceiling !== false) {
      const open = openCeiling(row.ceiling, { bytes: row.ceilingBytes });
      if (open) entries.push({ role: 'ceiling', kind: row.ceiling, work: open.work * (row.ceilingScale ?? 1), subject: await localSubject(open) });
      else notes.push({ role: 'ceiling', kind: row.ceiling, absent: 'this engine lacks the instructions' });
    }
    const figures = await measure(entries.map((entry) => entry.subject), { ...(row.maxMs && { maxMs: row.maxMs }), ...options });
    const results = entries.map(({ subject, work, facts, ...about }, i) => ({ ...about, value: rate(work, figures[i].seconds), ...figures[i], ...(facts && { facts: facts() }) }));
    return collect(row, [...results, ...notes]);
  } finally {
    for (const { subject } of entries) await subject.free?.();
  }

  async function addOurs(about, setup, context) {
    const made = await setup(context);
    entries.push({ ...about, facts: made.facts, subject: await localSubject(made) });
  }
}

const wantedPeers = (row, { peers }) => (row.peers ?? []).filter(({ id }) => peers === undefined || peers.includes(id));

function collect({ name, unit, work }, results) {
  const of = (role) => results.filter((r) => r.role === role).map(({ role: _, ...rest }) => rest);
  return { name, unit, work, ours: of('ours'), others: of('other'), ceiling: of('ceiling')[0] };
}

/** First calls in fresh processes, ours and the wasm peers', as a row of its own: `<name>/cold`, on the wall clock. */
export async function measureCold(row, file, options = {}) {
  const ours = await coldCall(file, row.name, { variant: 'auto' });
  const others = [];
  for (const { id, mode } of wantedPeers(row, options)) {
    if (!['tfjs', 'ort'].includes(id)) continue;
    const cold = await coldCall(file, row.name, { peer: id, mode });
    others.push({ id, mode, title: cold.title, ...(cold.seconds ? { value: rate(row.work, cold.seconds), ...cold } : cold) });
  }
  const figure = { ...ours, ...(ours.seconds ? { value: rate(row.work, ours.seconds) } : {}) };
  return { name: `${row.name}/cold`, unit: row.unit, work: row.work, cold: true, ours: [figure], others };
}

/** Ratios of one of our figures: to the ceiling and to every other subject that was measured. */
export function ratios(result, value) {
  const to = {};
  if (result.ceiling?.value) to.ceiling = value / result.ceiling.value;
  for (const { id, mode, value: other } of result.others) if (other) to[mode ? `${id} ${mode}` : id] = value / other;
  return to;
}
