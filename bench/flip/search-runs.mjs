// Runs of a search to a rank, each a JSON line { row, build, variant, seed, seconds, hit, rank, flips, scheme, … } that can be kept in a file and joined with those of other sessions.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { cpuSeconds, median } from '../harness/clock.mjs';
import { machine } from '../harness/machine.mjs';
import { digest, right } from './search-check.mjs';

/** Flags of the command beside those of every family. */
export const options = {
  quick: { type: 'boolean', default: false }, seeds: { type: 'string' }, seconds: { type: 'string' }, append: { type: 'string' }, 'any-build': { type: 'boolean', default: false }, only: { type: 'string' },
};

/** What runs may be joined over: the same package (or program), to the byte. */
export const buildOf = (file = new URL(import.meta.resolve('lanewise'))) => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);

let own, where;

/** What is asked of a row: runs (or hits, for what is rare) and CPU seconds that this process may spend on it. */
export function asked(flags, { seeds = 21, hits, seconds = 600 }) {
  const given = flags.seeds === undefined ? undefined : Number(flags.seeds);
  return {
    seeds: hits === undefined ? given ?? (flags.quick ? 5 : seeds) : Infinity, hits: hits === undefined ? Infinity : given ?? (flags.quick ? 2 : hits),
    seconds: flags.seconds === undefined ? (flags.quick ? Math.min(seconds, 45) : seconds) : Number(flags.seconds),
  };
}

export const wanted = ({ only }, name) => only === undefined || name.includes(only);

/** Runs of one row: those kept, then new ones under further seeds until there are enough. `attempt(seed)` gives what record does; `per`: the limit of a run, which kept ones have to share. */
export function collect(k, flags, row, attempt, limits) {
  where ??= machine();
  const { seeds, hits, seconds } = asked(flags, limits), file = flags.append, { per, build = own ??= buildOf() } = limits, { variant } = k, { cpu, engine, commit } = where;
  const kept = file && existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)) : [];
  const runs = kept.filter((r) => r.row === row && r.variant === variant && r.per === per && (flags['any-build'] || r.build === build));
  let seed = Math.max(0, ...runs.map((r) => r.seed)), spent = 0;
  while (runs.length < seeds && runs.filter((r) => r.hit).length < hits && spent < seconds) {
    const run = { row, build, variant, per, seed: ++seed, ...attempt(seed) };
    spent += run.seconds;
    runs.push(run);
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${row}: ${runs.length} runs, ${runs.filter((r) => r.hit).length} hits, ${spent.toFixed(1)} s`);
    if (file) appendFileSync(file, `${JSON.stringify({ ...run, cpu, engine, commit, date: new Date().toISOString() })}\n`);
  }
  return summary(runs, { hits, seeds });
}

function summary(runs, wantedRuns) {
  const hits = runs.filter((r) => r.hit), total = runs.reduce((sum, r) => sum + r.seconds, 0);
  return {
    runs, hits: hits.length, total, median: runs.length === 0 ? Infinity : hits.length * 2 > runs.length ? median(runs.map((r) => (r.hit ? r.seconds : Infinity))) : Infinity,
    worst: Math.max(...runs.map((r) => (r.hit ? r.seconds : Infinity))), perHit: hits.length ? total / hits.length : Infinity, best: Math.min(...runs.map((r) => r.rank)),
    enough: hits.length >= wantedRuns.hits || runs.length >= wantedRuns.seeds,
  };
}

/** One search, its answer checked outside the clock. `seconds`: CPU time after which it is a miss. `after(found)` adds to the run, on the clock. */
export function walk(k, start, { target, seconds, after, ...o }, seed) {
  const from = cpuSeconds();
  let step;
  if (seconds === undefined) step = k.flip.search(start, { flips: 4e9, seed, target, ...o });
  else for (step of k.flip.steps(start, { flips: 1e12, seed, target, every: 5e6, ...o })) if (step.rank <= target || cpuSeconds() - from >= seconds) break;
  const more = step.rank <= target ? after?.(step.best) : undefined, spent = cpuSeconds() - from;
  return record(k, step, target, spent, more);
}

/** A run from a step. */
export function record(k, { best, rank, flips }, target, seconds, more = {}) {
  right(k, best, `${best.shape.join('x')}:${rank} over ${best.ring}`);
  if (best.rank !== rank) throw new Error(`wrong answer: a scheme of ${best.rank} terms said to have ${rank}`);
  return { seconds: Number(seconds.toFixed(6)), hit: rank <= target, rank, flips, scheme: digest(best), ...more };
}

/** Hits, runs and what they say, in words. */
export function words({ runs, hits, median: middle, worst, perHit, total }) {
  const s = (x) => (Number.isFinite(x) ? `${Number(x.toPrecision(3))} s` : 'none');
  return `${hits} of ${runs.length} runs: median ${s(middle)}, worst ${s(worst)}, ${s(perHit)} per hit${hits > 1 ? ` ±${Math.round(100 / Math.sqrt(hits))} %` : ''}, ${s(total)} in all`;
}
