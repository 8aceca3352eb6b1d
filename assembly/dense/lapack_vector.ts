// Matrix–vector steps that the factorizations take where one right-hand side leaves no matrix product to call.
// A is (rs, cs)-strided with one of the two 1; vectors are contiguous; no scratch.

/** y(m) ← y − A(m×k)·x, rows of A contiguous: four dot products at a time. */
function subtractDots<T>(m: i32, k: i32, a: usize, rs: usize, x: usize, y: usize): void {
  const S = sizeof<T>();
  const end = x + <usize>k * S, whole = x + ((<usize>k * S) & ~(<usize>15));
  for (let i = 0; i < m; ) {
    if (i + 4 <= m) {
      let p0 = a, p1 = p0 + rs, p2 = p1 + rs, p3 = p2 + rs, px = x;
      let s0 = v128.splat<T>(<T>0), s1 = s0, s2 = s0, s3 = s0;
      while (px < whole) {
        const v = v128.load(px);
        s0 = v128.add<T>(s0, v128.mul<T>(v, v128.load(p0)));
        s1 = v128.add<T>(s1, v128.mul<T>(v, v128.load(p1)));
        s2 = v128.add<T>(s2, v128.mul<T>(v, v128.load(p2)));
        s3 = v128.add<T>(s3, v128.mul<T>(v, v128.load(p3)));
        px += 16; p0 += 16; p1 += 16; p2 += 16; p3 += 16;
      }
      let t0 = laneSum<T>(s0), t1 = laneSum<T>(s1), t2 = laneSum<T>(s2), t3 = laneSum<T>(s3);
      while (px < end) {
        const v = load<T>(px);
        t0 += v * load<T>(p0); t1 += v * load<T>(p1); t2 += v * load<T>(p2); t3 += v * load<T>(p3);
        px += S; p0 += S; p1 += S; p2 += S; p3 += S;
      }
      store<T>(y, <T>(load<T>(y) - t0)); store<T>(y + S, <T>(load<T>(y + S) - t1));
      store<T>(y + 2 * S, <T>(load<T>(y + 2 * S) - t2)); store<T>(y + 3 * S, <T>(load<T>(y + 3 * S) - t3));
      a += 4 * rs; y += 4 * S; i += 4;
    } else {
      let p0 = a, px = x;
      let s0 = v128.splat<T>(<T>0);
      while (px < whole) { s0 = v128.add<T>(s0, v128.mul<T>(v128.load(px), v128.load(p0))); px += 16; p0 += 16; }
      let t0 = laneSum<T>(s0);
      while (px < end) { t0 += load<T>(px) * load<T>(p0); px += S; p0 += S; }
      store<T>(y, <T>(load<T>(y) - t0));
      a += rs; y += S; i++;
    }
  }
}

// @ts-ignore: decorator
@inline
function laneSum<T>(v: v128): T {
  if (sizeof<T>() == 8) return <T>(v128.extract_lane<T>(v, 0) + v128.extract_lane<T>(v, 1));
  return <T>((v128.extract_lane<T>(v, 0) + v128.extract_lane<T>(v, 1)) + (v128.extract_lane<T>(v, 2) + v128.extract_lane<T>(v, 3)));
}

/** y(m) ← y − A(m×k)·x, columns of A contiguous: four columns at a time. */
function subtractColumns<T>(m: i32, k: i32, a: usize, cs: usize, x: usize, y: usize): void {
  const S = sizeof<T>();
  const end = y + <usize>m * S, whole = y + ((<usize>m * S) & ~(<usize>15));
  for (let j = 0; j < k; ) {
    const x0 = load<T>(x), v0 = v128.splat<T>(x0);
    let p0 = a, py = y;
    if (j + 4 <= k) {
      let p1 = p0 + cs, p2 = p1 + cs, p3 = p2 + cs;
      const x1 = load<T>(x + S), x2 = load<T>(x + 2 * S), x3 = load<T>(x + 3 * S);
      const v1 = v128.splat<T>(x1), v2 = v128.splat<T>(x2), v3 = v128.splat<T>(x3);
      while (py < whole) {
        const s = v128.add<T>(v128.mul<T>(v0, v128.load(p0)), v128.mul<T>(v1, v128.load(p1)));
        const t = v128.add<T>(v128.mul<T>(v2, v128.load(p2)), v128.mul<T>(v3, v128.load(p3)));
        v128.store(py, v128.sub<T>(v128.load(py), v128.add<T>(s, t)));
        py += 16; p0 += 16; p1 += 16; p2 += 16; p3 += 16;
      }
      while (py < end) {
        const s = <T>(x0 * load<T>(p0) + x1 * load<T>(p1)), t = <T>(x2 * load<T>(p2) + x3 * load<T>(p3));
        store<T>(py, <T>(load<T>(py) - <T>(s + t)));
        py += S; p0 += S; p1 += S; p2 += S; p3 += S;
      }
      a += 4 * cs; x += 4 * S; j += 4;
    } else {
      while (py < whole) { v128.store(py, v128.sub<T>(v128.load(py), v128.mul<T>(v0, v128.load(p0)))); py += 16; p0 += 16; }
      while (py < end) { store<T>(py, <T>(load<T>(py) - x0 * load<T>(p0))); py += S; p0 += S; }
      a += cs; x += S; j++;
    }
  }
}

/** y(m) ← y − A(m×k)·x. */
export function subtractProduct<T>(m: i32, k: i32, a: usize, rs: i32, cs: i32, x: usize, y: usize): void {
  if (cs == 1) subtractDots<T>(m, k, a, <usize>rs * sizeof<T>(), x, y);
  else subtractColumns<T>(m, k, a, <usize>cs * sizeof<T>(), x, y);
}

/** Unknowns solved by scalars between two updates of the rest. */
const STEP: i32 = 8;

/** x ← T⁻¹·x for triangular T(m×m), T(i, p) at t + (i·rs + p·cs); `forward` for a lower triangle, backward for an upper one.
 *  Rows of T contiguous: dot products with what is solved; columns contiguous: updates of what is left. Higham, ASNA, alg. 8.1-8.2. */
export function trsv<T>(m: i32, t: usize, rs: i32, cs: i32, forward: bool, unit: bool, x: usize): void {
  const S = sizeof<T>();
  const r = <usize>rs * S, c = <usize>cs * S;
  for (let done = 0; done < m; done += STEP) {
    const nb = min(STEP, m - done);
    const i0 = forward ? done : m - done - nb;
    const block = x + <usize>i0 * S;
    const solved = forward ? 0 : i0 + nb;
    if (cs == 1 && done > 0) subtractDots<T>(nb, done, t + <usize>i0 * r + <usize>solved * c, r, x + <usize>solved * S, block);
    const corner = t + <usize>i0 * (r + c);
    for (let q = 0; q < nb; q++) {
      const i = forward ? q : nb - 1 - q;
      let s = load<T>(block + <usize>i * S);
      for (let p = forward ? 0 : i + 1, e = forward ? i : nb; p < e; p++) {
        s = <T>(s - load<T>(corner + <usize>i * r + <usize>p * c) * load<T>(block + <usize>p * S));
      }
      store<T>(block + <usize>i * S, unit ? s : <T>(s / load<T>(corner + <usize>i * (r + c))));
    }
    const left = m - done - nb;
    if (cs != 1 && left > 0) {
      const rest = forward ? i0 + nb : 0;
      subtractColumns<T>(left, nb, t + <usize>rest * r + <usize>i0 * c, c, block, x + <usize>rest * S);
    }
  }
}
