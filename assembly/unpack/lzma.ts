// LZMA decoder: unpacks the modules this package carries (docs/decisions/0002). A module of its own, gone after loading.
// Pavlov, "LZMA specification" (draft 2015); names of the probability tables as there. Fixed lc = 3, lp = 0, pb = 2, known output size.

/** Offsets of the tables, in probabilities. */
const IS_MATCH: usize = 0, IS_REP: usize = 192, IS_REP_G0: usize = 204, IS_REP_G1: usize = 216, IS_REP_G2: usize = 228, IS_REP0_LONG: usize = 240;
const POS_SLOT: usize = 432, POS_SPECIAL: usize = 688, ALIGN: usize = 803, LENGTH: usize = 819, REP_LENGTH: usize = 1333, LITERAL: usize = 1847;
const PROBABILITIES: usize = 1847 + (768 << 3);

/** The range coder, at the start of the scratch; the probabilities follow it. */
@unmanaged
class Coder {
  range: u32;
  code: u32;
  src: usize;

  @inline get probs(): usize { return changetype<usize>(this) + 16; }

  @inline normalize(): void {
    if (this.range < 0x1000000) {
      this.range <<= 8;
      this.code = (this.code << 8) | load<u8>(this.src++);
    }
  }

  bit(index: usize): u32 {
    const at = this.probs + (index << 1);
    const p = <u32>load<u16>(at);
    const bound = (this.range >>> 11) * p;
    let bit: u32 = 0;
    if (this.code < bound) {
      this.range = bound;
      store<u16>(at, p + ((2048 - p) >>> 5));
    } else {
      this.range -= bound;
      this.code -= bound;
      store<u16>(at, p - (p >>> 5));
      bit = 1;
    }
    this.normalize();
    return bit;
  }

  /** `count` bits of even odds. */
  direct(count: u32): u32 {
    let result: u32 = 0;
    while (count-- > 0) {
      this.range >>>= 1;
      const one = this.code >= this.range;
      if (one) this.code -= this.range;
      this.normalize();
      result = (result << 1) | <u32>one;
    }
    return result;
  }

  tree(index: usize, bits: u32): u32 {
    let m: u32 = 1;
    for (let i: u32 = 0; i < bits; i++) m = (m << 1) | this.bit(index + m);
    return m - (1 << bits);
  }

  reverse(index: usize, bits: u32): u32 {
    let m: u32 = 1, result: u32 = 0;
    for (let i: u32 = 0; i < bits; i++) {
      const bit = this.bit(index + m);
      m = (m << 1) | bit;
      result |= bit << i;
    }
    return result;
  }

  length(index: usize, posState: usize): u32 {
    if (!this.bit(index)) return 2 + this.tree(index + 2 + (posState << 3), 3);
    if (!this.bit(index + 1)) return 10 + this.tree(index + 130 + (posState << 3), 3);
    return 18 + this.tree(index + 258, 8);
  }

  distance(length: u32): u32 {
    const slot = this.tree(POS_SLOT + (<usize>min(length - 2, 3) << 6), 6);
    if (slot < 4) return slot;
    const bits = (slot >>> 1) - 1;
    const base = (2 | (slot & 1)) << bits;
    if (slot < 14) return base + this.reverse(POS_SPECIAL + base - slot, bits);
    return base + (this.direct(bits - 4) << 4) + this.reverse(ALIGN, 4);
  }

  /** A literal whose byte at distance rep0 is `match`, or -1 after a literal. */
  literal(index: usize, match: i32): u32 {
    let symbol: u32 = 1;
    if (match >= 0) {
      let m = <u32>match;
      while (symbol < 256) {
        const matchBit = (m >>> 7) & 1;
        m <<= 1;
        const bit = this.bit(index + (((1 + matchBit) << 8) + symbol));
        symbol = (symbol << 1) | bit;
        if (bit != matchBit) break;
      }
    }
    while (symbol < 256) symbol = (symbol << 1) | this.bit(index + symbol);
    return symbol & 255;
  }
}

/** Bytes of scratch. */
export function unpack_workspace(): usize { return 16 + PROBABILITIES * 2; }

/** Decodes the stream at src (after its header) into [dst, end). */
export function unpack(src: usize, dst: usize, end: usize, ws: usize): void {
  const d = changetype<Coder>(ws);
  for (let i: usize = 0; i < PROBABILITIES; i++) store<u16>(d.probs + (i << 1), 1024);
  d.range = 0xffffffff;
  d.code = bswap<u32>(load<u32>(src, 1));
  d.src = src + 5;
  const start = dst;
  let state: usize = 0;
  let rep0: usize = 1, rep1: usize = 1, rep2: usize = 1, rep3: usize = 1;
  while (dst < end) {
    const posState = (dst - start) & 3;
    if (!d.bit(IS_MATCH + (state << 4) + posState)) {
      const before = dst > start ? <usize>load<u8>(dst - 1) : 0;
      store<u8>(dst, d.literal(LITERAL + 768 * (before >>> 5), state >= 7 ? <i32>load<u8>(dst - rep0) : -1));
      dst++;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let length: u32;
    if (!d.bit(IS_REP + state)) {
      rep3 = rep2; rep2 = rep1; rep1 = rep0;
      length = d.length(LENGTH, posState);
      state = state < 7 ? 7 : 10;
      rep0 = <usize>d.distance(length) + 1;
    } else {
      if (!d.bit(IS_REP_G0 + state)) {
        if (!d.bit(IS_REP0_LONG + (state << 4) + posState)) {
          state = state < 7 ? 9 : 11;
          store<u8>(dst, load<u8>(dst - rep0));
          dst++;
          continue;
        }
      } else {
        let distance: usize;
        if (!d.bit(IS_REP_G1 + state)) distance = rep1;
        else {
          if (!d.bit(IS_REP_G2 + state)) distance = rep2;
          else { distance = rep3; rep3 = rep2; }
          rep2 = rep1;
        }
        rep1 = rep0;
        rep0 = distance;
      }
      length = d.length(REP_LENGTH, posState);
      state = state < 7 ? 8 : 11;
    }
    for (const stop = min(dst + length, end); dst < stop; dst++) store<u8>(dst, load<u8>(dst - rep0));
  }
}

/** First free byte. */
export function heap_base(): usize { return __heap_base; }
