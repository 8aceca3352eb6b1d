// b packed once for many products: panels of eight columns, all of k in groups of four int8, then the sums of the columns as stored.
// One byte an element, the same in every variant: the exact kernels widen a panel when they need it, the 7-bit kernels read it as
// it is. What is stored is b − shift; the caller chooses shift = min(b) where that makes it 0..127, else 0.
import { NR, bytesPanel, groups } from "./int8_blocking";
import { packBlockB } from "./int8_panels";
import { columnSums } from "./int8_terms";

// @ts-ignore: decorator
@inline
function panels(n: i32): usize { return <usize>((n + NR - 1) / NR); }

/** In doubles: the size may pass 2³². */
export function packedInt8Bytes(k: i32, n: i32): f64 {
  return <f64>panels(n) * (<f64>bytesPanel<i8>(k) + 32);
}

export function packInt8(k: i32, n: i32, b: usize, rs: i32, cs: i32, shift: i32, dst: usize): void {
  const stride = bytesPanel<i8>(k);
  packBlockB<i8>(k, n, b, rs, cs, n, shift, dst, stride);
  columnSums(n, groups<i8>(k), dst, stride, dst + panels(n) * stride);
}

/** Least and greatest element of a non-empty matrix as least & 0xffff | greatest << 16. */
export function int8Range<T>(rows: i32, cols: i32, x: usize, ld: i32): i32 {
  let least = v128.load8_splat(x), most = least;
  let low = <i32>load<T>(x), high = low;
  for (let i = 0; i < rows; i++) {
    let p = x + <usize>i * <usize>ld;
    const end = p + <usize>cols, whole = p + <usize>(cols & ~15);
    while (p < whole) {
      const v = v128.load(p);
      least = v128.min<T>(least, v);
      most = v128.max<T>(most, v);
      p += 16;
    }
    while (p < end) {
      low = min(low, <i32>load<T>(p));
      high = max(high, <i32>load<T>(p));
      p++;
    }
  }
  least = v128.min<T>(least, i64x2.shuffle(least, least, 1, 0));
  most = v128.max<T>(most, i64x2.shuffle(most, most, 1, 0));
  for (let i = 0; i < 8; i++) {
    low = min(low, <i32><T>v128.extract_lane<T>(least, 0));
    high = max(high, <i32><T>v128.extract_lane<T>(most, 0));
    least = i8x16.shuffle(least, least, 1, 2, 3, 4, 5, 6, 7, 0, 9, 10, 11, 12, 13, 14, 15, 8);
    most = i8x16.shuffle(most, most, 1, 2, 3, 4, 5, 6, 7, 0, 9, 10, 11, 12, 13, 14, 15, 8);
  }
  return (low & 0xffff) | (high << 16);
}
