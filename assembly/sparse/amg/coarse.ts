// The last level: a dense Cholesky factor that survives a singular matrix.
import { at, at8, colOf, endOf, Rows, startOf, valOf } from "./shapes";

/** y ← y − f·x on elements first … n − 1 of f64, n even. */
// @ts-ignore: decorator
@inline
function axpy(first: i32, n: i32, f: f64, x: usize, y: usize): void {
  const vf = f64x2.splat(f), end = at8(x, n);
  let p = at8(x, first & ~1), q = at8(y, first & ~1);
  while (p < end) {
    v128.store(q, f64x2.sub(v128.load(q), f64x2.mul(vf, v128.load(p))));
    p += 16;
    q += 16;
  }
}

/** U of scale·A = Uᵀ·U, by rows of `width` elements, width even; rows and columns of A go to their slots. A pivot that rounding alone may have
 *  left is dropped: its row of U and its unknown are 0, which makes the inverse a generalized one, still symmetric and semidefinite.
 *  ws: f64[width], the diagonal beforehand. */
export function denseFactor(n: i32, a: Rows, slots: usize, scale: f64, u: usize, width: i32, ws: usize): void {
  memory.fill(u, 0, <usize>n * <usize>width << 3);
  for (let i = 0; i < n; i++) {
    const row = at8(u, load<i32>(at(slots, i)) * width), end = endOf(a, i);
    for (let k = startOf(a, i); k < end; k++) store<f64>(at8(row, load<i32>(at(slots, colOf(a, k)))), scale * valOf(a, k));
  }
  for (let k = 0; k < n; k++) store<f64>(at8(ws, k), load<f64>(at8(u, k * width + k)));
  for (let k = 0; k < n; k++) {
    const row = at8(u, k * width), pivot = load<f64>(at8(row, k));
    for (let j = 0; j < k; j++) store<f64>(at8(row, j), 0);
    if (!(pivot > 1e-13 * <f64>n * load<f64>(at8(ws, k)))) { memory.fill(row, 0, <usize>width << 3); continue; }
    const f = 1.0 / sqrt(pivot);
    for (let j = k; j < n; j++) store<f64>(at8(row, j), f * load<f64>(at8(row, j)));
    for (let i = k + 1; i < n; i++) {
      const g = load<f64>(at8(row, i));
      if (g != 0) axpy(i, width, g, row, at8(u, i * width));
    }
  }
}

/** x ← (Uᵀ·U)⁻¹·b for vectors of T. ws: f64[width]. */
export function denseSolve<T>(n: i32, u: usize, width: i32, b: usize, x: usize, ws: usize): void {
  store<f64>(at8(ws, width - 1), 0);
  for (let k = 0; k < n; k++) store<f64>(at8(ws, k), <f64>load<T>(b + <usize>k * sizeof<T>()));
  for (let k = 0; k < n; k++) {
    const row = at8(u, k * width), own = load<f64>(at8(row, k)), to = at8(ws, k);
    const v = own == 0 ? 0 : load<f64>(to) / own;
    axpy(k, width, v, row, ws);
    store<f64>(to, v);
  }
  for (let k = n - 1; k >= 0; k--) {
    const row = at8(u, k * width), own = load<f64>(at8(row, k)), to = at8(ws, k);
    if (own == 0) { store<f64>(to, 0); continue; }
    const rest = load<f64>(to);
    store<f64>(to, 0);
    let p = at8(row, k & ~1), q = at8(ws, k & ~1), s = f64x2.splat(0);
    const end = at8(row, width);
    while (p < end) {
      s = f64x2.add(s, f64x2.mul(v128.load(p), v128.load(q)));
      p += 16;
      q += 16;
    }
    store<f64>(to, (rest - f64x2.extract_lane(s, 0) - f64x2.extract_lane(s, 1)) / own);
  }
  for (let k = 0; k < n; k++) store<T>(x + <usize>k * sizeof<T>(), <T>load<f64>(at8(ws, k)));
}
