// CPU time of several ways to do one thing, in interleaved rounds, so that a slow spell of the machine falls on all of them.
import { cpuSeconds, median } from './clock.mjs';

/** Median CPU seconds of each run. Rounds until `total` seconds are spent, between `least` and `most` of them; short calls are repeated within a round. */
export function interleaved(runs, { total = 3, least = 3, most = 15, roundMs = 15 } = {}) {
  const seconds = (run, calls) => {
    const from = cpuSeconds();
    for (let i = 0; i < calls; i++) run();
    return (cpuSeconds() - from) / calls;
  };
  const first = runs.map((run) => Math.min(seconds(run, 1), seconds(run, 1)));
  const calls = first.map((s) => Math.max(1, Math.round(roundMs / 1e3 / Math.max(s, 1e-7))));
  const perRound = first.reduce((sum, s, i) => sum + s * calls[i], 0);
  const rounds = Math.max(least, Math.min(most, Math.round(total / perRound)));
  const samples = runs.map(() => []);
  for (let r = 0; r < rounds; r++) {
    const order = runs.map((_, i) => i);
    if (r % 2) order.reverse();
    for (const i of order) samples[i].push(seconds(runs[i], calls[i]));
  }
  return samples.map(median);
}
