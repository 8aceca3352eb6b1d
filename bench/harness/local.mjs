// A subject that runs in this process.
import { cpuSeconds, timingLoop } from './clock.mjs';

/** Wraps {run, check?, free?} as a measurable subject. The answer is checked here, before any clock. */
export async function localSubject({ run, check, free }) {
  const first = run();
  const asynchronous = typeof first?.then === 'function';
  await first;
  await check?.();
  const loop = timingLoop(run, asynchronous);
  const timed = asynchronous
    ? async (calls) => {
        const start = cpuSeconds();
        await loop(calls);
        return cpuSeconds() - start;
      }
    : (calls) => {
        const start = cpuSeconds();
        loop(calls);
        return cpuSeconds() - start;
      };
  return { sample: timed, free: () => free?.() };
}
