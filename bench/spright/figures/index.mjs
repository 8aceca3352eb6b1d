// Step two: from stored results to Vega-Lite specifications, [{file, spec}] for each experiment.
import breaking from './breaking.mjs';
import crossover from './crossover.mjs';
import evolution from './evolution.mjs';
import samples from './samples.mjs';
import { samplesFigure, timeFigure } from './scaling.mjs';
import snr from './snr.mjs';

export const figures = { snr, samples, scaling: samplesFigure, time: timeFigure, breaking, crossover, evolution, parity: () => [] };
