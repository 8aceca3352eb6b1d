// Viterbi's forward recursion over 64 states, four butterflies at a time.

/** Where the parts of a decoder lie: metrics f32[2][64], signs f32[16][32], decisions u64[65], values f32[65][16], then u16 a value of U: which of those
 *  it is. */
export const SIGNS: usize = 512, DECISIONS: usize = SIGNS + 16 * 128, VALUES: usize = DECISIONS + 66 * 8, SLOTS: usize = VALUES + 65 * 64;

/** `steps` steps on. metrics: f32[64], with f32[64] of scratch behind it; signs: f32[4·quads][32], the sign each generator gives the upper branch of a
 *  butterfly; values: f32[steps][4·quads]; decisions: u64[steps], bit s set where the better way into state s comes from an odd state.
 *
 *  Contract: 16-byte alignment, quads ≥ 1. State s has its newest bit on top; it is reached from 2s and 2s + 1 modulo 64. All generators tap the newest
 *  and the oldest bit, so the four branches of a butterfly have metrics b, −b, −b, b. */
export function wht_sparse_trellis_ukr(steps: i32, quads: i32, metrics: usize, signs: usize, values: usize, decisions: usize): void {
  const spare = metrics + 256, width = <usize>quads << 4, end = values + <usize>steps * width;
  while (values < end) {
    let from = metrics, to = spare, low: u64 = 0, high: u64 = 0;
    for (let s: u64 = 0; s < 32; s += 4) {
      let b = f32x4.splat(0), sign = signs + (<usize>s << 2), y = values;
      while (y < values + width) {
        b = f32x4.add(b, f32x4.add(
          f32x4.add(v128.xor(v128.load32_splat(y), v128.load(sign)), v128.xor(v128.load32_splat(y, 4), v128.load(sign, 128))),
          f32x4.add(v128.xor(v128.load32_splat(y, 8), v128.load(sign, 256)), v128.xor(v128.load32_splat(y, 12), v128.load(sign, 384)))));
        y += 16;
        sign += 512;
      }
      const p = v128.load(from), q = v128.load(from, 16);
      const even = v128.shuffle<f32>(p, q, 0, 2, 4, 6), odd = v128.shuffle<f32>(p, q, 1, 3, 5, 7);
      const e0 = f32x4.add(even, b), o0 = f32x4.sub(odd, b), e1 = f32x4.sub(even, b), o1 = f32x4.add(odd, b);
      low |= <u64>i32x4.bitmask(f32x4.gt(o0, e0)) << s;
      high |= <u64>i32x4.bitmask(f32x4.gt(o1, e1)) << s;
      v128.store(to, f32x4.pmax(e0, o0));
      v128.store(to, f32x4.pmax(e1, o1), 128);
      from += 32;
      to += 16;
    }
    store<u64>(decisions, low | high << 32);
    memory.copy(metrics, spare, 256);
    values += width;
    decisions += 8;
  }
}
