// The history: one JSON line a row and variant, appended, never rewritten.
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { historyName } from './machine.mjs';
import { ratios } from './row.mjs';

const folder = new URL('../history/', import.meta.url);

/** Four significant digits: more would pretend. */
const short = (x) => Number(x.toPrecision(4));
const shortAll = (record) => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, short(value)]));

/** Lines of one result: name, unit, value, spread, ratios, the figures they come from, and where it was taken. */
export function historyLines(result, where) {
  const { name, unit, ceiling, others } = result;
  const peers = Object.fromEntries(others.filter((o) => o.value).map((o) => [o.mode ? `${o.id} ${o.mode}` : o.id, short(o.value)]));
  const titles = Object.fromEntries(others.filter((o) => o.value && o.title !== o.id).map((o) => [o.id, o.title]));
  return result.ours.filter((o) => o.value).map(({ variant, value, spread, load, facts }, i) => ({
    name, unit, value: short(value), variant, ...(i > 0 ? { default: false } : {}),
    ...(spread !== undefined ? { spread: short(spread) } : {}), ...(load !== undefined ? { loadMs: short(load * 1e3) } : {}), ...(facts ? { facts: shortAll(facts) } : {}),
    ratios: shortAll(ratios(result, value)), ...(ceiling?.value ? { ceiling: { [ceiling.kind]: short(ceiling.value) } } : {}),
    peers, titles, ...where,
  }));
}

export function appendHistory(lines, where) {
  if (lines.length === 0) return;
  mkdirSync(folder, { recursive: true });
  appendFileSync(new URL(historyName(where), folder), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** All lines of all files, oldest file first. */
export function readHistory(from = folder) {
  if (!existsSync(from)) return [];
  return readdirSync(from).filter((name) => name.endsWith('.jsonl')).sort().flatMap((name) =>
    readFileSync(new URL(name, from), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)));
}
