// The two halves of a product with an m×m matrix of ±1 by groups of four rows (Arlazarov, Dinic, Kronrod & Faradzhev 1970: the "four
// Russians"): first the sums a ± b ± c ± d of every group, then each row of the result as a signed sum of one of them per group.
//
// Contract: columns come in chunks of 128 bytes, eight vectors; `pitch` is bytes from row to row, no alignment. Groups past the last
// row read `zero`, chunks·128 bytes of zeros. The sums of a chunk lie together, 128 bytes each, eight a group.
// Exported, and called once per tile, so that tier-up reaches them in the middle of a long transform.

import { CHUNK, GROUP, HEAD } from "./hadamard-layout";

// @ts-ignore: decorator
@inline
function combine<T>(m: i32, x: usize, pitch: usize, chunks: i32, zero: usize, sums: usize): void {
  const stride = <usize>((m + 3) >> 2) * GROUP;
  for (let i = 0; i < m; i += 4) {
    let a = x, b = i + 1 < m ? x + pitch : zero, c = i + 2 < m ? x + 2 * pitch : zero, d = i + 3 < m ? x + 3 * pitch : zero;
    for (let j = 0; j < chunks; j++) {
      let to = sums + <usize>j * stride;
      const end = to + CHUNK;
      while (to < end) {
        const va = v128.load(a), vb = v128.load(b), vc = v128.load(c), vd = v128.load(d);
        const p = v128.add<T>(va, vb), q = v128.sub<T>(va, vb), r = v128.add<T>(vc, vd), s = v128.sub<T>(vc, vd);
        v128.store(to, v128.add<T>(p, r));
        v128.store(to, v128.add<T>(q, r), CHUNK);
        v128.store(to, v128.sub<T>(p, s), 2 * CHUNK);
        v128.store(to, v128.sub<T>(q, s), 3 * CHUNK);
        v128.store(to, v128.add<T>(p, s), 4 * CHUNK);
        v128.store(to, v128.add<T>(q, s), 5 * CHUNK);
        v128.store(to, v128.sub<T>(p, r), 6 * CHUNK);
        v128.store(to, v128.sub<T>(q, r), 7 * CHUNK);
        a += 16; b += 16; c += 16; d += 16; to += 16;
      }
    }
    x += 4 * pitch;
    sums += GROUP;
  }
}

// @ts-ignore: decorator
@inline
function select<T>(m: i32, table: usize, sums: usize, chunks: i32, scale: T, y: usize, pitch: usize): void {
  const groups = <usize>((m + 3) >> 2);
  for (; m > 0; m--) {
    const sign = sizeof<T>() == 4 ? v128.load32_splat(table, 4) : v128.load64_splat(table);
    const factor = v128.xor(v128.splat<T>(scale), sign);
    const first = table + HEAD, middle = first + 4 + load<u32>(table, 8), end = first + groups * 4;
    for (let j = 0; j < chunks; j++) {
      const chunk = sums + <usize>j * groups * GROUP, out = y + <usize>j * CHUNK;
      let t = first, p = chunk + load<u32>(t);
      let c0 = v128.load(p), c1 = v128.load(p, 16), c2 = v128.load(p, 32), c3 = v128.load(p, 48);
      let c4 = v128.load(p, 64), c5 = v128.load(p, 80), c6 = v128.load(p, 96), c7 = v128.load(p, 112);
      t += 4;
      while (t < middle) {
        p = chunk + load<u32>(t);
        c0 = v128.add<T>(c0, v128.load(p));
        c1 = v128.add<T>(c1, v128.load(p, 16));
        c2 = v128.add<T>(c2, v128.load(p, 32));
        c3 = v128.add<T>(c3, v128.load(p, 48));
        c4 = v128.add<T>(c4, v128.load(p, 64));
        c5 = v128.add<T>(c5, v128.load(p, 80));
        c6 = v128.add<T>(c6, v128.load(p, 96));
        c7 = v128.add<T>(c7, v128.load(p, 112));
        t += 4;
      }
      while (t < end) {
        p = chunk + load<u32>(t);
        c0 = v128.sub<T>(c0, v128.load(p));
        c1 = v128.sub<T>(c1, v128.load(p, 16));
        c2 = v128.sub<T>(c2, v128.load(p, 32));
        c3 = v128.sub<T>(c3, v128.load(p, 48));
        c4 = v128.sub<T>(c4, v128.load(p, 64));
        c5 = v128.sub<T>(c5, v128.load(p, 80));
        c6 = v128.sub<T>(c6, v128.load(p, 96));
        c7 = v128.sub<T>(c7, v128.load(p, 112));
        t += 4;
      }
      v128.store(out, v128.mul<T>(c0, factor));
      v128.store(out, v128.mul<T>(c1, factor), 16);
      v128.store(out, v128.mul<T>(c2, factor), 32);
      v128.store(out, v128.mul<T>(c3, factor), 48);
      v128.store(out, v128.mul<T>(c4, factor), 64);
      v128.store(out, v128.mul<T>(c5, factor), 80);
      v128.store(out, v128.mul<T>(c6, factor), 96);
      v128.store(out, v128.mul<T>(c7, factor), 112);
    }
    table = end;
    y += pitch;
  }
}

export function hadamard_f32_ukr_combine(m: i32, x: usize, pitch: usize, chunks: i32, zero: usize, sums: usize): void { combine<f32>(m, x, pitch, chunks, zero, sums); }
export function hadamard_f64_ukr_combine(m: i32, x: usize, pitch: usize, chunks: i32, zero: usize, sums: usize): void { combine<f64>(m, x, pitch, chunks, zero, sums); }
export function hadamard_f32_ukr_select(m: i32, table: usize, sums: usize, chunks: i32, scale: f32, y: usize, pitch: usize): void { select<f32>(m, table, sums, chunks, scale, y, pitch); }
export function hadamard_f64_ukr_select(m: i32, table: usize, sums: usize, chunks: i32, scale: f64, y: usize, pitch: usize): void { select<f64>(m, table, sums, chunks, scale, y, pitch); }
