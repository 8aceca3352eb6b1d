// Coarsening by aggregates, from the strength of single entries or of the nodes of a mesh.
import { scratchView } from "../../memory/scratch.js";
import type { Desk, Records, Source } from "./desk.js";
import { type Coarsening, diagonalOf, split } from "./setup.js";

/** Strength below which an entry is left out, halved from level to level. */
const EPSILON = 0.08;
/** Entries of P by those of A above which A is no mesh: neighbours are all in aggregates of their own, and the product of a smoothed P would fill. */
const CROWDED = 0.75;
/** Steps of the power method, and what is added to its answer, which comes from below. */
const STEPS = 12, MARGIN = 1.1;

/** f64[rows·k] by rows. */
interface Vectors { readonly k: number; readonly ptr: number }

interface Aggregates { readonly strong: number; readonly lumped: number; readonly id: number; readonly count: number }

function aggregates(desk: Desk, a: Source, d: number, epsilon: number): Aggregates {
  const { raw } = desk.ctx, { n } = a;
  const strong = desk.take(a.nnz), lumped = desk.take(8 * n), id = desk.take(4 * n);
  desk.steps(n, (first, last) => raw.amg_strength(first, last, a.rows, d, epsilon, strong, lumped));
  desk.steps(n, (first, last) => raw.amg_aggregate_start(first, last, a.rows, strong, id));
  let count = 0;
  desk.steps(n, (first, last) => { count = raw.amg_aggregate(first, last, a.rows, strong, id, count); });
  const ws = desk.take(4 * count);
  count = raw.amg_renumber(n, id, count, ws);
  desk.drop(ws);
  return { strong, lumped, id, count };
}

/** 4/3 of the reciprocal of the largest eigenvalue of D⁻¹·A: its Gershgorin bound where that is tight, else by the power method. */
export function omegaOf(desk: Desk, a: Source, d: number, bound: number): number {
  if (bound <= 2.1) return 4 / 3 / bound;
  const { ctx: { raw, arena } } = desk, ptr = [desk.take(8 * a.n), desk.take(8 * a.n)];
  const x = scratchView(arena, "f64", ptr[0]!, a.n);
  for (let i = 0; i < a.n; i++) x[i] = (Math.imul(i + 1, 0x9e3779b1) >>> 0) / 2 ** 31 - 1;
  let rho = 0;
  for (let s = 0; s < STEPS; s++, ptr.reverse()) {
    let norm = 0;
    desk.steps(a.n, (first, last) => { norm = Math.max(norm, raw.amg_scaled_product(first, last, a.rows, d, rho === 0 ? 1 : 1 / rho, ptr[0]!, ptr[1]!)); });
    if (!(norm > 0)) break;
    rho = norm;
  }
  desk.drop(...ptr);
  return 4 / 3 / Math.min(bound, MARGIN * rho || bound);
}

/** P = (I − ω·D⁻¹·A)·T for T of rows t under ids, columns list[id] …; entries that are `strong` only, or all. */
export function smoothed(desk: Desk, a: Source, strong: number, d: number, omega: number, id: number, list: number, cols: number, t: number, k: number): Records {
  const { raw } = desk.ctx;
  return desk.append(a.n, cols, omega === 0 ? a.n * k : 0.6 * a.nnz, (last, marker, sink, pairs) => raw.amg_prolong(last, a.rows, strong, d, omega, id, list, t, k, cols, marker, sink, pairs));
}

/** T whose columns reproduce vectors b on every aggregate, and b on the aggregates. */
export function tentative(desk: Desk, n: number, id: number, count: number, b: Vectors): { t: number; list: number; cols: number; next: number } {
  const { k } = b, t = desk.take(8 * n * k), list = desk.take(4 * (count + 1)), next = desk.take(8 * count * k * k), start = desk.take(4 * (count + 1)), rows = desk.take(4 * n);
  const cols = desk.ctx.raw.amg_tentative(n, k, count, id, b.ptr, t, list, next, start, rows);
  desk.drop(start, rows);
  return { t, list, cols, next };
}

/** Smoothed aggregation for the constant. */
export const aggregation: Coarsening = {
  step(desk, a, d, level) {
    const { strong, lumped, id, count: cols } = aggregates(desk, a, d, EPSILON * 0.5 ** level);
    let p: Records | undefined;
    if (cols > 0) {
      const list = desk.take(4 * (cols + 1)), t = desk.take(8 * a.n);
      scratchView(desk.ctx.arena, "f64", t, a.n).fill(1);
      counting(desk, list, cols + 1, 1);
      p = smoothed(desk, a, strong, lumped, 2 / 3, id, list, cols, t, 1);
      if (p.count > CROWDED * a.nnz && p.count > 3 * a.n) {
        desk.drop(...p.own);
        p = smoothed(desk, a, strong, lumped, 0, id, list, cols, t, 1);
      }
      desk.drop(list, t);
    }
    desk.drop(strong, lumped, id);
    return p && { p, cols };
  },
};

/** Smoothed aggregation of nodes of `block` rows for given vectors, of which this takes possession. */
export function nodal(given: Vectors, block: number): Coarsening {
  const { k } = given;
  let b = given.ptr, nodes = 0, count = 0;
  return {
    step(desk, a, d, level, bound) {
      const { ctx: { raw, arena } } = desk, { n } = a;
      if (level === 0) {
        count = n / block;
        nodes = desk.take(4 * (count + 1));
        counting(desk, nodes, count + 1, block);
      }
      const scale = 1 / scratchView(arena, "f64", d, n)[0]!, home = desk.take(4 * n), from = nodes, begin = scratchView(arena, "i32", nodes, count + 1), of = scratchView(arena, "i32", home, n);
      for (let i = 0; i < count; i++) of.fill(i, begin[i], begin[i + 1]);
      const c = split(desk, count, desk.append(count, count, 1.1 * a.nnz * (count / n) ** 2, (last, marker, sink, pairs) => raw.amg_condense(last, a.rows, from, home, count, scale, marker, sink, pairs)));
      const { d: dc } = diagonalOf(desk, c);
      const { strong, lumped, id, count: groups } = aggregates(desk, c, dc, EPSILON * 0.5 ** level);
      desk.drop(strong, lumped, dc, nodes, ...c.own);
      raw.amg_compose(n, home, id);
      const { t, list, cols, next } = tentative(desk, n, home, groups, { k, ptr: b });
      const p = cols === 0 ? undefined : smoothed(desk, a, 0, d, omegaOf(desk, a, d, bound), home, list, cols, t, k);
      desk.drop(id, t, home, b);
      [b, nodes, count] = [next, list, distinct(desk, list, groups + 1) - 1];
      return p && { p, cols };
    },
    end: (desk) => desk.drop(b, ...(nodes > 0 ? [nodes] : [])),
  };
}

/** Ascending words without repetition: nodes that have rows. */
function distinct(desk: Desk, ptr: number, n: number): number {
  const view = scratchView(desk.ctx.arena, "i32", ptr, n);
  let last = 0;
  for (let i = 1; i < n; i++) if (view[i] !== view[last]) view[++last] = view[i]!;
  return last + 1;
}

function counting(desk: Desk, ptr: number, n: number, by: number): void {
  const view = scratchView(desk.ctx.arena, "i32", ptr, n);
  for (let i = 0; i < n; i++) view[i] = i * by;
}
