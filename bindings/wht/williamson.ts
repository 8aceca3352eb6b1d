// Williamson's matrices (1944, Duke Math. J. 11, 65) of the orders that Paley does not reach: four symmetric circulants A, B, C, D of
// order m with A² + B² + C² + D² = 4m·I. Orders 92 (Baumert, Golomb & Hall 1962), 156 (Baumert & Hall 1965) and 172 (Williamson).
// The first rows were found by scripts/williamson.mjs: bit j is set where entry j is −1, j = 0 … (m − 1)/2; the other half mirrors it.
const ROWS: ReadonlyMap<number, readonly number[]> = new Map([
  [23, [0x56, 0x338, 0x2a6, 0xe36]],
  [39, [0x4d6fc, 0xc62fa, 0x2bcdc, 0x5f724]],
  [43, [0x2421ea, 0x375e6, 0x8f134, 0x105ac6]],
]);

/** Block (r, c) of the array is circulant BLOCK[r][c], negative where that is below 0 (counted from 1). */
const BLOCK = [[1, 2, 3, 4], [-2, 1, -4, 3], [-3, 4, 1, -2], [-4, -3, 2, 1]] as const;

export const isWilliamson = (order: number): boolean => ROWS.has(order / 4);

export function williamson(order: number): Int8Array {
  const m = order / 4, rows = ROWS.get(m)!;
  const H = new Int8Array(order * order);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < order; j++) {
      const block = BLOCK[Math.floor(i / m)]![Math.floor(j / m)]!;
      const distance = Math.abs(i % m - j % m), bit = rows[Math.abs(block) - 1]! >> Math.min(distance, m - distance) & 1;
      H[i * order + j] = (bit === 1) === (block > 0) ? -1 : 1;
    }
  }
  return H;
}
