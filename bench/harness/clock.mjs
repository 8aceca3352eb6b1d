// The clock and the timing loop.

/** CPU seconds of this process, all threads, user and system: steadier than the wall on a shared machine. */
export function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Wall seconds, for what a caller waits on once (a first call). */
export function wallSeconds() {
  return performance.now() / 1e3;
}

export function median(samples) {
  const sorted = [...samples].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Half the distance between the quartiles, relative to the median: how far to trust a figure. */
export function spread(samples) {
  const sorted = [...samples].sort((x, y) => x - y);
  const at = (q) => sorted[Math.round(q * (sorted.length - 1))];
  return (at(0.75) - at(0.25)) / 2 / median(sorted);
}

const AsyncFunction = (async () => {}).constructor;

/**
 * `loop(n)` calls `run` n times. The function is made anew for every subject, so each has its own type feedback and none
 * pays for the shapes that others left in a shared loop; asynchronous subjects get an awaiting loop.
 */
export function timingLoop(run, asynchronous) {
  return asynchronous
    ? new AsyncFunction('run', 'n', 'let last; while (n-- > 0) last = await run(); return last;').bind(null, run)
    : new Function('run', 'n', 'let last; while (n-- > 0) last = run(); return last;').bind(null, run);
}
