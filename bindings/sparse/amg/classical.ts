// Ruge–Stüben coarsening with direct interpolation.
import { scratchView } from "../../memory/scratch.js";
import type { Coarsening } from "./setup.js";

export const classical: Coarsening = {
  step(desk, a) {
    const { raw, arena } = desk.ctx, { n } = a;
    const strong = desk.take(a.nnz), counts = desk.cleared(4 * (n + 2));
    desk.steps(n, (first, last) => raw.amg_dependence(first, last, a.rows, strong, counts));
    raw.amg_sum_columns(n, counts);
    const list = desk.take(4 * scratchView(arena, "i32", counts, n + 2)[n + 1]!);
    desk.steps(n, (first, last) => raw.amg_dependents(first, last, a.rows, strong, counts, list));
    const id = desk.take(4 * n), ws = desk.take(16 * n + 4);
    const cols = raw.amg_split(n, a.rows, strong, counts, list, id, ws);
    desk.drop(counts, list, ws);
    const p = cols === 0 ? undefined : desk.append(n, cols, 0.5 * a.nnz, (last, _, sink, pairs) => raw.amg_interpolate(last, a.rows, strong, id, cols, sink, pairs));
    desk.drop(strong, id);
    return p && { p, cols };
  },
};
