// Register kernels of the integer gemm: C[R×8] (+)= a·b over packed panels, in i32, wrapping.
//
// A step is one 32-bit group of every lane of k: two i16 (the exact kernel, any values) or four i8 (the 7-bit kernels of
// int8_dot7.ts). K names the packed type of a: i16, i8 (then b is 0..127) or u8 (a is 0..127, b any i8).
// Contract: a holds R groups a step, b eight groups a step (32 bytes), bEnd ends b; ldc is in BYTES; acc = 0 stores, otherwise
// adds to C. No alignment, no tails: the driver sends edges to a scratch tile.
//
// Shape as in ukernel.ts: 10 accumulators + 2 loads of b + 1 of a + 1 product stay within V8's 15 registers.

// @ts-ignore: decorator
@inline
function dot<K>(a: v128, b: v128, c: v128): v128 {
  if (sizeof<K>() == 2) return i32x4.add(c, i32x4.dot_i16x8_s(a, b));
  if (isSigned<K>()) return i32x4.relaxed_dot_i8x16_i7x16_add_s(a, b, c);
  return i32x4.relaxed_dot_i8x16_i7x16_add_s(b, a, c);
}

// @ts-ignore: decorator
@inline
function put(c: usize, x: v128, y: v128): void {
  v128.store(c, x);
  v128.store(c, y, 16);
}

// @ts-ignore: decorator
@inline
function add(c: usize, x: v128, y: v128): void {
  v128.store(c, i32x4.add(v128.load(c), x));
  v128.store(c, i32x4.add(v128.load(c, 16), y), 16);
}

/** One body for both row counts and every group type: R, 4 or 5, is a literal at each call, so the comparisons fold away. */
// @ts-ignore: decorator
@inline
export function kernel<K>(R: i32, a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void {
  let c00 = i32x4.splat(0), c01 = c00;
  let c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00;
  let c30 = c00, c31 = c00;
  let c40 = c00, c41 = c00;
  while (b < bEnd) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = dot<K>(x, b0, c00); c01 = dot<K>(x, b1, c01);
    x = v128.load32_splat(a, 4); c10 = dot<K>(x, b0, c10); c11 = dot<K>(x, b1, c11);
    x = v128.load32_splat(a, 8); c20 = dot<K>(x, b0, c20); c21 = dot<K>(x, b1, c21);
    x = v128.load32_splat(a, 12); c30 = dot<K>(x, b0, c30); c31 = dot<K>(x, b1, c31);
    if (R > 4) { x = v128.load32_splat(a, 16); c40 = dot<K>(x, b0, c40); c41 = dot<K>(x, b1, c41); }
    a += <usize>R * 4;
    b += 32;
  }
  const r1 = c + ldc, r2 = r1 + ldc, r3 = r2 + ldc, r4 = r3 + ldc;
  if (acc) {
    add(c, c00, c01);
    add(r1, c10, c11);
    add(r2, c20, c21);
    add(r3, c30, c31);
    if (R > 4) add(r4, c40, c41);
  } else {
    put(c, c00, c01);
    put(r1, c10, c11);
    put(r2, c20, c21);
    put(r3, c30, c31);
    if (R > 4) put(r4, c40, c41);
  }
}

export function gemm_i8_ukr_4x8(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<i16>(4, a, b, bEnd, c, ldc, acc); }
export function gemm_i8_ukr_5x8(a: usize, b: usize, bEnd: usize, c: usize, ldc: usize, acc: i32): void { kernel<i16>(5, a, b, bEnd, c, ldc, acc); }
