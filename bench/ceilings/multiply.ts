// The multiply-add ceilings: a gemm register tile over operands that stay in L1, and nothing else.
//
// Contract of a kernel: a holds R rows k-major, b holds 32 bytes of columns k-major and ends at bEnd; the tile of R rows
// is stored (never read) at c, 32 bytes a row. One k step per turn, top-tested, accumulators + loads + product within 15
// registers: the shape V8 compiles without spilling. The 6-row tiles are for relaxed madd; with mul + add they spill.
// `<kernel>_times` calls the kernel again and again on the same operands, as a driver would.

// @ts-ignore: decorator
@inline
function madd<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
  return v128.add<T>(c, v128.mul<T>(a, b));
}

// @ts-ignore: decorator
@inline
function put(c: usize, x: v128, y: v128): void {
  v128.store(c, x);
  v128.store(c, y, 16);
}

// @ts-ignore: decorator
@inline
function tile<T>(R: i32, a: usize, b: usize, bEnd: usize, c: usize): void {
  const S = sizeof<T>();
  let c00 = v128.splat<T>(<T>0), c01 = c00;
  let c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00;
  let c30 = c00, c31 = c00;
  let c40 = c00, c41 = c00;
  let c50 = c00, c51 = c00;
  while (b < bEnd) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<T>(a);
    c00 = madd<T>(x, b0, c00); c01 = madd<T>(x, b1, c01);
    if (R > 1) { x = v128.load_splat<T>(a, S); c10 = madd<T>(x, b0, c10); c11 = madd<T>(x, b1, c11); }
    if (R > 2) { x = v128.load_splat<T>(a, 2 * S); c20 = madd<T>(x, b0, c20); c21 = madd<T>(x, b1, c21); }
    if (R > 3) { x = v128.load_splat<T>(a, 3 * S); c30 = madd<T>(x, b0, c30); c31 = madd<T>(x, b1, c31); }
    if (R > 4) { x = v128.load_splat<T>(a, 4 * S); c40 = madd<T>(x, b0, c40); c41 = madd<T>(x, b1, c41); }
    if (R > 5) { x = v128.load_splat<T>(a, 5 * S); c50 = madd<T>(x, b0, c50); c51 = madd<T>(x, b1, c51); }
    a += <usize>R * S;
    b += 32;
  }
  put(c, c00, c01);
  if (R > 1) put(c + 32, c10, c11);
  if (R > 2) put(c + 64, c20, c21);
  if (R > 3) put(c + 96, c30, c31);
  if (R > 4) put(c + 128, c40, c41);
  if (R > 5) put(c + 160, c50, c51);
}

export function f32_4x8(a: usize, b: usize, bEnd: usize, c: usize): void { tile<f32>(4, a, b, bEnd, c); }
export function f32_5x8(a: usize, b: usize, bEnd: usize, c: usize): void { tile<f32>(5, a, b, bEnd, c); }
export function f32_6x8(a: usize, b: usize, bEnd: usize, c: usize): void { tile<f32>(6, a, b, bEnd, c); }
export function f64_4x4(a: usize, b: usize, bEnd: usize, c: usize): void { tile<f64>(4, a, b, bEnd, c); }
export function f64_5x4(a: usize, b: usize, bEnd: usize, c: usize): void { tile<f64>(5, a, b, bEnd, c); }
export function f64_6x4(a: usize, b: usize, bEnd: usize, c: usize): void { tile<f64>(6, a, b, bEnd, c); }

export function f32_4x8_times(n: i32, a: usize, b: usize, bEnd: usize, c: usize): void { while (n > 0) { f32_4x8(a, b, bEnd, c); n--; } }
export function f32_5x8_times(n: i32, a: usize, b: usize, bEnd: usize, c: usize): void { while (n > 0) { f32_5x8(a, b, bEnd, c); n--; } }
export function f32_6x8_times(n: i32, a: usize, b: usize, bEnd: usize, c: usize): void { while (n > 0) { f32_6x8(a, b, bEnd, c); n--; } }
export function f64_4x4_times(n: i32, a: usize, b: usize, bEnd: usize, c: usize): void { while (n > 0) { f64_4x4(a, b, bEnd, c); n--; } }
export function f64_5x4_times(n: i32, a: usize, b: usize, bEnd: usize, c: usize): void { while (n > 0) { f64_5x4(a, b, bEnd, c); n--; } }
export function f64_6x4_times(n: i32, a: usize, b: usize, bEnd: usize, c: usize): void { while (n > 0) { f64_6x4(a, b, bEnd, c); n--; } }
