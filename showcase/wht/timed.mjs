// Rows timed beside plain JavaScript doing the same, and the ceiling of additions among them.
import { ceiling } from '../ceiling.mjs';
import { secondsOf } from '../clock.mjs';

/**
 * `jobs`: `{what, shape, check, run, plain, work?}`; `plain` is the same in plain JavaScript, or the index of the job that brings it.
 * Answers their rows; with `work`, additions, also rate and share of the ceiling `kind`.
 */
export async function timedJobs(kind, jobs) {
  const top = ceiling(kind);
  const plains = jobs.filter(({ plain }) => typeof plain === 'function');
  const seconds = await secondsOf([top.run, ...jobs.map(({ run }) => run), ...plains.map(({ plain }) => plain)], { minMs: 5, warmMs: 50 });
  const ours = seconds.slice(1, 1 + jobs.length), theirs = new Map(plains.map((job, i) => [job, seconds[1 + jobs.length + i]]));
  return jobs.map((job, i) => {
    const { what, shape, check, work, plain } = job;
    const rate = work === undefined ? {} : { rate: work / ours[i] / 1e9, unit: 'Gadd/s', share: work / ours[i] / (top.work / seconds[0]) };
    return { what, shape, check, ms: ours[i] * 1e3, ...rate, speedup: theirs.get(typeof plain === 'number' ? jobs[plain] : job) / ours[i] };
  });
}
