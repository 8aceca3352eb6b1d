// The showcase measures as the benches do: CPU time, warm-up, interleaved rounds, best of three medians.
export { cpuSeconds, median } from '../bench/harness/clock.mjs';
import { cpuSeconds, timingLoop } from '../bench/harness/clock.mjs';
import { measure } from '../bench/harness/measure.mjs';

/** CPU seconds a call of each of `runs`, taken in turns, so that a slow spell of the machine falls on all of them. */
export async function secondsOf(runs, { rounds = 3, minMs = 10, warmMs = 80 } = {}) {
  const subjects = runs.map((run) => {
    const loop = timingLoop(run, false);
    return {
      async sample(calls) {
        const start = cpuSeconds();
        loop(calls);
        return cpuSeconds() - start;
      },
    };
  });
  return (await measure(subjects, { rounds, minMs, warmMs })).map(({ seconds }) => seconds);
}
