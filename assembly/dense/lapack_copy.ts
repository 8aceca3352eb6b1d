// Moves and scans of blocks that the factorizations share. Strides count elements.

/** dst(m×n) ← src(m×n). Strides of either sign: a negative one reverses the order of the rows. */
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
