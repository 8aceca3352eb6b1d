// Formats n×m×p in any order of their sizes, and the lowest rank that parts of smaller formats give.

export type Format = readonly [number, number, number];
/** Ranks by `keyOf`; formats with a 1 need no entry. */
export type Ranks = Map<number, number>;
/** A format as two parts side by side in dimension `dim`, the first of size `at`, or as the product of two formats. */
export type Way = { readonly rank: number; readonly dim?: 0 | 1 | 2; readonly at?: number; readonly inner?: Format };

export function sorted(format: Format): Format { return [...format].sort((a, b) => a - b) as unknown as Format; }

/** One number for all orders of three sizes below 64. */
export function keyOf(a: number, b: number, c: number): number {
  const low = Math.min(a, b, c), high = Math.max(a, b, c);
  return (low * 64 + (a + b + c - low - high)) * 64 + high;
}

/** The cheapest of all splits and products; the first found of equals, products before splits. */
export function closure([n, m, p]: Format, ranks: Ranks): Way {
  const of = (a: number, b: number, c: number): number => (a === 1 || b === 1 || c === 1 ? a * b * c : ranks.get(keyOf(a, b, c)) as number);
  let way: Way = { rank: n * m * p };
  for (let a = 1; a <= n; a++) if (n % a === 0) for (let b = 1; b <= m; b++) if (m % b === 0) for (let c = 1; c <= p; c++) {
    if (p % c !== 0 || a * b * c === 1 || a * b * c === n * m * p) continue;
    const rank = of(a, b, c) * of(n / a, m / b, p / c);
    if (rank < way.rank) way = { rank, inner: [a, b, c] };
  }
  const splits = [[n, (x: number) => of(x, m, p)], [m, (x: number) => of(n, x, p)], [p, (x: number) => of(n, m, x)]] as const;
  splits.forEach(([size, part], dim) => {
    for (let at = 1; 2 * at <= size; at++) {
      const rank = part(at) + part(size - at);
      if (rank < way.rank) way = { rank, dim: dim as 0 | 1 | 2, at };
    }
  });
  return way;
}

/** A format with another size in a dimension. */
export function cut(format: Format, dim: number, size: number): Format { return format.map((x, i) => (i === dim ? size : x)) as unknown as Format; }
