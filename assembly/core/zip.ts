// Register interleaving.

/** Lanes of the low halves of a and b in turn: a0 b0 a1 b1 … Three (two, one) rounds of it on rows k apart transpose 8 (4, 2) rows.
 *  Of the index bits (vector, lane) one round is a rotation: the vector bit becomes the lowest lane bit. */
// @ts-ignore: decorator
@inline
export function zipLow<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() == 1) return v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  if (sizeof<T>() == 2) return v128.shuffle<u16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  if (sizeof<T>() == 4) return v128.shuffle<u32>(a, b, 0, 4, 1, 5);
  return v128.shuffle<u64>(a, b, 0, 2);
}

// @ts-ignore: decorator
@inline
export function zipHigh<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() == 1) return v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  if (sizeof<T>() == 2) return v128.shuffle<u16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
  if (sizeof<T>() == 4) return v128.shuffle<u32>(a, b, 2, 6, 3, 7);
  return v128.shuffle<u64>(a, b, 1, 3);
}
