// The relaxed int8 ceiling: i32x4.relaxed_dot_i8x16_i7x16_add_s, four int8 products per i32 lane in one instruction.
// Exact where the second operand fits seven bits. Contract as in dot16.ts with groups of four int8 for pairs of i16.

// @ts-ignore: decorator
@inline
function put(c: usize, x: v128, y: v128): void {
  v128.store(c, x);
  v128.store(c, y, 16);
}

export function i8_4x8(a: usize, b: usize, bEnd: usize, c: usize): void {
  let c00 = i32x4.splat(0), c01 = c00;
  let c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00;
  let c30 = c00, c31 = c00;
  while (b < bEnd) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b0, x, c00); c01 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b1, x, c01);
    x = v128.load32_splat(a, 4);
    c10 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b0, x, c10); c11 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b1, x, c11);
    x = v128.load32_splat(a, 8);
    c20 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b0, x, c20); c21 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b1, x, c21);
    x = v128.load32_splat(a, 12);
    c30 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b0, x, c30); c31 = i32x4.relaxed_dot_i8x16_i7x16_add_s(b1, x, c31);
    a += 16;
    b += 32;
  }
  put(c, c00, c01);
  put(c + 32, c10, c11);
  put(c + 64, c20, c21);
  put(c + 96, c30, c31);
}

export function i8_4x8_times(n: i32, a: usize, b: usize, bEnd: usize, c: usize): void { while (n > 0) { i8_4x8(a, b, bEnd, c); n--; } }
