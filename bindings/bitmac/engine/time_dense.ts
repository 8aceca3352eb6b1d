// Times of arrays of multiply-accumulate elements. They depend on the sizes alone: at most two extents of tiles either way, so O(1).
//
// A tile takes its weights in (weight stationary only), then inputs, skewed by one cycle a row and a column where operands pass from element to element, through
// an input register and one register an element; nothing of two tiles overlaps.
import type { DenseSpec, Timing } from "./parts.js";

/** Cycles an opt2 element is longer than a multiplier-accumulator: eight registers from operand to result in the public RTL, against two. */
const OPT2_DEPTH = 6;

/** How `total` falls into pieces of `size`: [extent, how many]. */
function pieces(total: number, size: number): [extent: number, count: number][] {
  const whole = Math.floor(total / size), rest = total - whole * size;
  return [[size, whole], [rest, rest > 0 ? 1 : 0]];
}

/** What an element adds between its last input and its result. A cube's sums pass down a chain of k registers, an adder tree has log₂ k levels. */
function depth({ kind, pe, k }: DenseSpec): number {
  if (pe === "opt2") return OPT2_DEPTH;
  return kind === "cube" ? k - 1 : kind === "adder-tree" ? Math.ceil(Math.log2(k)) : 0;
}

/** One tile of `rows` by `cols` elements, streaming `steps`. Weights are shifted in along the columns; those of an opt2 element one in two cycles. */
function tileCycles(spec: DenseSpec, rows: number, cols: number, steps: number): number {
  const inner = depth(spec) + steps + 1;
  if (spec.kind === "matrix-2d" || spec.kind === "adder-tree") return inner;
  const load = spec.kind !== "systolic-ws" ? 0 : spec.pe === "opt2" ? 2 * spec.k : cols + 1;
  return load + (rows - 1) + (cols - 1) + inner;
}

export function timeDense(spec: DenseSpec, m: number, n: number, k: number): Timing {
  const stationary = spec.kind === "systolic-ws";
  const chunks = Math.ceil(k / spec.k);
  // Weight stationary: the array holds rows of B, and rows of A stream; else it holds rows of C, and chunks of k stream.
  const across = stationary ? chunks : m, steps = stationary ? m : chunks;
  let cycles = 0;
  for (const [rows, tall] of pieces(across, spec.m)) {
    for (const [cols, wide] of pieces(n, spec.n)) {
      cycles += tall * wide * tileCycles(spec, rows, cols, steps);
    }
  }
  const beside = Math.ceil(n / spec.n), tiles = Math.ceil(across / spec.m) * beside;
  // Where one element alone is left of k, it takes the weights that are left.
  if (stationary && spec.pe === "opt2" && (chunks - 1) % spec.m === 0) cycles -= 2 * (spec.k * chunks - k) * beside;
  const idealCycles = tiles * steps;
  // Whole numbers divided once, so that whoever counts tile by tile finds the same.
  const elements = spec.m * spec.n;
  return {
    cycles, idealCycles, syncCycles: 0, drainCycles: cycles - idealCycles, bubbleCycles: 0,
    utilization: { min: (Math.floor(across / spec.m) * Math.floor(n / spec.n) * steps) / cycles, mean: (across * n * steps) / (elements * cycles), max: idealCycles / cycles },
    mapping: ((stationary ? 1 : m) * n * k) / (elements * spec.k * (stationary ? 1 : chunks) * tiles),
  };
}
