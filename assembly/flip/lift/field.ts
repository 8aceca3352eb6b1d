// Vectors over the fields of p = 2 and p = 3 elements, in bits: one plane of `bytes` for p = 2, two one after the other for p = 3
// (which entries are not 0, then which are 2). `bytes` is a multiple of 16. Position i is bit i of a plane.

/** Bytes of one vector. */
// @ts-ignore: decorator
@inline
export function strideOf(p: i32, bytes: usize): usize {
  return bytes << <usize>(p == 3);
}

export function digit(row: usize, at: i32, p: i32, bytes: usize): i32 {
  const byte = row + <usize>(at >> 3), bit = at & 7;
  let d = (<i32>load<u8>(byte) >> bit) & 1;
  if (p == 3) d += (<i32>load<u8>(byte + bytes) >> bit) & 1;
  return d;
}

export function setDigit(row: usize, at: i32, d: i32, p: i32, bytes: usize): void {
  const byte = row + <usize>(at >> 3), bit: u8 = <u8>1 << <u8>(at & 7);
  store<u8>(byte, d != 0 ? load<u8>(byte) | bit : load<u8>(byte) & ~bit);
  if (p == 3) store<u8>(byte + bytes, d == 2 ? load<u8>(byte + bytes) | bit : load<u8>(byte + bytes) & ~bit);
}

/** dst ← dst − d·src, but for the positions in `mask`; bytes before `from` are left alone. d is from 0 to p − 1.
 *  Three elements in six operations: Boothby & Bradshaw 2009, Bitslicing and the method of four Russians over larger finite fields. */
export function subtract(p: i32, d: i32, dst: usize, src: usize, mask: usize, from: usize, bytes: usize): void {
  if (d == 0) return;
  if (p == 2) {
    for (let i = from; i < bytes; i += 16) v128.store(dst + i, v128.xor(v128.load(dst + i), v128.andnot(v128.load(src + i), v128.load(mask + i))));
    return;
  }
  const negated = i8x16.splat(d == 1 ? -1 : 0);
  for (let i = from; i < bytes; i += 16) {
    const x0 = v128.load(dst + i), x1 = v128.load(dst + i + bytes), m = v128.load(mask + i);
    const y0 = v128.andnot(v128.load(src + i), m), y1 = v128.xor(v128.andnot(v128.load(src + i + bytes), m), v128.and(y0, negated));
    const s = v128.xor(x0, y1), t = v128.xor(x1, y0);
    v128.store(dst + i, v128.or(v128.xor(s, x1), v128.xor(t, y1)));
    v128.store(dst + i + bytes, v128.and(s, t));
  }
}

/** dst ← x·y, position by position. dst may be either. */
export function multiply(p: i32, dst: usize, x: usize, y: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const nonzero = v128.and(v128.load(x + i), v128.load(y + i));
    if (p == 3) v128.store(dst + i + bytes, v128.and(v128.xor(v128.load(x + i + bytes), v128.load(y + i + bytes)), nonzero));
    v128.store(dst + i, nonzero);
  }
}

/** First position that is neither 0 nor in `mask`, at or after byte `from`; −1 if there is none. */
export function lead(row: usize, mask: usize, from: usize, bytes: usize): i32 {
  for (let i = from; i < bytes; i += 8) {
    const bits = load<u64>(row + i) & ~load<u64>(mask + i);
    if (bits != 0) return <i32>(i << 3) + <i32>ctz<u64>(bits);
  }
  return -1;
}
