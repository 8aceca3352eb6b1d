// One pass over A for iterative refinement: the residual and its componentwise backward error.
// Arioli, Demmel, Duff 1989, SIAM J. Matrix Anal. Appl. 10(2).

/** r ← b − A·x; returns the largest |r_i| / (|A||x| + |b|)_i. Where that denominator underflows, both get what it may have lost, as LAPACK's gerfs does.
 *  NaN or infinite if x is. Oettli, Prager 1964, Numer. Math. 6. */
export function residual(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, b: usize, r: usize): f64 {
  const lost = <f64>(cols + 1) * f64.MIN_NORMAL_VALUE, small = lost / f64.EPSILON;
  let worst = 0.0, k = load<i32>(rowPtr);
  for (let i = 0; i < rows; i++) {
    const end = load<i32>(rowPtr + (<usize>(i + 1) << 2));
    const right = load<f64>(b + (<usize>i << 3));
    let sum = right, size = abs(right);
    for (; k < end; k++) {
      const t = load<f64>(values + (<usize>k << 3)) * load<f64>(x + (<usize>load<i32>(colIdx + (<usize>k << 2)) << 3));
      sum -= t;
      size += abs(t);
    }
    store<f64>(r + (<usize>i << 3), sum);
    if (sum == 0) continue;
    const w = size > small ? abs(sum) / size : (abs(sum) + lost) / (size + lost);
    if (!(w <= worst)) worst = w;
    if (w != w) return w;
  }
  return worst;
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
