// The hierarchy: coarsen until a dense factor will do.
import { scratchView } from "../../memory/scratch.js";
import type { Desk, Records, Source } from "./desk.js";
import { type Order, orderOf, padded, type Sell, square, transfer } from "./store.js";

/** Rows that a dense factor takes at once. */
export const SMALL = 150;
/** … and where coarsening fails. */
const DENSE = 1000, MOST_LEVELS = 24;

export interface Plan {
  readonly relax: number;
  readonly cycle: number;
  readonly sweeps: number;
  readonly f32: boolean;
  readonly coarsening: Coarsening;
  /** The finest level of another hierarchy of the same matrix, to share. */
  readonly fine?: Fine | undefined;
}

/** One way of coarsening, made for one hierarchy. */
export interface Coarsening {
  /** P of a level with diagonal d, or undefined where nothing is left to coarsen. */
  step(desk: Desk, a: Source, d: number, level: number, bound: number): { p: Records; cols: number } | undefined;
  /** Drops what it carried from level to level. */
  end?(desk: Desk): void;
}

export interface Fine { readonly a: Sell; readonly d: number; readonly w: number }

export interface Built { readonly header: number; readonly fine: Fine | undefined; readonly levels: readonly { readonly rows: number; readonly nnz: number }[] }

interface Made { readonly fine: Fine | undefined; readonly bound: number; readonly words: readonly number[] }

export interface Diagonal { readonly d: number; readonly bound: number }

/** The diagonal of A, and the largest Σ|a_ij| / a_ii; negative: −1 − the first row whose diagonal entry is not positive. */
export function diagonalOf(desk: Desk, a: Source): Diagonal {
  const d = desk.take(8 * a.n);
  let bound = 0;
  desk.steps(a.n, (first, last) => {
    if (bound < 0) return;
    const got = desk.ctx.raw.amg_diagonal(first, last, a.rows, d);
    bound = got < 0 ? got : Math.max(bound, got);
  });
  return { d, bound };
}

/** `known`: the diagonal of `first` if that was made already; it is dropped. */
export function build(desk: Desk, first: Source, plan: Plan, scale: number, known?: Diagonal): Built {
  const { raw, arena } = desk.ctx, { f32 } = plan;
  const made: Made[] = [], levels: { rows: number; nnz: number }[] = [];
  let a = first, o = orderOf(desk, a), dense = 0, factor = 0, scratch = 0;
  const top = padded(desk, a.n, o.order);
  for (;;) {
    levels.push({ rows: a.n, nnz: a.nnz });
    const { d, bound } = (a === first ? known : undefined) ?? diagonalOf(desk, a);
    const coarse = a.n <= SMALL || made.length === MOST_LEVELS || !(bound > 0) ? undefined : plan.coarsening.step(desk, a, d, made.length, bound);
    desk.drop(d);
    if (coarse === undefined || coarse.cols > 0.9 * a.n) {
      if (coarse !== undefined) desk.drop(...coarse.p.own);
      if (a.n <= DENSE && (a.n <= SMALL || coarse !== undefined)) {
        dense = a.n;
        const width = (dense + 1) & ~1;
        factor = desk.take(8 * dense * width);
        scratch = desk.take(8 * width);
        raw.amg_dense_factor(dense, a.rows, o.slots, scale, factor, width, scratch);
      }
      made.push(level(desk, a, o, made.length === 0, dense > 0, bound, plan, scale));
      desk.drop(...a.own, o.order, o.slots);
      break;
    }
    const { p, cols } = coarse;
    const { next, r } = galerkin(desk, a, p, cols);
    const to = orderOf(desk, next);
    const pRows = desk.records(p.pairs);
    const words = [transfer(desk, a.n, pRows, o.order, to.slots, f32), transfer(desk, cols, r.rows, to.order, o.slots, f32)].map((s) => desk.words(s));
    desk.drop(pRows, ...p.own, ...r.own);
    made.push(level(desk, a, o, made.length === 0, false, bound, plan, scale, words));
    desk.drop(...a.own, o.order, o.slots);
    a = next;
    o = to;
  }
  plan.coarsening.end?.(desk);
  const list = desk.take(64 * made.length);
  made.forEach((m, i) => {
    scratchView(arena, "i32", list + 64 * i, m.words.length).set(m.words);
    scratchView(arena, "f64", list + 64 * i + 56, 1)[0] = m.bound;
  });
  const header = desk.take(48);
  scratchView(arena, "i32", header, 10).set([made.length, plan.relax, plan.cycle, plan.sweeps, first.n, top, dense, factor, scratch, list]);
  scratchView(arena, "f64", header + 40, 1)[0] = scale;
  return { header, levels, fine: made[0]!.fine };
}

/** The words of one level. One with a dense factor needs vectors only. */
function level(desk: Desk, a: Source, o: Order, first: boolean, dense: boolean, bound: number, plan: Plan, scale: number, transfers: readonly number[] = [0, 0]): Made {
  const bytes = (plan.f32 ? 32 : 64) * Math.ceil(a.n / 8);
  const fine = dense ? undefined : first && plan.fine ? plan.fine : square(desk, a, o, scale, plan.relax, plan.f32);
  const { a: sell, d, w } = fine ?? { a: [Math.ceil(a.n / 8), 0, 0, 0], d: 0, w: 0 };
  const vectors = [0, 1, 2, 3].map(() => desk.cleared(bytes));
  if (plan.cycle === 2 && !dense) vectors.push(desk.cleared(bytes), desk.cleared(bytes), desk.cleared(bytes));
  return { fine, bound, words: [desk.words(sell), ...transfers, d, w, ...vectors] };
}

/** Pᵀ·(A·P), and R = Pᵀ. */
export function galerkin(desk: Desk, a: Source, p: Records, cols: number): { next: Source; r: Source } {
  const { raw, arena } = desk.ctx, n = a.n;
  const ap = desk.append(n, cols, 1.3 * a.nnz, (last, marker, sink, pairs) => raw.amg_multiply(last, a.rows, p.pairs, cols, marker, sink, pairs));
  const counts = desk.cleared(4 * (cols + 2));
  desk.steps(n, (first, last) => raw.amg_count_columns(first, last, p.pairs, counts));
  raw.amg_sum_columns(cols, counts);
  const nnz = scratchView(arena, "i32", counts, cols + 2)[cols + 1]!;
  const rIdx = desk.take(4 * nnz), rVal = desk.take(8 * nnz);
  desk.steps(n, (first, last) => raw.amg_transpose_records(first, last, p.pairs, counts, rIdx, rVal));
  const r = desk.plain(cols, nnz, counts, rIdx, rVal, [counts, rIdx, rVal]);
  const ac = desk.append(cols, cols, 0.5 * a.nnz, (last, marker, sink, pairs) => raw.amg_multiply(last, r.rows, ap.pairs, cols, marker, sink, pairs));
  desk.drop(...ap.own);
  return { next: split(desk, cols, ac), r };
}

/** Records of a square matrix as plain arrays; they are dropped. */
export function split(desk: Desk, n: number, records: Records): Source {
  const { raw } = desk.ctx, { pairs } = records;
  const ptr = desk.take(4 * (n + 1)), entries = raw.amg_count_records(n, pairs, ptr);
  const idx = desk.take(4 * entries), val = desk.take(8 * entries);
  desk.steps(n, (first, last) => raw.amg_split_records(first, last, pairs, ptr, idx, val));
  desk.drop(...records.own);
  return desk.plain(n, entries, ptr, idx, val, [ptr, idx, val]);
}
