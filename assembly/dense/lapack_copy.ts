// Moves and scans of blocks that the factorizations share. Strides count elements; where noted they may be negative,
// which reverses the order of rows: a backward substitution then runs as a forward one.

/** dst(m×n) ← src(m×n). Strides of either sign. Rows are read before they are written, so equal blocks are fine. */
export function copyBlock<T>(m: i32, n: i32, src: usize, lds: i32, dst: usize, ldd: i32): void {
  const bytes = <usize>n * sizeof<T>();
  const whole = bytes & ~(<usize>15);
  const stepS = <usize>lds * sizeof<T>(), stepD = <usize>ldd * sizeof<T>();
  for (let i = 0; i < m; i++) {
    let o: usize = 0;
    while (o < whole) { v128.store(dst + o, v128.load(src + o)); o += 16; }
    while (o < bytes) { store<T>(dst + o, load<T>(src + o)); o += sizeof<T>(); }
    src += stepS;
    dst += stepD;
  }
}

/** dst(m×n) ← dst + src. */
export function addBlock<T>(m: i32, n: i32, src: usize, lds: i32, dst: usize, ldd: i32): void {
  const bytes = <usize>n * sizeof<T>();
  const whole = bytes & ~(<usize>15);
  for (let i = 0; i < m; i++) {
    let o: usize = 0;
    while (o < whole) { v128.store(dst + o, v128.add<T>(v128.load(dst + o), v128.load(src + o))); o += 16; }
    while (o < bytes) { store<T>(dst + o, <T>(load<T>(dst + o) + load<T>(src + o))); o += sizeof<T>(); }
    src += <usize>lds * sizeof<T>();
    dst += <usize>ldd * sizeof<T>();
  }
}

/** dst(m×n) ← 0. */
export function zeroBlock<T>(m: i32, n: i32, dst: usize, ldd: i32): void {
  for (let i = 0; i < m; i++) {
    memory.fill(dst, 0, <usize>n * sizeof<T>());
    dst += <usize>ldd * sizeof<T>();
  }
}

/** dst(n×m) ← src(m×n)ᵀ by register transposes of 2 rows (f64) or 4 rows (f32). Strides of either sign. */
export function transposeBlock<T>(m: i32, n: i32, src: usize, lds: i32, dst: usize, ldd: i32): void {
  const S = sizeof<T>();
  const rs = <usize>lds * S, rd = <usize>ldd * S;
  const step = <i32>(16 / sizeof<T>());
  let i = 0;
  while (i + step <= m) {
    let s = src, d = dst;
    let j = 0;
    while (j + step <= n) {
      if (sizeof<T>() == 8) {
        const x = v128.load(s), y = v128.load(s + rs);
        v128.store(d, i64x2.shuffle(x, y, 0, 2));
        v128.store(d + rd, i64x2.shuffle(x, y, 1, 3));
      } else {
        const x0 = v128.load(s), x1 = v128.load(s + rs), x2 = v128.load(s + 2 * rs), x3 = v128.load(s + 3 * rs);
        const l0 = i32x4.shuffle(x0, x1, 0, 4, 1, 5), l1 = i32x4.shuffle(x2, x3, 0, 4, 1, 5);
        const h0 = i32x4.shuffle(x0, x1, 2, 6, 3, 7), h1 = i32x4.shuffle(x2, x3, 2, 6, 3, 7);
        v128.store(d, i64x2.shuffle(l0, l1, 0, 2));
        v128.store(d + rd, i64x2.shuffle(l0, l1, 1, 3));
        v128.store(d + 2 * rd, i64x2.shuffle(h0, h1, 0, 2));
        v128.store(d + 3 * rd, i64x2.shuffle(h0, h1, 1, 3));
      }
      s += 16;
      d += <usize>step * rd;
      j += step;
    }
    while (j < n) {
      for (let r: usize = 0; r < <usize>step; r++) store<T>(d + r * S, load<T>(s + r * rs));
      s += S;
      d += rd;
      j++;
    }
    src += <usize>step * rs;
    dst += 16;
    i += step;
  }
  while (i < m) {
    let d = dst;
    for (let j: usize = 0; j < <usize>n; j++) { store<T>(d, load<T>(src + j * S)); d += rd; }
    src += rs;
    dst += S;
    i++;
  }
}

/** 1-based row-major position (row·n + col + 1) of the first NaN or infinity of A(m×n), 0 if there is none.
 *  `lower` looks at the lower triangle only. x − x is 0 exactly for finite x. */
export function findNonfinite<T>(m: i32, n: i32, a: usize, lda: i32, lower: bool): i32 {
  const zero = i64x2.splat(0);
  for (let i = 0; i < m; i++) {
    const cols = lower ? min(i + 1, n) : n;
    const end = a + <usize>cols * sizeof<T>();
    const whole = a + ((<usize>cols * sizeof<T>()) & ~(<usize>15));
    let p = a;
    let bad = zero;
    while (p < whole) {
      const x = v128.load(p);
      bad = v128.or(bad, v128.ne<T>(v128.sub<T>(x, x), zero));
      p += 16;
    }
    let found = v128.any_true(bad);
    while (p < end) { const x = load<T>(p); found = found || x - x != <T>0; p += sizeof<T>(); }
    if (found) {
      for (let j = 0; j < cols; j++) {
        const x = load<T>(a + <usize>j * sizeof<T>());
        if (x - x != <T>0) return i * n + j + 1;
      }
    }
    a += <usize>lda * sizeof<T>();
  }
  return 0;
}

/** ‖A‖₁ of A(m×n), the largest column sum of |a|: sums run along the rows. ws: n elements. */
export function norm1<T>(m: i32, n: i32, a: usize, lda: i32, ws: usize): f64 {
  const bytes = <usize>n * sizeof<T>();
  const whole = bytes & ~(<usize>15);
  memory.fill(ws, 0, bytes);
  for (let i = 0; i < m; i++) {
    let o: usize = 0;
    while (o < whole) { v128.store(ws + o, v128.add<T>(v128.load(ws + o), v128.abs<T>(v128.load(a + o)))); o += 16; }
    while (o < bytes) { store<T>(ws + o, <T>(load<T>(ws + o) + abs<T>(load<T>(a + o)))); o += sizeof<T>(); }
    a += <usize>lda * sizeof<T>();
  }
  let most: T = 0;
  for (let o: usize = 0; o < bytes; o += sizeof<T>()) most = max<T>(most, load<T>(ws + o));
  return <f64>most;
}
