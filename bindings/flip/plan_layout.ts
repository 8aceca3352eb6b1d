// How a product is cut: what the plan covers, padded or peeled in each dimension by predicted cost, how deep it goes below, and the scratch it takes.
import { MAX_LEVELS } from "../fast.js";
import type { Costs } from "./costs.js";
import { type Dims, type Kernels, type Numbers, ROW, panelOf, room, roundUp } from "./kernels.js";
import type { Level } from "./plan_schedule.js";
import { costsOf, recursionCost } from "./strassen_shape.js";

export interface Wishes { readonly leaf: number; readonly strassen: number | undefined; readonly edges: "auto" | "pad" | "peel" }

export interface Layout {
  readonly levels: readonly Level[];
  /** Levels of 2×2×2 below. */
  readonly inner: number;
  /** What the plan multiplies; what is left of the operands is multiplied classically. */
  readonly core: Dims;
  /** Blocks of each level, from the whole (padded) product to the leaf. */
  readonly blocks: readonly Dims[];
  /** Predicted, in multiplications of the register kernel. */
  readonly cost: number;
  readonly bytes: number;
}

/** Passes over the operands that a thin classical product costs besides its multiplications, in rows. */
const THIN = 8;

/** Elements of a block of A, B, C. */
export const sizes = ([m, k, n]: Dims): Dims => [m * k, k * n, m * n];
const map = (f: (i: 0 | 1 | 2) => number): Dims => [f(0), f(1), f(2)];

export function layoutOf(levels: readonly Level[], kernels: Kernels, dtype: Numbers, wishes: Wishes, size: Dims): Layout {
  const grid = levels.reduce<Dims>((g, { program: { scheme: { shape } } }) => map((i) => g[i] * shape[i]), [1, 1, 1]);
  const deepest = wishes.strassen ?? Math.min(MAX_LEVELS, Math.max(0, Math.floor(Math.log2(Math.min(...map((i) => size[i] / grid[i])) / wishes.leaf)))), costs = costsOf(dtype);
  let best: Layout | undefined;
  for (let inner = wishes.strassen ?? 0; inner <= deepest; inner++) {
    // Leaves of B and C are panels of 32 bytes.
    const unit = map((i) => grid[i] * 2 ** inner * (i === 2 ? panelOf(dtype) : 1));
    for (let peel = 0; peel < 8; peel++) {
      const cut = map((i) => peel >> i & 1), possible = map((i) => wishes.edges !== "pad" && size[i] >= unit[i] && size[i] % unit[i] !== 0 ? 1 : 0);
      if (cut.some((x, i) => x > possible[i]! || (wishes.edges === "peel" && x < possible[i]!))) continue;
      const core = map((i) => cut[i] ? Math.floor(size[i] / unit[i]) * unit[i] : size[i]);
      const blocks: Dims[] = [map((i) => Math.max(1, Math.ceil(core[i] / unit[i])) * unit[i])];
      for (const { program: { scheme: { shape } } } of levels) { const last = blocks[blocks.length - 1]!; blocks.push(map((i) => last[i] / shape[i])); }
      const cost = costOf(costs, levels, inner, blocks) + edgeCost(costs, size, core);
      if (best === undefined || cost < best.cost) best = { levels, inner, core, blocks, cost, bytes: bytesOf(levels, inner, blocks, kernels) };
    }
  }
  return best!;
}

function costOf(costs: Costs, levels: readonly Level[], inner: number, blocks: readonly Dims[]): number {
  let cost = recursionCost(costs, inner, leafDims(blocks, inner));
  for (let i = levels.length - 1; i >= 0; i--) {
    const { products, add } = levels[i]!, child = sizes(blocks[i + 1]!);
    cost = products * cost + costs.sum * add.streams.reduce((sum, s, x) => sum + s * child[x]!, 0);
  }
  return cost + costs.move * sizes(blocks[0]!).reduce((x, y) => x + y);
}

/** Rows, then columns, then inner dimension beyond the core. */
function edgeCost({ dense }: Costs, [m, k, n]: Dims, [cm, ck, cn]: Dims): number {
  return dense * ((m > cm ? (m - cm + THIN) * k * n : 0) + (n > cn ? cm * k * (n - cn + THIN) : 0) + (k > ck ? cm * (k - ck + THIN) * cn : 0));
}

/** Rows of the longest table. */
export function longest(levels: readonly Level[]): number {
  let rows = 1;
  for (const { store, add } of levels) for (const s of [...store.steps, ...add.steps]) if (s.kind !== "product") rows = Math.max(rows, s.kind === "sum" ? s.from.length : s.to.length);
  return rows;
}

/** A leaf's dimensions, before its own levels. */
export const leafDims = (blocks: readonly Dims[], inner: number): Dims => map((i) => blocks[blocks.length - 1]![i] / 2 ** inner);

export function leafScratch(kernels: Kernels, blocks: readonly Dims[], inner: number): number {
  return kernels.workspace(inner, ...leafDims(blocks, inner));
}

/** Scratch of level i: blocks of sums of A, of B, of products. */
export const slotsOf = ({ store, add }: Level): Dims => map((x) => Math.max(store.slots[x], add.slots[x]));

function bytesOf(levels: readonly Level[], inner: number, blocks: readonly Dims[], kernels: Kernels): number {
  let bytes = roundUp(ROW * longest(levels)) + roundUp(leafScratch(kernels, blocks, inner));
  for (const s of sizes(blocks[0]!)) bytes += room(s * kernels.size);
  levels.forEach((level, i) => { sizes(blocks[i + 1]!).forEach((s, x) => { bytes += slotsOf(level)[x]! * room(s * kernels.size); }); });
  return bytes;
}
