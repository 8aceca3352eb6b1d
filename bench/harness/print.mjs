// The readable form of a result.
import { ratios } from './row.mjs';

export const figure = (x) => (x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2));
const percent = (x) => `±${(100 * x).toFixed(0)}%`;

/** A name line, then a line a subject: value, spread, ours over it. */
export function printRow(result, print = console.log) {
  const { name, unit, ours, others, ceiling } = result;
  print(`${name}   ${unit}${result.cold ? ', first call, wall clock' : ''}`);
  const line = (label, { value, spread, single }, remark = '') =>
    print(`  ${label.padEnd(34)} ${figure(value).padStart(8)}  ${(single ? 'once' : spread === undefined ? '' : percent(spread)).padEnd(5)} ${remark}`.trimEnd());
  for (const our of ours) {
    if (!our.value) continue;
    const toCeiling = ratios(result, our.value).ceiling;
    const remark = our.load !== undefined ? `loaded in ${(our.load * 1e3).toFixed(1)} ms` : toCeiling ? `${toCeiling.toFixed(3)} of the ceiling` : '';
    const facts = Object.entries(our.facts ?? {}).map(([key, x]) => `${key} ${Number(x.toPrecision(4))}`);
    line(`lanewise ${our.variant}`, our, [remark, ...facts].filter(Boolean).join(', '));
  }
  const reference = ours[0]?.value;
  for (const other of others) {
    const label = `${other.title}${other.mode ? `, ${other.mode}` : ''}`;
    const remark = reference && other.value ? `ours is ${(reference / other.value).toFixed(2)}x` : '';
    if (other.value) line(label, other, `${remark}${other.load !== undefined ? `, loaded in ${(other.load * 1e3).toFixed(0)} ms` : ''}`);
    else print(`  ${label.padEnd(34)} ${'-'.padStart(8)}  ${other.absent ? `absent: ${other.absent}` : other.skipped}`);
  }
  if (ceiling?.value) line(`ceiling ${ceiling.kind}`, ceiling);
  else if (ceiling) print(`  ceiling ${ceiling.kind}: ${ceiling.absent}`);
}

/** Columns padded to their widest cell; `right` lists the columns set flush right. */
export function printTable(rows, right = [], print = console.log) {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => String(row[c]).length)));
  for (const row of rows) {
    print(row.map((cell, c) => (right.includes(c) ? String(cell).padStart(widths[c]) : String(cell).padEnd(widths[c]))).join('  ').trimEnd());
  }
}
