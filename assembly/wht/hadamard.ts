// y = scale·(M ⊗ H_2^k)·x for an m×m matrix M of ±1, in place: x is m rows of n = 2^k, H_n goes along the rows, then M across them.
//
// Contract: `count` such x, each contiguous, ldx elements apart; element alignment. M comes as the table that makeTable makes of
// its signs; table and scratch are aligned to 4 bytes, of hadamard_table_bytes(m) and hadamard_workspace(m) bytes. A sum of m runs over
// groups of four: within each first, then the group of column 0, the groups that are added, those that are subtracted.
import { rows } from "./fwht";
import { CHUNK, GROUP, HEAD } from "./hadamard-layout";
import { hadamard_f32_ukr_combine, hadamard_f32_ukr_select, hadamard_f64_ukr_combine, hadamard_f64_ukr_select } from "./hadamard-ukernel";

/** Sums of a tile stay within this much of the first-level cache. */
const BUDGET: i32 = 28 * 1024;
/** Chunks of a tile. Each line of x is read once and written once, so that rows a power of two apart, which share a few cache sets, evict
 *  nothing that is needed again: copying a padded tile measured 15 % slower, one chunk 8–15 % beyond the second-level cache. */
const WIDEST: i32 = 2;

// @ts-ignore: decorator
@inline
function chunksOf(m: i32): i32 {
  return max(1, min(WIDEST, BUDGET / (((m + 3) >> 2) * <i32>GROUP)));
}

// @ts-ignore: decorator
@inline
function sumBytes(m: i32): usize {
  return <usize>chunksOf(m) * <usize>((m + 3) >> 2) * GROUP;
}

export function tableBytes(m: i32): f64 {
  return <f64>m * <f64>(<i32>HEAD + ((m + 3) & ~3));
}

/** Zeros, sums, and a tile for transforms narrower than a chunk. */
export function workspace(m: i32): f64 {
  return <f64>(<usize>WIDEST * CHUNK) + <f64>sumBytes(m) + <f64>m * <f64>CHUNK;
}

/** The signs of one group, a byte each; where there is none, the first again. */
// @ts-ignore: decorator
@inline
function quad(p: usize, right: usize, left: i32): u32 {
  if (right == 1 && left > 3) return load<u32>(p);
  const a = <u32>load<u8>(p), b = left > 1 ? <u32>load<u8>(p + right) : a, c = left > 2 ? <u32>load<u8>(p + 2 * right) : a, d = left > 3 ? <u32>load<u8>(p + 3 * right) : a;
  return a | b << 8 | c << 16 | d << 24;
}

/** Which of the eight sums has these signs, up to the sign of the first: bit j − 1 is set where sign j differs from it. */
// @ts-ignore: decorator
@inline
function place(signs: u32): u32 {
  const differ = signs ^ (signs & 255) * 0x01010101;
  return (differ >> 15 & 1) | (differ >> 22 & 2) | (differ >> 29 & 4);
}

/** From m² bytes 1 and −1, row-major; `trans` takes Mᵀ. */
export function makeTable(m: i32, signs: usize, trans: bool, table: usize): void {
  const down: usize = trans ? 1 : <usize>m, right: usize = trans ? <usize>m : 1;
  const words = <usize>((m + 3) >> 2) * 4;
  for (let i = 0; i < m; i++) {
    const row = signs + <usize>i * down, first = table + HEAD;
    const lead = quad(row, right, m);
    let plus = first + 4, minus = first + words - 4;
    store<u32>(first, place(lead) * <u32>CHUNK);
    for (let j = 4; j < m; j += 4) {
      const group = quad(row + <usize>j * right, right, m - j), offset = <u32>(j >> 2) * <u32>GROUP + place(group) * <u32>CHUNK;
      // Without a branch, which would be a coin toss: both ends are written, one moves.
      const same = <usize>(((group ^ lead) >> 7 & 1) ^ 1);
      store<u32>(plus, offset);
      store<u32>(minus, offset);
      plus += 4 * same;
      minus -= 4 - 4 * same;
    }
    store<u32>(table, 0);
    store<u32>(table, (lead & 128) << 24, 4);
    store<u32>(table, <u32>(plus - first - 4), 8);
    table = first + words;
  }
}

// @ts-ignore: decorator
@inline
function tile<T>(m: i32, table: usize, zero: usize, sums: usize, chunks: i32, scale: T, x: usize, pitch: usize): void {
  if (sizeof<T>() == 4) {
    hadamard_f32_ukr_combine(m, x, pitch, chunks, zero, sums);
    hadamard_f32_ukr_select(m, table, sums, chunks, <f32>scale, x, pitch);
  } else {
    hadamard_f64_ukr_combine(m, x, pitch, chunks, zero, sums);
    hadamard_f64_ukr_select(m, table, sums, chunks, <f64>scale, x, pitch);
  }
}

/** m rows of `bytes` between x and a tile. */
function move(m: i32, bytes: usize, from: usize, fromPitch: usize, to: usize, toPitch: usize): void {
  for (; m > 0; m--) {
    if (bytes == 4) store<u32>(to, load<u32>(from));
    else for (let j: usize = 0; j < bytes; j += 8) store<u64>(to + j, load<u64>(from + j));
    from += fromPitch;
    to += toPitch;
  }
}

export function hadamard<T>(count: i32, m: i32, n: i32, x: usize, ldx: i32, table: usize, scale: T, ws: usize): void {
  const step = <usize>ldx * sizeof<T>(), pitch = <usize>n * sizeof<T>();
  const zero = ws, sums = zero + <usize>WIDEST * CHUNK, narrow = sums + sumBytes(m);
  memory.fill(zero, 0, <usize>WIDEST * CHUNK);
  if (pitch >= CHUNK) {
    const width = <usize>chunksOf(m) * CHUNK;
    for (; count > 0; count--) {
      rows<T>(m, n, x, n, 1);
      for (let j: usize = 0; j < pitch; j += width) tile<T>(m, table, zero, sums, <i32>(min(width, pitch - j) / CHUNK), scale, x + j, pitch);
      x += step;
    }
    return;
  }
  // Narrower transforms share a tile: as many of them, side by side, as fill a chunk.
  const most = <i32>(CHUNK / pitch);
  for (; count > 0; count -= most) {
    const now = min(count, most);
    for (let r = 0; r < now; r++) {
      const at = x + <usize>r * step;
      if (n > 1) rows<T>(m, n, at, n, 1);
      move(m, pitch, at, pitch, narrow + <usize>r * pitch, CHUNK);
    }
    tile<T>(m, table, zero, sums, 1, scale, narrow, CHUNK);
    for (let r = 0; r < now; r++) move(m, pitch, narrow + <usize>r * pitch, CHUNK, x + <usize>r * step, pitch);
    x += <usize>most * step;
  }
}
