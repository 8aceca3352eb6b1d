// Register rows of 8 elements: what the panels of LU and QR hold of a row.

/** dst[0..8] ← factor·src with the first `skip` elements zero, and a ninth element zero. */
// @ts-ignore: decorator
@inline
export function laneMask8<T>(src: usize, skip: i32, factor: T, dst: usize): void {
  const S = sizeof<T>();
  for (let q: usize = 0; q < 8; q++) store<T>(dst + q * S, <i32>q < skip ? <T>0 : <T>(factor * load<T>(src + q * S)));
  store<T>(dst + 8 * S, <T>0);
}
