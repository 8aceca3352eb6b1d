// The product of bit planes: every pair of planes by the count of their common ones, by its weight.
import { BINARY, laneBytes, panels, weight } from "./planes";
import { storeTile, startTile } from "./tile";
import { CHUNK, bits_popcnt_ukr } from "./ukernel";

/** A tile of 16×16 sums. */
export const WORKSPACE: usize = 1024;

/** C (i32) ← A·B for planes a, b. A binary element is 1 − 2·bit: Σ a·b is Σ a − 2·Σ a·bit where b is binary, Σ b − 2·Σ bit·b where a is, and, as Σ bit = (k − Σ b)/2, both sums
 *  less k and plus 4·Σ bit·bit where both are. Sums are those of sumValues; ldc in elements. */
export function product(
  m: i32, n: i32, k: i32, a: usize, widthA: i32, kindA: i32, rowSums: usize, b: usize, widthB: i32, kindB: i32, colSums: usize, c: usize, ldc: i32, ws: usize,
): void {
  const lane = laneBytes(k), panel = lane * 16, planeA = panels(m) * panel, planeB = panels(n) * panel;
  const words = <i32>(lane >> 2), most = CHUNK / 32;
  const rowTimes = kindB == BINARY ? 1 : 0, colTimes = kindA == BINARY ? 1 : 0, less = kindA == BINARY && kindB == BINARY ? -k : 0;
  for (let j = 0; j < n; j += 16) {
    const cols = min(16, n - j);
    for (let i = 0; i < m; i += 16) {
      const rows = min(16, m - i);
      startTile(rows, cols, rowTimes, rowSums + (<usize>i << 2), colTimes, colSums + (<usize>j << 2), less, ws);
      for (let w = 0; w < words; w += most) {
        const blocks = min(most, words - w), at = <usize>w * 64;
        for (let q = 0; q < widthB; q++) {
          const right = b + <usize>q * planeB + <usize>(j >> 4) * panel + at, scale = weight(q, widthB, kindB);
          for (let p = 0; p < widthA; p++) bits_popcnt_ukr(rows, blocks, a + <usize>p * planeA + <usize>(i >> 4) * panel + at, right, scale * weight(p, widthA, kindA), ws);
        }
      }
      storeTile(rows, cols, ws, c + (<usize>i * <usize>ldc + <usize>j) * 4, <usize>ldc * 4, 4);
    }
  }
}
