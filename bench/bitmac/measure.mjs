// What bench/bitmac/study.mjs counts. Nothing is timed: the same answer on every machine.
import { gaussianInt8 } from 'lanewise/gallery';
import { operandOf, readModel } from '../../showcase/bitmac/weights.mjs';

export const ENCODINGS = ['complement', 'sign-magnitude', 'mbe', 'ent', 'naf'];
export const MODELS = ['tiny_face_detector', 'face_landmark_68_tiny', 'age_gender', 'face_recognition', 'ssd_mobilenetv1'];
export const SIGMAS = [2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20, 25, 30, 35, 40, 45, 50];
export const COLUMNS = [4, 16, 32, 64];
export const DEPTHS = [9, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
/** The deviation at which normal numbers have the mean the paper gives for EN-T, 2.22. */
export const SIGMA = 24.27;
const ROWS = 32;

/** Six digits: sums of doubles end alike everywhere, the figures stay short. */
const short = (x) => Number(x.toPrecision(6));

/** Digits that are not 0 in the weights of a network, by encoding; `sigma` is their deviation, all tensors together. */
export function digitsOfModel(k, model) {
  const tensors = readModel(model);
  const weights = tensors.reduce((n, { q }) => n + q.length, 0);
  const sum = (f) => tensors.reduce((s, { q }) => s + q.reduce((t, x) => t + f(x), 0), 0);
  const mean = sum((x) => x) / weights;
  const totals = Object.fromEntries(ENCODINGS.map((e) => [e, 0]));
  for (const { q } of tensors) k.scope((s) => {
    const x = s.vector('i8', q);
    for (const e of ENCODINGS) totals[e] += k.bitmac.numPPs(x, e).total;
  });
  return { model, tensors: tensors.length, weights, sigma: short(Math.sqrt(sum((x) => x * x) / weights - mean ** 2)), ...meansOf(totals, weights) };
}

/** The same for normal numbers. */
export function digitsOfNormal(k, sigma, length = 2 ** 20) {
  return k.scope((s) => {
    const x = s.vector('i8', gaussianInt8(length, { sigma }));
    return { sigma, ...meansOf(Object.fromEntries(ENCODINGS.map((e) => [e, k.bitmac.numPPs(x, e).total])), length) };
  });
}

function meansOf(totals, count) {
  return Object.fromEntries(ENCODINGS.map((e) => [e, short(totals[e] / count)]));
}

/** Where two curves of means meet, between the points beside it on a straight line; undefined if they do not. */
export function crossing(points, one, other) {
  for (let i = 1; i < points.length; i++) {
    const [before, after] = [points[i - 1], points[i]].map((p) => p[one] - p[other]);
    if (before <= 0 && after > 0) return points[i - 1].sigma + ((points[i].sigma - points[i - 1].sigma) * -before) / (after - before);
  }
  return undefined;
}

/** Cycles that a column of OPT4C spends on one weight of a network, by both rules; `digits` is what it would spend if it never waited. */
export function cyclesOfModel(k, model, columns = ROWS) {
  const operands = readModel(model).map(operandOf).filter((x) => x !== undefined);
  const shapes = operands.map(({ name, m, k: depth }) => ({ name, m, n: ROWS, k: depth }));
  const weights = operands.reduce((n, { a }) => n + a.length, 0);
  const { total } = k.bitmac.engine({ kind: 'opt4c', columns, rows: ROWS }).layers(shapes, { operands: (_, i) => operands[i].a });
  const each = (cycles) => short((cycles * columns) / weights);
  return { model, layers: shapes.length, weights, columns, digits: short(total.partialProducts / ROWS / weights), ideal: each(total.idealCycles), rtl: each(total.cycles) };
}

/** The same for normal numbers, rows of `depth`; `busy` is the share of the cycles that a column works, by the ideal rule. */
export function cyclesOfNormal(k, columns, depth) {
  const m = columns * Math.max(8, Math.ceil(2 ** 18 / columns / depth));
  const layers = [{ name: 'normal', m, n: ROWS, k: depth }];
  const of = (rule) => k.bitmac.engine({ kind: 'opt4c', columns, rows: ROWS, rule }).layers(layers, { sigma: SIGMA }).total;
  const ideal = of('ideal'), each = (cycles) => short((cycles * columns) / (m * depth));
  return { columns, depth, ideal: each(ideal.cycles), rtl: each(of('rtl').cycles), busy: short(ideal.utilization.mean), least: short(ideal.utilization.min) };
}

/** All of it. */
export function study(k) {
  return {
    models: MODELS.map((model) => digitsOfModel(k, model)),
    normal: SIGMAS.map((sigma) => digitsOfNormal(k, sigma)),
    engine: MODELS.map((model) => cyclesOfModel(k, model)),
    columns: COLUMNS.flatMap((columns) => DEPTHS.map((depth) => cyclesOfNormal(k, columns, depth))),
  };
}
