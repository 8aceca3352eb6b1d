// The experiments in the order of docs/spright.md.
import breaking from './breaking.mjs';
import crossover from './crossover.mjs';
import evolution from './evolution.mjs';
import parity from './parity.mjs';
import samples from './samples.mjs';
import scaling from './scaling.mjs';
import snr from './snr.mjs';
import time from './time.mjs';

export const experiments = [snr, samples, scaling, time, breaking, crossover, evolution, parity];

/** By name; "statistics" are all that do not time, "timing" those that do, nothing means all. */
export function choose(names) {
  const chosen = new Set();
  for (const name of names.length > 0 ? names : ['statistics', 'timing']) {
    const found = experiments.filter((e) => e.name === name || name === (e.timed ? 'timing' : 'statistics'));
    if (found.length === 0) throw new Error(`no experiment "${name}", expected ${experiments.map((e) => e.name).join(', ')}, statistics or timing`);
    for (const e of found) chosen.add(e);
  }
  return experiments.filter((e) => chosen.has(e));
}
