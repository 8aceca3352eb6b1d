// A column against a supernode: t ← the solution with its unit lower trapezoid.
import { madd } from "../../core/lanes";

/** t (m) ← with the first w columns of a unit lower trapezoid of m rows, columns `stride` apart: t_c final, then t_i −= l_ic·t_c for i > c. */
export function lu_trapezoid_f64_ukr(w: i32, m: i32, l: usize, stride: i32, t: usize): void {
  const column = <usize>stride << 3;
  const end = t + (<usize>m << 3);
  let c = 0;
  for (; c + 4 <= w; c += 4) {
    let p = l;
    const a = load<f64>(t);
    const b = load<f64>(t, 8) - load<f64>(p, 8) * a;
    let q = p + column;
    const d = load<f64>(t, 16) - load<f64>(p, 16) * a - load<f64>(q, 16) * b;
    let r = q + column;
    const e = load<f64>(t, 24) - load<f64>(p, 24) * a - load<f64>(q, 24) * b - load<f64>(r, 24) * d;
    let s = r + column;
    store<f64>(t, b, 8);
    store<f64>(t, d, 16);
    store<f64>(t, e, 24);
    t += 32;
    p += 32; q += 32; r += 32; s += 32;
    l += 4 * column + 32;
    const a2 = v128.splat<f64>(-a), b2 = v128.splat<f64>(-b), d2 = v128.splat<f64>(-d), e2 = v128.splat<f64>(-e);
    let y = t;
    while (y + 8 < end) {
      const g = madd<f64>(v128.load(q), b2, madd<f64>(v128.load(p), a2, v128.load(y)));
      v128.store(y, madd<f64>(v128.load(s), e2, madd<f64>(v128.load(r), d2, g)));
      y += 16; p += 16; q += 16; r += 16; s += 16;
    }
    if (y < end) store<f64>(y, load<f64>(y) - load<f64>(p) * a - load<f64>(q) * b - load<f64>(r) * d - load<f64>(s) * e);
  }
  for (; c < w; c++) {
    const a = load<f64>(t), a2 = v128.splat<f64>(-a);
    let p = l + 8;
    t += 8;
    l += column + 8;
    let y = t;
    while (y + 8 < end) {
      v128.store(y, madd<f64>(v128.load(p), a2, v128.load(y)));
      y += 16; p += 16;
    }
    if (y < end) store<f64>(y, load<f64>(y) - load<f64>(p) * a);
  }
}
