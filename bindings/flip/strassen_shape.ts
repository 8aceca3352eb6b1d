// How deep a fast product goes and what its leaves are: by the least predicted cost under an error target.
import { type Depth, MAX_LEVELS } from "../fast.js";
import { COSTS, type Costs } from "./costs.js";
import { type Dims, type Numbers, panelOf } from "./kernels.js";

/** `levels` of recursion on the first `cols` columns of C, whose leaves are lm×lk by lk×ln; the other columns are a classical product.
 *  `error`: the largest error to be expected, over the root mean square of C. */
export interface StrassenShape { readonly levels: number; readonly lm: number; readonly lk: number; readonly ln: number; readonly cols: number; readonly error: number; readonly cost: number }

export function costsOf(dtype: Numbers): Costs { return COSTS[dtype === "f64" ? "f64" : "f32"]; }
/** Leaves below this are never chosen: their additions cost more than the eighth product they save. */
const LEAST = 40;

/** Products of uniform and of normal random matrices, all entries of those of 256 to 4096, stay below this. It is what a target is compared with, not a bound: that is
 *  in Higham, ASNA, §23.2.2. A level takes 2.7 times the error of a leaf half as long: about twice that of the level above. */
function errorOf(dtype: Numbers, levels: number, lk: number): number {
  return dtype === "i32" ? 0 : 4 * (dtype === "f32" ? 2 ** -24 : 2 ** -53) * Math.sqrt(lk) * 2.7 ** levels;
}

/** Levels that a target allows for sums of k terms. */
export function depthWithin(dtype: Numbers, k: number, target: number): number {
  let levels = 0;
  while (levels < MAX_LEVELS && errorOf(dtype, levels + 1, k / 2 ** (levels + 1)) <= target) levels++;
  return levels;
}

/** Of operands in place already: seven products a level, and streams over a quarter of each operand, 7 for the sums of a and of b, 11 for those of c. */
export function recursionCost({ tile, sum }: Costs, levels: number, [lm, lk, ln]: Dims): number {
  let cost = lm * ln * (lk + tile);
  for (let l = 1, q = 1; l <= levels; l++, q *= 4) cost = 7 * cost + sum * q * (7 * lm * lk + (l === 1 ? 4 : 7) * lk * ln + (l === 1 ? 0 : 11) * lm * ln);
  return cost;
}

/** So few columns are products of a matrix and a vector, straight from A. */
export const NARROW = 3;

function classicalCost({ tile, move }: Costs, m: number, columns: number, k: number, panel: number): number {
  if (columns <= NARROW) return 4 * m * k * columns;
  const n = Math.ceil(columns / panel) * panel;
  return m * n * k * (1 + tile / 256) + move * (m * k + k * n + m * n);
}

/** With given leaves: `cols` of the n columns are in whole leaves, the rest is peeled off. */
function shapeOf(dtype: Numbers, m: number, n: number, k: number, levels: number, ln: number, cols: number): StrassenShape {
  const lm = Math.ceil(m / 2 ** levels), lk = Math.ceil(k / 2 ** levels), costs = costsOf(dtype);
  const main = levels === 0 ? 0 : recursionCost(costs, levels, [lm, lk, ln]) + costs.move * 4 ** levels * (lm * lk + lk * ln + lm * ln);
  const cost = main + classicalCost(costs, m, n - cols, k, panelOf(dtype));
  return { levels, lm, lk, ln, cols, cost, error: errorOf(dtype, levels, lk) };
}

/** The leaves for a depth: rows and k are padded, one row a leaf at most; columns come in panels, so that padding or peeling depends on what is left. */
export function leavesOf(dtype: Numbers, m: number, n: number, k: number, levels: number): StrassenShape {
  if (levels === 0) return shapeOf(dtype, m, n, k, 0, Math.ceil(n / panelOf(dtype)) * panelOf(dtype), 0);
  const panel = panelOf(dtype), wide = panel * 2 ** levels, whole = Math.floor(n / wide);
  const padded = shapeOf(dtype, m, n, k, levels, Math.ceil(n / wide) * panel, n);
  if (whole === 0 || whole * wide === n) return padded;
  const peeled = shapeOf(dtype, m, n, k, levels, whole * panel, whole * wide);
  return peeled.cost < padded.cost ? peeled : padded;
}

/** Levels that halve something: beyond them there is padding alone. */
function deepest(m: number, n: number, k: number): number {
  return Math.min(MAX_LEVELS, Math.floor(Math.log2(Math.max(1, Math.min(m, n, k)))));
}

/** The depth for C m×n = A m×k times B: as told (as far as the sizes go), else where the predicted cost is least; under a target, no deeper than it allows. */
export function strassenShape(dtype: Numbers, m: number, n: number, k: number, o: Partial<Depth> = {}): StrassenShape {
  const target = o.errorTarget ?? Infinity, last = Math.min(o.levels ?? MAX_LEVELS, deepest(m, n, k));
  let best = leavesOf(dtype, m, n, k, 0);
  for (let levels = 1; levels <= last; levels++) {
    const s = leavesOf(dtype, m, n, k, levels);
    if (s.error > target || (o.levels === undefined && Math.min(s.lm, s.lk, s.ln) < LEAST)) break;
    if (o.levels !== undefined || s.cost < best.cost) best = s;
  }
  return best;
}

/** What a prediction has to promise before it is taken: predictions and machines differ. */
const MARGIN = 0.9;
/** Below this many rows, columns or terms the classical kernel was measured to be as fast, whatever the model says. */
const THIN = 192;

/** Whether a shape is predicted to be faster than the classical kernel of dense, with something to spare. */
export function pays(dtype: Numbers, m: number, k: number, n: number, shape: StrassenShape): boolean {
  const { dense, pack } = costsOf(dtype);
  return Math.min(m, k, n) >= THIN && shape.cost < MARGIN * (dense * m * k * n + pack * (m * k + k * n + m * n));
}
