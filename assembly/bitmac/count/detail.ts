// Digits that are not 0 by row, by position and by how many a value has.
import { numpps_i8_ukr_add, numpps_i8_ukr_count } from "./bits";
import { numpps_i8_ukr_spread, PANEL, STREAM } from "./spread";
import { gathered, padded } from "./sums";
import { numpps_i8_ukr_rows } from "./rows";
import { radixBits } from "../digits";

/** Bytes of what a stream carries on: six vectors that weigh 1, 2, 4 and 8, 16, 32. */
const STATE: usize = 96;
/** Shorter rows are brought together, as many as fill a panel. */
const SHORT: usize = 160;
/** Two streams, their states, and rows brought together. */
export const WORKSPACE: usize = 2 * (STREAM + STATE) + STREAM + 16;

/** Counts the first `used` vectors of the panel: what weighs 64 is left of them. */
function flush(streams: usize, used: usize, ws: usize, counts: usize): void {
  for (let s: usize = 0; s < streams; s++) {
    const panel = ws + s * STREAM;
    let n = used;
    for (let level: usize = 0; level < 2; level++) {
      for (; (n & 7) != 0; n++) v128.store(panel + (n << 4), i8x16.splat(0));
      n >>= 3;
      numpps_i8_ukr_add(<i32>n, panel, ws + 2 * STREAM + s * STATE + level * 48);
    }
    numpps_i8_ukr_count(<i32>n, panel, 64, counts + (s << 5));
  }
}

/** Total; `means` f64 of each row; `counts` 16 u32, eight for each stream, added to. */
export function detail(rows: usize, cols: usize, x: usize, stride: usize, e: i32, bits: i32, means: usize, counts: usize, ws: usize): f64 {
  const streams: usize = radixBits(e) == 2 ? 1 : 2, states = ws + 2 * STREAM, rest = states + 2 * STATE;
  for (let s: usize = 0; s < 2 * STATE; s += 16) v128.store(states + s, i8x16.splat(0));
  let used: usize = 0, total: f64 = 0;
  const short = cols > 0 && cols < SHORT;
  if (short) {
    const most = STREAM / cols;
    for (let i: usize = 0; i < rows; i += most) {
      const count = min(most, rows - i), n = gathered(count, cols, x + i * stride, stride, 16, rest);
      if (used + n > PANEL) { flush(streams, used, ws, counts); used = 0; }
      total += <f64>numpps_i8_ukr_spread(e, n, rest, bits, ws + (used << 4));
      numpps_i8_ukr_rows(e, <i32>count, cols, rest, bits, means + (i << 3));
      used += n;
    }
  }
  for (let i: usize = 0; i < rows && !short; i++) {
    let p = x + i * stride, left = cols, all: f64 = 0;
    while (left > 0) {
      let from = p, n = min(left >> 4, PANEL - used), bytes = n << 4;
      if (n == 0) {
        padded(left, p, 16, rest);
        from = rest;
        n = 1;
        bytes = left;
      }
      all += <f64>numpps_i8_ukr_spread(e, <i32>n, from, bits, ws + (used << 4));
      p += bytes;
      left -= bytes;
      used += n;
      if (used == PANEL) { flush(streams, used, ws, counts); used = 0; }
    }
    store<f64>(means + (i << 3), cols == 0 ? 0 : all / <f64>cols);
    total += all;
  }
  flush(streams, used, ws, counts);
  for (let s: usize = 0; s < streams; s++) for (let k: usize = 0; k < 6; k++) numpps_i8_ukr_count(1, states + s * STATE + (k << 4), 1 << <u32>k, counts + (s << 5));
  return total;
}
