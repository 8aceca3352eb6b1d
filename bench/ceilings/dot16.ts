// The exact int8 ceiling: int8 widened to pairs of i16, one i32x4.dot_i16x8_s and one i32x4.add per four columns.
// Contract as in multiply.ts; a holds one i16 pair of each row a step (4 bytes), b eight pairs (32 bytes), c holds i32.

// @ts-ignore: decorator
@inline
function dot(a: v128, b: v128, c: v128): v128 {
  return i32x4.add(c, i32x4.dot_i16x8_s(a, b));
}

// @ts-ignore: decorator
@inline
function put(c: usize, x: v128, y: v128): void {
  v128.store(c, x);
  v128.store(c, y, 16);
}

// @ts-ignore: decorator
@inline
function tile(R: i32, a: usize, b: usize, bEnd: usize, c: usize): void {
  let c00 = i32x4.splat(0), c01 = c00;
  let c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00;
  let c30 = c00, c31 = c00;
  let c40 = c00, c41 = c00;
  while (b < bEnd) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = dot(x, b0, c00); c01 = dot(x, b1, c01);
    x = v128.load32_splat(a, 4); c10 = dot(x, b0, c10); c11 = dot(x, b1, c11);
    x = v128.load32_splat(a, 8); c20 = dot(x, b0, c20); c21 = dot(x, b1, c21);
    x = v128.load32_splat(a, 12); c30 = dot(x, b0, c30); c31 = dot(x, b1, c31);
    if (R > 4) { x = v128.load32_splat(a, 16); c40 = dot(x, b0, c40); c41 = dot(x, b1, c41); }
    a += <usize>R * 4;
    b += 32;
  }
  put(c, c00, c01);
  put(c + 32, c10, c11);
  put(c + 64, c20, c21);
  put(c + 96, c30, c31);
  if (R > 4) put(c + 128, c40, c41);
}

export function i16_4x8(a: usize, b: usize, bEnd: usize, c: usize): void { tile(4, a, b, bEnd, c); }
export function i16_5x8(a: usize, b: usize, bEnd: usize, c: usize): void { tile(5, a, b, bEnd, c); }

export function i16_4x8_times(n: i32, a: usize, b: usize, bEnd: usize, c: usize): void { while (n > 0) { i16_4x8(a, b, bEnd, c); n--; } }
export function i16_5x8_times(n: i32, a: usize, b: usize, bEnd: usize, c: usize): void { while (n > 0) { i16_5x8(a, b, bEnd, c); n--; } }
