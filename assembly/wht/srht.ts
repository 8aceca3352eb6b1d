// SA ← S·A, S = √(n₂/m)·R·(H/√n₂)·D: random signs, Hadamard transform along the rows, m of the n₂ outputs.   Tropp 2011 (SRHT).
//
// Contract: A is n×d, SA m×d, any strides; n₂ = n padded to a power of two, 1 ≤ m ≤ n₂. Signs are stream 0 of the seed; the kept
// rows are a uniform subset without repetition, stream 1, ascending. SA is written whole, and before A has been read whole.
//
// H = H_P ⊗ H_c with n₂ = P·c splits the transform: each chunk of c rows is transformed on its own in scratch, and a kept row
// q·c + r is Σ_p (−1)^popcount(p∧q)·chunk_p(r). So only the outputs that are kept are formed (c near m: n·log₂c + nm/c adds a column
// instead of n·log₂n₂), rows of padding cost nothing past the last chunk, and scratch is one chunk.
import { align64, lanes } from "../core/lanes";
import { below, random64, streamKey } from "../core/rng";
import { columns } from "./columns";
import { rows } from "./fwht";
import { srht_add_f32_ukr, srht_add_f64_ukr, srht_load_f32_ukr, srht_load_f64_ukr } from "./srht-ukernel";

/** Bytes of a row of a strip: whole rows of A where they are not longer. Measured at 65536×500 f64: strips of 512 bytes, which stay in
 *  L2, take 2 to 4 times as long, for they touch every page of A once a strip. */
const STRIP: i32 = 4096;
/** Rows of a chunk: 16 MiB at most. */
const LEAST: i32 = 1024, MOST: i32 = 4096;

export function padded(n: i32): i32 {
  return n <= 1 ? 1 : 1 << (32 - clz(n - 1));
}

/** Near m, where the sum of both parts of the cost is least. */
function chunkRows(n2: i32, m: i32): i32 {
  return min(n2, max(LEAST, min(MOST, padded(m))));
}

/** Columns of a strip. */
function strip<T>(d: i32): i32 {
  return d == 1 ? 1 : min(STRIP / <i32>sizeof<T>(), even<T>(d));
}

/** Whole pairs of vectors: what the transform of columns takes without a tail. */
// @ts-ignore: decorator
@inline
function even<T>(cols: i32): i32 {
  const pair = 2 * lanes<T>();
  return (cols + pair - 1) & -pair;
}

export function srht_bytes<T>(n: i32, d: i32, m: i32): f64 {
  const n2 = padded(n), c = chunkRows(n2, m);
  return <f64>align64(<usize>m * 4) + max(<f64>c * <f64>strip<T>(d) * <f64>sizeof<T>(), <f64>n2 / 8 + 8);
}

// @ts-ignore: decorator
@inline
function get(bits: usize, e: u32): bool {
  return ((load<u64>(bits + (<usize>(e >> 6) << 3)) >> (e & 63)) & 1) != 0;
}

/** m different numbers below n2, ascending. Floyd's algorithm F2 (Bentley & Floyd 1987, CACM 30(9)) into a bit set, read in order. */
export function sample(n2: i32, m: i32, key: u64, out: usize, bits: usize): void {
  memory.fill(bits, 0, (<usize>n2 >> 3) + 8);
  for (let j = n2 - m; j < n2; j++) {
    const t = below(random64(key, <u64>j), <u32>j + 1);
    const e = get(bits, t) ? <u32>j : t, p = bits + (<usize>(e >> 6) << 3);
    store<u64>(p, load<u64>(p) | (<u64>1 << (e & 63)));
  }
  for (let e = 0; e < n2; e += 64) {
    for (let w = load<u64>(bits + (<usize>e >> 3)); w; w &= w - 1) {
      store<i32>(out, e + <i32>ctz(w));
      out += 4;
    }
  }
}

export function srht<T>(n: i32, d: i32, m: i32, a: usize, lda: i32, sa: usize, ldsa: i32, seed: f64, ws: usize): void {
  const n2 = padded(n), c = chunkRows(n2, m), w = strip<T>(d), size = sizeof<T>();
  const index = ws, chunk = ws + align64(<usize>m * 4), key = streamKey(seed, 0);
  sample(n2, m, streamKey(seed, 1), index, chunk);
  const scale = <T>(1 / sqrt<f64>(<f64>m));
  for (let j = 0; j < d; j += w) {
    const cols = min(w, d - j), width = w == 1 ? 1 : even<T>(cols), shift = <usize>j * size;
    for (let first = 0; first < n; first += c) {
      const count = min(c, n - first), from = a + <usize>first * <usize>lda * size + shift;
      if (sizeof<T>() == 4) srht_load_f32_ukr(count, cols, width, from, lda, chunk, w, <f32>scale, <u32>key, <u32>(key >> 32), first);
      else srht_load_f64_ukr(count, cols, width, from, lda, chunk, w, <f64>scale, <u32>key, <u32>(key >> 32), first);
      memory.fill(chunk + <usize>count * <usize>w * size, 0, <usize>(c - count) * <usize>w * size);
      if (w == 1) rows<T>(1, c, chunk, c, 1);
      else columns<T>(c, width, chunk, w, 1);
      if (sizeof<T>() == 4) srht_add_f32_ukr(m, cols, index, c, first / c, chunk, w, sa + shift, ldsa);
      else srht_add_f64_ukr(m, cols, index, c, first / c, chunk, w, sa + shift, ldsa);
    }
  }
}
