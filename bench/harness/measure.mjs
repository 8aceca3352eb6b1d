// The measuring core: interleaved rounds on the CPU clock.
//
// A subject is {sample(calls): seconds} — the CPU time of so many calls, taken by whoever runs them (see local.mjs, isolated.mjs).
// Rounds come in three series. In every round every subject is sampled once, in alternating order, so that a slow spell of the
// machine falls on all of them; the figure of a subject is the best of the three medians, for all alike.

import { median, spread } from './clock.mjs';

const SERIES = 3;

export const defaults = { rounds: 5, minMs: 25, warmMs: 150, maxMs: 2500 };

/** Returns for each subject {seconds, spread, calls, single?}: CPU seconds a call, or {error}. */
export async function measure(subjects, options = {}) {
  const { rounds, minMs, warmMs, maxMs } = { ...defaults, ...options };
  const runs = [];
  for (const subject of subjects) runs.push(await warm(subject, { minMs, warmMs, maxMs }));
  const timed = runs.filter((run) => run.calls > 0 && run.single === undefined);
  // Heavy rows are steadier and dear: three rounds a series carry a median.
  const heavy = timed.some((run) => run.estimate > 0.1);
  for (let series = 0; series < SERIES; series++) {
    for (const run of timed) run.series.push([]);
    for (let round = 0; round < (heavy ? Math.min(rounds, 3) : rounds); round++) {
      const order = (series + round) % 2 ? [...timed].reverse() : timed;
      for (const run of order) {
        const seconds = await run.subject.sample(run.calls);
        run.series.at(-1).push(seconds / run.calls);
      }
    }
  }
  return runs.map(({ calls, single, series }) =>
    single !== undefined
      ? { seconds: single, spread: 0, calls: 1, single: true }
      : { seconds: Math.min(...series.map(median)), spread: spread(series.flat()), calls });
}

/** Runs a subject for `warmMs` of its own clock and finds the calls that fill `minMs`. Too slow for rounds: that one sample. */
async function warm(subject, { minMs, warmMs, maxMs }) {
  const run = { subject, calls: 1, estimate: await subject.sample(1), series: [] };
  if (run.estimate * 1e3 > maxMs) return { ...run, single: run.estimate };
  for (let spent = run.estimate, batch = 1; spent * 1e3 < warmMs; ) {
    const seconds = await subject.sample(batch);
    spent += seconds;
    run.estimate = seconds / batch;
    if (seconds * 1e3 < warmMs / 8) batch *= 2;
  }
  run.calls = Math.max(1, Math.round(minMs / 1e3 / Math.max(run.estimate, 1e-9)));
  return run;
}
