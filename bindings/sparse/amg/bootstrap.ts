// Hierarchies one after another, each for what those before it leave (D'Ambra, Filippone & Vassilevski 2018, algorithm 3).
import { scratchView } from "../../memory/scratch.js";
import type { CsrHandle } from "../csr.js";
import { mapOf } from "../products.js";
import type { Desk, Source } from "./desk.js";
import { matching } from "./matching.js";
import { build, type Built, type Plan } from "./setup.js";

/** Steps of x ← (I − M⁻¹·A)·x between two estimates of its rate. */
const STEPS = 15;

/** `first` is the first smooth vector, of which this takes possession. */
export function bootstrap(desk: Desk, A: CsrHandle<"f64">, a: Source, plan: Plan, scale: number, first: number, rate: number, most: number): { built: Built[]; list: number; smooth: number } {
  const { ctx: { raw, arena } } = desk, { n } = a, bytes = 8 * n, slots = 8 * Math.ceil(n / 8);
  const head = 64 * Math.ceil(most / 16), list = desk.take(head + 16 * slots), kept = desk.take(bytes * most), x = desk.take(bytes), y = desk.take(bytes), z = desk.take(bytes);
  const map = mapOf(A), built: Built[] = [];
  const view = (ptr: number): Float64Array => scratchView(arena, "f64", ptr, n);
  let w = first;
  for (;;) {
    scratchView(arena, "f64", kept + bytes * built.length, n).set(view(w));
    built.push(build(desk, { ...a, own: [] }, { ...plan, coarsening: matching(w), fine: built[0]?.fine }, scale));
    scratchView(arena, "i32", list, built.length).set(built.map((b) => b.header));
    if (built.length === most || n === 0) break;
    const start = view(x);
    for (let i = 0; i < n; i++) start[i] = (Math.imul(i + 1 + built.length * 7919, 0x9e3779b1) >>> 0) / 2 ** 31 - 1;
    let norm = 0, factor = 0;
    for (let s = 0; s <= STEPS; s++) {
      map.apply(y, x);
      const now = Math.sqrt(Math.max(0, view(x).reduce((sum, v, i) => sum + v * view(y)[i]!, 0)));
      [factor, norm] = [norm > 0 ? now / norm : 0, 1];
      if (!(now > 0)) { factor = 0; break; }
      const vx = view(x), vy = view(y);
      for (let i = 0; i < n; i++) { vx[i]! /= now; vy[i]! /= now; }
      if (s === STEPS) break;
      raw.amg_composite_f64(list, built.length, z, y, list + head);
      const to = view(x), by = view(z);
      for (let i = 0; i < n; i++) to[i]! -= by[i]!;
    }
    if (factor <= rate) break;
    w = desk.take(bytes);
    view(w).set(view(x));
  }
  // One vector a column.
  const m = built.length, smooth = desk.take(bytes * m), columns = scratchView(arena, "f64", smooth, n * m);
  for (let j = 0; j < m; j++) scratchView(arena, "f64", kept + bytes * j, n).forEach((v, i) => { columns[i * m + j] = v; });
  desk.drop(kept, x, y, z, ...a.own);
  return { built, list, smooth };
}
