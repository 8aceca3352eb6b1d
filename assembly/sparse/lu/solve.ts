// Solves with the factors: P·R·A·C·Q = L·U with scales R, C and permutations P, Q.
import { lu_trapezoid_f64_ukr } from "./panel";
import { colScale, COUNT, FIRST, get, head, LENGTH, NODE, ORDER, PANEL, PIVOT, ROWS, rowScale, SEGMENTS, UPPER } from "./layout";

// @ts-ignore: decorator
@inline
function at(array: usize, i: i32): usize { return array + (<usize>i << 3); }

/** y ← y − a·x, n long without gaps. */
export function subtract(n: i32, a: f64, x: usize, y: usize): void {
  const end = x + (<usize>n << 3), v = v128.splat<f64>(a);
  for (; x + 8 < end; x += 16, y += 16) v128.store(y, v128.sub<f64>(v128.load(y), v128.mul<f64>(v, v128.load(x))));
  if (x < end) store<f64>(y, load<f64>(y) - a * load<f64>(x));
}

/** xᵀ·y */
export function product(n: i32, x: usize, y: usize): f64 {
  const end = x + (<usize>n << 3);
  let sum = v128.splat<f64>(0);
  for (; x + 8 < end; x += 16, y += 16) sum = v128.add<f64>(sum, v128.mul<f64>(v128.load(x), v128.load(y)));
  const s = v128.extract_lane<f64>(sum, 0) + v128.extract_lane<f64>(sum, 1);
  return x < end ? s + load<f64>(x) * load<f64>(y) : s;
}

/** y ← L⁻¹·y for one supernode; t takes its rows. */
export function forward(n: i32, s: i32, base: usize, index: usize, value: usize, y: usize, t: usize): void {
  const first = get(head(base, n, FIRST), s), w = get(head(base, n, FIRST), s + 1) - first, length = get(head(base, n, LENGTH), s);
  const rows = index + (<usize>get(head(base, n, ROWS), s) << 2), panel = at(value, get(head(base, n, PANEL), s));
  if (w == 1) {
    const u = load<f64>(at(y, first));
    for (let i = 1; i < length; i++) {
      const p = at(y, get(rows, i));
      store<f64>(p, load<f64>(p) - load<f64>(at(panel, i)) * u);
    }
    return;
  }
  for (let i = 0; i < length; i++) store<f64>(at(t, i), load<f64>(at(y, get(rows, i))));
  lu_trapezoid_f64_ukr(w, length, panel, length, t);
  for (let i = 0; i < length; i++) store<f64>(at(y, get(rows, i)), load<f64>(at(t, i)));
}

/** y ← L⁻ᵀ·y for one supernode. */
export function backwardTranspose(n: i32, s: i32, base: usize, index: usize, value: usize, y: usize, t: usize): void {
  const first = get(head(base, n, FIRST), s), w = get(head(base, n, FIRST), s + 1) - first, length = get(head(base, n, LENGTH), s);
  const rows = index + (<usize>get(head(base, n, ROWS), s) << 2), panel = at(value, get(head(base, n, PANEL), s));
  for (let i = 0; i < length; i++) store<f64>(at(t, i), load<f64>(at(y, get(rows, i))));
  for (let c = w - 1; c >= 0; c--) {
    const v = load<f64>(at(t, c)) - product(length - c - 1, at(panel, c * length + c + 1), at(t, c + 1));
    store<f64>(at(t, c), v);
    store<f64>(at(y, first + c), v);
  }
}

/** Column k of U: its diagonal divides y_k; then all above it times y_k leaves y, or, transposed, its product with y leaves y_k first. */
export function upper(n: i32, k: i32, trans: bool, base: usize, index: usize, value: usize, valueEnd: usize, y: usize): void {
  const node = head(base, n, NODE), first = head(base, n, FIRST), own = get(node, k), begin = get(first, own);
  const panel = at(value, get(head(base, n, PANEL), own) + (k - begin) * get(head(base, n, LENGTH), own));
  const diagonal = load<f64>(at(panel, k - begin));
  let v = load<f64>(at(y, k));
  if (!trans) v /= diagonal;
  let u = valueEnd - (<usize>get(head(base, n, UPPER), k) << 3), p = index + (<usize>get(head(base, n, SEGMENTS), k) << 2);
  for (const stop = p + (<usize>get(head(base, n, COUNT), k) << 2); p < stop; p += 4) {
    const f = load<i32>(p), s = get(node, f), mine = s == own;
    const w = (mine ? k : get(first, s + 1)) - f, from = mine ? at(panel, f - begin) : u;
    if (trans) v -= w == 1 ? load<f64>(from) * load<f64>(at(y, f)) : product(w, from, at(y, f));
    else if (w == 1) store<f64>(at(y, f), load<f64>(at(y, f)) - v * load<f64>(from));
    else subtract(w, v, from, at(y, f));
    if (!mine) u += <usize>w << 3;
  }
  store<f64>(at(y, k), trans ? v / diagonal : v);
}

/** x ← A⁻¹·b, or A⁻ᵀ·b. Scratch 16(n + 1) bytes. x may be b. */
export function solve(n: i32, nodes: i32, trans: bool, base: usize, index: usize, value: usize, valueEnd: usize, b: usize, x: usize, ws: usize): void {
  const y = ws, t = ws + ((<usize>n + 1) << 3), order = head(base, n, ORDER), pivot = head(base, n, PIVOT), rows = rowScale(base, n), cols = colScale(base, n);
  if (trans) {
    for (let k = 0; k < n; k++) store<f64>(at(y, k), load<f64>(at(b, get(order, k))) * load<f64>(at(cols, get(order, k))));
    for (let k = 0; k < n; k++) upper(n, k, true, base, index, value, valueEnd, y);
    for (let s = nodes - 1; s >= 0; s--) backwardTranspose(n, s, base, index, value, y, t);
    for (let k = 0; k < n; k++) store<f64>(at(x, get(pivot, k)), load<f64>(at(y, k)) * load<f64>(at(rows, k)));
  } else {
    for (let k = 0; k < n; k++) store<f64>(at(y, k), load<f64>(at(b, get(pivot, k))) * load<f64>(at(rows, k)));
    for (let s = 0; s < nodes; s++) forward(n, s, base, index, value, y, t);
    for (let k = n - 1; k >= 0; k--) upper(n, k, false, base, index, value, valueEnd, y);
    for (let k = 0; k < n; k++) store<f64>(at(x, get(order, k)), load<f64>(at(y, k)) * load<f64>(at(cols, get(order, k))));
  }
}
