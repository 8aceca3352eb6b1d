// Row interchanges (LAPACK laswp). Rows are contiguous, so a swap runs along two rows.

/** Swaps two rows of n elements; addresses may be equal. */
export function swapRows<T>(n: i32, x: usize, y: usize): void {
  if (x == y) return;
  const end = x + <usize>n * sizeof<T>();
  const whole = x + ((<usize>n * sizeof<T>()) & ~(<usize>15));
  while (x < whole) {
    const t = v128.load(x);
    v128.store(x, v128.load(y));
    v128.store(y, t);
    x += 16;
    y += 16;
  }
  while (x < end) {
    const t = load<T>(x);
    store<T>(x, load<T>(y));
    store<T>(y, t);
    x += sizeof<T>();
    y += sizeof<T>();
  }
}

/** For i in [first, last), in order or (`back`) in reverse order: swaps rows i and pivots[i] of A, n columns wide. */
export function laswp<T>(n: i32, a: usize, lda: i32, first: i32, last: i32, pivots: usize, back: bool): void {
  const row = <usize>lda * sizeof<T>();
  for (let t = first; t < last; t++) {
    const i = back ? first + last - 1 - t : t;
    swapRows<T>(n, a + <usize>i * row, a + <usize>load<i32>(pivots + (<usize>i << 2)) * row);
  }
}
