// Inner loops over truth tables packed 32 bits a word (bit i of word i >> 5 is f(i)), over their ±1 forms and over their spectra.
//
// Contract: no alignment beyond the element. Exported, and called once per block, so that tier-up reaches them in a long table.

/** Bytes 0 and 1 into bits, 32 a word; n is a multiple of 32. How many came before a word that holds another byte. */
export function boolean_ukr_pack(n: i32, bytes: usize, words: usize): i32 {
  const start = bytes, end = bytes + <usize>n, one = i8x16.splat(1);
  while (bytes < end) {
    const a = v128.load(bytes), b = v128.load(bytes, 16);
    if (v128.any_true(i8x16.gt_u(v128.or(a, b), one))) break;
    store<u32>(words, i8x16.bitmask(i8x16.shl(a, 7)) | i8x16.bitmask(i8x16.shl(b, 7)) << 16);
    bytes += 32; words += 4;
  }
  return <i32>(bytes - start);
}

/** (−1)^f of whole words. */
// @ts-ignore: decorator
@inline
function signs<T>(words: i32, w: usize, out: usize): void {
  const end = w + <usize>words * 4;
  while (w < end) {
    const v = load<u32>(w);
    if (sizeof<T>() == 2) {
      for (let b = 0; b < 32; b += 8) {
        const set = v128.and(i16x8.splat(<i16>(v >> b)), i16x8(1, 2, 4, 8, 16, 32, 64, 128));
        v128.store(out, v128.or(i16x8.ne(set, i16x8.splat(0)), i16x8.splat(1)));
        out += 16;
      }
    } else {
      for (let b = 0; b < 32; b += 4) {
        const set = v128.and(i32x4.splat(v >> b), i32x4(1, 2, 4, 8));
        const s = v128.or(i32x4.ne(set, i32x4.splat(0)), i32x4.splat(1));
        if (sizeof<T>() == 4) {
          v128.store(out, s);
          out += 16;
        } else {
          v128.store(out, f64x2.convert_low_i32x4_s(s));
          v128.store(out, f64x2.convert_low_i32x4_s(v128.shuffle<i64>(s, s, 1, 1)), 16);
          out += 32;
        }
      }
    }
    w += 4;
  }
}

export function boolean_ukr_signs_i16(words: i32, w: usize, out: usize): void { signs<i16>(words, w, out); }
export function boolean_ukr_signs_i32(words: i32, w: usize, out: usize): void { signs<i32>(words, w, out); }
export function boolean_ukr_signs_f64(words: i32, w: usize, out: usize): void { signs<f64>(words, w, out); }

/** (−1)^⟨b,value⟩ for every mask b of `bits` bits: a row of the Sylvester matrix, by doubling. */
// @ts-ignore: decorator
@inline
function parities<T>(bits: i32, value: u32, out: usize): void {
  store<T>(out, 1);
  for (let j = 0; j < bits; j++) {
    const half = sizeof<T>() << j, middle = out + half, odd = (value >> j & 1) != 0;
    let p = out, q = middle;
    if (half >= 16) {
      const flip = v128.splat<T>(<T>(odd ? -1 : 0));
      // −x is ~x + 1.
      while (p < middle) {
        v128.store(q, v128.sub<T>(v128.xor(v128.load(p), flip), flip));
        p += 16; q += 16;
      }
    } else {
      while (p < middle) {
        store<T>(q, <T>(odd ? -load<T>(p) : load<T>(p)));
        p += sizeof<T>(); q += sizeof<T>();
      }
    }
  }
}

export function boolean_ukr_parities_i16(bits: i32, value: u32, out: usize): void { parities<i16>(bits, value, out); }
export function boolean_ukr_parities_i32(bits: i32, value: u32, out: usize): void { parities<i32>(bits, value, out); }

/** i16 → i32. */
export function boolean_ukr_widen(n: i32, from: usize, to: usize): void {
  const end = from + <usize>n * 2;
  while (from + 16 <= end) {
    const v = v128.load(from);
    v128.store(to, i32x4.extend_low_i16x8_s(v));
    v128.store(to, i32x4.extend_high_i16x8_s(v), 16);
    from += 16; to += 32;
  }
  while (from < end) { store<i32>(to, load<i16>(from)); from += 2; to += 4; }
}

/** Largest |w|. */
export function boolean_ukr_peak(n: i32, w: usize): i32 {
  const end = w + <usize>n * 4;
  let m = i32x4.splat(0), peak = 0;
  while (w + 16 <= end) { m = i32x4.max_s(m, i32x4.abs(v128.load(w))); w += 16; }
  while (w < end) { peak = max(peak, abs(load<i32>(w))); w += 4; }
  peak = max(peak, max(i32x4.extract_lane(m, 0), i32x4.extract_lane(m, 1)));
  return max(peak, max(i32x4.extract_lane(m, 2), i32x4.extract_lane(m, 3)));
}

/** Least number of bits of u where w(u) ≠ 0, or `best` if that is less; the block starts at u = `from`. */
export function boolean_ukr_lightest(n: i32, from: u32, best: i32, w: usize): i32 {
  for (let u = from; u < from + <u32>n; u++) {
    if (load<i32>(w) != 0) best = min(best, popcnt<i32>(u));
    w += 4;
  }
  return best;
}

/** w ← w². */
export function boolean_ukr_square(n: i32, w: usize): void {
  const end = w + <usize>n * 8;
  while (w + 16 <= end) { const v = v128.load(w); v128.store(w, f64x2.mul(v, v)); w += 16; }
  if (w < end) store<f64>(w, load<f64>(w) * load<f64>(w));
}

/** Möbius transform over the bits of each word, and over four words at a time where there are four; `bits` < 5 for a shorter table. */
export function mobius_ukr_words(words: i32, bits: i32, w: usize): void {
  const end = w + <usize>words * 4;
  while (w + 16 <= end) {
    let v = v128.load(w);
    v = v128.xor(v, v128.and(i32x4.shl(v, 1), i32x4.splat(0xaaaaaaaa)));
    v = v128.xor(v, v128.and(i32x4.shl(v, 2), i32x4.splat(0xcccccccc)));
    v = v128.xor(v, v128.and(i32x4.shl(v, 4), i32x4.splat(0xf0f0f0f0)));
    v = v128.xor(v, v128.and(i32x4.shl(v, 8), i32x4.splat(0xff00ff00)));
    v = v128.xor(v, i32x4.shl(v, 16));
    v = v128.xor(v, i64x2.shl(v, 32));
    v = v128.xor(v, v128.shuffle<i64>(i64x2.splat(0), v, 0, 2));
    v128.store(w, v);
    w += 16;
  }
  while (w < end) {
    let v = load<u32>(w);
    if (bits > 0) v ^= v << 1 & 0xaaaaaaaa;
    if (bits > 1) v ^= v << 2 & 0xcccccccc;
    if (bits > 2) v ^= v << 4 & 0xf0f0f0f0;
    if (bits > 3) v ^= v << 8 & 0xff00ff00;
    if (bits > 4) v ^= v << 16;
    store<u32>(w, v);
    w += 4;
  }
}

/** Of every 2h words the second half ⊕= the first. */
export function mobius_ukr_halves(words: i32, h: i32, w: usize): void {
  const end = w + <usize>words * 4, step = <usize>h * 4;
  while (w < end) {
    const middle = w + step;
    let to = middle;
    while (w + 16 <= middle) { v128.store(to, v128.xor(v128.load(to), v128.load(w))); w += 16; to += 16; }
    while (w < middle) { store<u32>(to, load<u32>(to) ^ load<u32>(w)); w += 4; to += 4; }
    w = to;
  }
}
