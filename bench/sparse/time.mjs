// CPU milliseconds of a call, best of several after warming up: what the native side takes, too.
import { cpuSeconds } from '../harness/clock.mjs';

/** `run` may return what `end` then frees, outside the clock. */
export function best(run, { end = () => {}, total = 1.5, most = 25, warm = 3 } = {}) {
  let least = Infinity, spent = 0;
  for (let i = 0; i < warm && spent < total; i++) {
    const from = cpuSeconds();
    const made = run();
    spent += cpuSeconds() - from;
    end(made);
  }
  const enough = spent + total;
  for (let i = 0; i < most && (spent < enough || i < 3); i++) {
    const from = cpuSeconds();
    const made = run();
    const time = cpuSeconds() - from;
    end(made);
    least = Math.min(least, time);
    spent += time;
  }
  return least * 1e3;
}

/** For calls of microseconds: the mean of batches, best batch. */
export function bestOfBatches(run, { ms = 40, batches = 7 } = {}) {
  let count = 1;
  for (;;) {
    const from = cpuSeconds();
    for (let i = 0; i < count; i++) run();
    if ((cpuSeconds() - from) * 1e3 > ms / 2) break;
    count *= 2;
  }
  let least = Infinity;
  for (let b = 0; b < batches; b++) {
    const from = cpuSeconds();
    for (let i = 0; i < count; i++) run();
    least = Math.min(least, (cpuSeconds() - from) / count);
  }
  return least * 1e3;
}
