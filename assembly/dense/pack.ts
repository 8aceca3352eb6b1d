// Packing for gemm: rows or columns of an operand become k-major panels that a register kernel reads straight through.
// Goto & van de Geijn 2008, sections 4.2-4.3. Panels of b are zero-padded to 32 bytes of columns; panels of a are never padded.

/** f32: four rows of k contiguous elements → dst[t*step + 0..3], by 4×4 transposes. Steps and strides in bytes. */
// @ts-ignore: decorator
@inline
function quad32(k: i32, s0: usize, rs: usize, dst: usize, step: usize): void {
  let s1 = s0 + rs, s2 = s1 + rs, s3 = s2 + rs;
  let t = 0;
  while (t + 4 <= k) {
    const x0 = v128.load(s0), x1 = v128.load(s1), x2 = v128.load(s2), x3 = v128.load(s3);
    const l0 = i32x4.shuffle(x0, x1, 0, 4, 1, 5), l1 = i32x4.shuffle(x2, x3, 0, 4, 1, 5);
    const h0 = i32x4.shuffle(x0, x1, 2, 6, 3, 7), h1 = i32x4.shuffle(x2, x3, 2, 6, 3, 7);
    v128.store(dst, i64x2.shuffle(l0, l1, 0, 2)); dst += step;
    v128.store(dst, i64x2.shuffle(l0, l1, 1, 3)); dst += step;
    v128.store(dst, i64x2.shuffle(h0, h1, 0, 2)); dst += step;
    v128.store(dst, i64x2.shuffle(h0, h1, 1, 3)); dst += step;
    s0 += 16; s1 += 16; s2 += 16; s3 += 16;
    t += 4;
  }
  while (t < k) {
    store<f32>(dst, load<f32>(s0)); store<f32>(dst, load<f32>(s1), 4);
    store<f32>(dst, load<f32>(s2), 8); store<f32>(dst, load<f32>(s3), 12);
    s0 += 4; s1 += 4; s2 += 4; s3 += 4;
    dst += step;
    t++;
  }
}

/** f32: two rows → dst[t*step + 0..1]. */
// @ts-ignore: decorator
@inline
function pair32(k: i32, s0: usize, rs: usize, dst: usize, step: usize): void {
  let s1 = s0 + rs;
  let t = 0;
  while (t + 4 <= k) {
    const x0 = v128.load(s0), x1 = v128.load(s1);
    const lo = i32x4.shuffle(x0, x1, 0, 4, 1, 5), hi = i32x4.shuffle(x0, x1, 2, 6, 3, 7);
    v128.store64_lane(dst, lo, 0); dst += step;
    v128.store64_lane(dst, lo, 1); dst += step;
    v128.store64_lane(dst, hi, 0); dst += step;
    v128.store64_lane(dst, hi, 1); dst += step;
    s0 += 16; s1 += 16;
    t += 4;
  }
  while (t < k) {
    store<f32>(dst, load<f32>(s0)); store<f32>(dst, load<f32>(s1), 4);
    s0 += 4; s1 += 4;
    dst += step;
    t++;
  }
}

/** f64: two rows → dst[t*step + 0..1]. */
// @ts-ignore: decorator
@inline
function pair64(k: i32, s0: usize, rs: usize, dst: usize, step: usize): void {
  let s1 = s0 + rs;
  let t = 0;
  while (t + 2 <= k) {
    const x0 = v128.load(s0), x1 = v128.load(s1);
    v128.store(dst, i64x2.shuffle(x0, x1, 0, 2)); dst += step;
    v128.store(dst, i64x2.shuffle(x0, x1, 1, 3)); dst += step;
    s0 += 16; s1 += 16;
    t += 2;
  }
  if (t < k) {
    store<f64>(dst, load<f64>(s0)); store<f64>(dst, load<f64>(s1), 8);
  }
}

// @ts-ignore: decorator
@inline
function single<T>(k: i32, src: usize, dst: usize, step: usize): void {
  const end = src + (<usize>k) * sizeof<T>();
  while (src < end) {
    store<T>(dst, load<T>(src));
    src += sizeof<T>();
    dst += step;
  }
}

/** rows of k contiguous elements (row stride rs bytes) → k-major with `step` bytes from one k to the next. */
export function packRows<T>(rows: i32, k: i32, src: usize, rs: usize, dst: usize, step: usize): void {
  let r = 0;
  if (sizeof<T>() == 4) {
    while (r + 4 <= rows) { quad32(k, src, rs, dst, step); src += 4 * rs; dst += 16; r += 4; }
    if (r + 2 <= rows) { pair32(k, src, rs, dst, step); src += 2 * rs; dst += 8; r += 2; }
  } else {
    while (r + 2 <= rows) { pair64(k, src, rs, dst, step); src += 2 * rs; dst += 16; r += 2; }
  }
  if (r < rows) single<T>(k, src, dst, step);
}

/** k runs of `width` contiguous elements (run stride rs bytes) → runs `step` bytes apart. Bytes of width need no multiple. */
export function packRuns<T>(width: i32, k: i32, src: usize, rs: usize, dst: usize, step: usize): void {
  const bytes = <usize>width * sizeof<T>();
  const whole = bytes & ~(<usize>15);
  for (let t = 0; t < k; t++) {
    let o: usize = 0;
    while (o < whole) { v128.store(dst + o, v128.load(src + o)); o += 16; }
    while (o < bytes) { store<T>(dst + o, load<T>(src + o)); o += sizeof<T>(); }
    src += rs;
    dst += step;
  }
}

/** Panel of a: `rows` rows by k columns at element strides (rs, cs), one of them 1. */
export function packA<T>(rows: i32, k: i32, a: usize, rs: i32, cs: i32, dst: usize): void {
  const step = <usize>rows * sizeof<T>();
  if (cs == 1) packRows<T>(rows, k, a, <usize>rs * sizeof<T>(), dst, step);
  else packRuns<T>(rows, k, a, <usize>cs * sizeof<T>(), dst, step);
}

/** Panel of b: k rows by `cols` columns (at most NR) at element strides (rs, cs), one of them 1; zero-padded to 32 bytes. */
export function packB<T>(k: i32, cols: i32, b: usize, rs: i32, cs: i32, dst: usize): void {
  if (cols < <i32>(32 / sizeof<T>())) memory.fill(dst, 0, <usize>k * 32);
  if (cs == 1) {
    if (cols == <i32>(32 / sizeof<T>())) copyRuns(k, b, <usize>rs * sizeof<T>(), dst);
    else packRuns<T>(cols, k, b, <usize>rs * sizeof<T>(), dst, 32);
  } else packRows<T>(cols, k, b, <usize>cs * sizeof<T>(), dst, 32);
}

/** The common case: full 32-byte runs. */
function copyRuns(k: i32, src: usize, rs: usize, dst: usize): void {
  const end = dst + (<usize>k) * 32;
  while (dst < end) {
    v128.store(dst, v128.load(src));
    v128.store(dst, v128.load(src, 16), 16);
    src += rs;
    dst += 32;
  }
}

/** Four panels side by side, `far` bytes apart: whole cache lines of each row of b are read once, where single panels would read half of
 *  one and come back for the other when it is gone. */
export function packFour(k: i32, src: usize, rs: usize, dst: usize, far: usize): void {
  const end = dst + (<usize>k) * 32;
  let d1 = dst + far, d2 = d1 + far, d3 = d2 + far;
  while (dst < end) {
    v128.store(dst, v128.load(src)); v128.store(dst, v128.load(src, 16), 16);
    v128.store(d1, v128.load(src, 32)); v128.store(d1, v128.load(src, 48), 16);
    v128.store(d2, v128.load(src, 64)); v128.store(d2, v128.load(src, 80), 16);
    v128.store(d3, v128.load(src, 96)); v128.store(d3, v128.load(src, 112), 16);
    src += rs;
    dst += 32; d1 += 32; d2 += 32; d3 += 32;
  }
}
