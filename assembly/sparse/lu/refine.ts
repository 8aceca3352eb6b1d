// One pass over A for iterative refinement: the residual and its componentwise backward error.
// Arioli, Demmel, Duff 1989, SIAM J. Matrix Anal. Appl. 10(2), section 2.1.

/** max |x_i|, NaN if any is. */
export function largest(n: i32, x: usize): f64 {
  let most = 0.0;
  for (const end = x + (<usize>n << 3); x < end; x += 8) {
    const a = abs(load<f64>(x));
    if (!(a <= most)) most = a;
    if (a != a) return a;
  }
  return most;
}

/** r ← b − A·x; returns ω₁ + ω₂: the largest |r_i| / (|A||x| + |b|)_i, where rows whose denominator is but rounding are measured by
 *  (|A||x|)_i + ‖a_i‖₁‖x‖∞ instead. NaN or infinite if x is. */
export function residual(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, b: usize, r: usize): f64 {
  const top = largest(cols, x);
  const little = 1000.0 * <f64>cols * f64.EPSILON;
  let firm = 0.0, frail = 0.0;
  let k = load<i32>(rowPtr);
  for (let i = 0; i < rows; i++) {
    const end = load<i32>(rowPtr + (<usize>(i + 1) << 2));
    const right = load<f64>(b + (<usize>i << 3));
    let sum = right, size = 0.0, norm = 0.0;
    for (; k < end; k++) {
      const a = load<f64>(values + (<usize>k << 3));
      const t = a * load<f64>(x + (<usize>load<i32>(colIdx + (<usize>k << 2)) << 3));
      sum -= t;
      size += abs(t);
      norm += abs(a);
    }
    store<f64>(r + (<usize>i << 3), sum);
    const miss = abs(sum), scale = norm * top;
    if (size + abs(right) > little * (scale + abs(right))) {
      const w = miss / (size + abs(right));
      if (!(w <= firm)) firm = w;
    } else if (miss > 0.0 || miss != miss) {
      const w = miss / (size + scale);
      if (!(w <= frail)) frail = w;
    }
    if (firm != firm || frail != frail) return NaN;
  }
  return firm + frail;
}

/** y ← x + d */
export function correct(n: i32, x: usize, d: usize, y: usize): void {
  for (let i: usize = 0; i < <usize>n << 3; i += 8) store<f64>(y + i, load<f64>(x + i) + load<f64>(d + i));
}

/** 0 if two arrays of n indices agree, else the first position where they do not, plus 1. */
export function differ(n: i32, p: usize, q: usize): i32 {
  for (let i = 0; i < n; i++) if (load<i32>(p + (<usize>i << 2)) != load<i32>(q + (<usize>i << 2))) return i + 1;
  return 0;
}
