// A column at hand, scattered over `x`, against one supernode: from position `at` on.
import { lu_trapezoid_f64_ukr } from "./panel";
import { FIRST, get, head, LENGTH, PANEL, ROWS } from "./layout";

// @ts-ignore: decorator
@inline
function place(rows: usize, i: i32, x: usize): usize { return x + (<usize>get(rows, i) << 3); }

/** x ← x − L·u with w columns of L from position `at` on, where u, the solution with their triangle, goes to `upper` and leaves x. */
export function update(n: i32, base: usize, index: usize, value: usize, s: i32, at: i32, w: i32, x: usize, t: usize, upper: usize): void {
  const first = get(head(base, n, FIRST), s), skip = at - first, stride = get(head(base, n, LENGTH), s);
  const rows = index + (<usize>(get(head(base, n, ROWS), s) + skip) << 2), m = stride - skip;
  const panel = value + (<usize>get(head(base, n, PANEL), s) + <usize>skip * <usize>(stride + 1) << 3);
  if (w == 1) {
    const u = load<f64>(place(rows, 0, x));
    store<f64>(place(rows, 0, x), 0);
    store<f64>(upper, u);
    if (u != 0) {
      for (let i = 1; i < m; i++) {
        const y = place(rows, i, x);
        store<f64>(y, load<f64>(y) - load<f64>(panel + (<usize>i << 3)) * u);
      }
    }
    return;
  }
  for (let i = 0; i < m; i++) store<f64>(t + (<usize>i << 3), load<f64>(place(rows, i, x)));
  lu_trapezoid_f64_ukr(w, m, panel, stride, t);
  memory.copy(upper, t, <usize>w << 3);
  for (let i = 0; i < w; i++) store<f64>(place(rows, i, x), 0);
  for (let i = w; i < m; i++) store<f64>(place(rows, i, x), load<f64>(t + (<usize>i << 3)));
}
