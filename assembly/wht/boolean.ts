// Boolean functions of v variables: truth tables of n = 2^v entries, packed 32 a word. Bits past n in the one word of a short table are 0.
import {
  boolean_ukr_lightest, boolean_ukr_pack, boolean_ukr_parities_i16, boolean_ukr_parities_i32, boolean_ukr_peak, boolean_ukr_signs_f64, boolean_ukr_signs_i16,
  boolean_ukr_signs_i32, boolean_ukr_square, boolean_ukr_widen, mobius_ukr_halves, mobius_ukr_words,
} from "./boolean-ukernel";

/** Entries per kernel call. */
const BLOCK: i32 = 8192;

/** Bytes into words. 0, or the position, counted from 1, of the first byte that is neither 0 nor 1. */
export function pack(n: i32, bytes: usize, words: usize): i32 {
  let done = 0;
  while (done + 32 <= n) {
    const count = min(n - done, BLOCK);
    const packed = boolean_ukr_pack(count, bytes + <usize>done, words + <usize>(done >> 3));
    done += packed;
    if (packed < count) break;
  }
  let word: u32 = 0;
  for (let i = done; i < n; i++) {
    const bit = <u32>load<u8>(bytes + <usize>i);
    if (bit > 1) return i + 1;
    word |= bit << (i - done);
  }
  if (done < n) store<u32>(words, word);
  return 0;
}

/** (−1)^f, at least 32 entries of it. */
export function signs<T>(n: i32, words: usize, out: usize): void {
  for (let at = 0; at < n; at += BLOCK) {
    const count = (min(n - at, BLOCK) + 31) >> 5, from = words + <usize>(at >> 3), to = out + <usize>at * sizeof<T>();
    if (sizeof<T>() == 2) boolean_ukr_signs_i16(count, from, to);
    else if (sizeof<T>() == 4) boolean_ukr_signs_i32(count, from, to);
    else boolean_ukr_signs_f64(count, from, to);
  }
}

/** Row x holds (−1)^⟨b,S(x)⟩ for every output mask b: its columns transformed are the linear approximation table. */
export function parities<T>(n: i32, bits: i32, sbox: usize, out: usize): void {
  const step = <usize>sizeof<T>() << bits;
  for (; n > 0; n--) {
    if (sizeof<T>() == 2) boolean_ukr_parities_i16(bits, load<u32>(sbox), out);
    else boolean_ukr_parities_i32(bits, load<u32>(sbox), out);
    sbox += 4;
    out += step;
  }
}

export function widen(n: i32, from: usize, to: usize): void {
  for (let at = 0; at < n; at += BLOCK) boolean_ukr_widen(min(n - at, BLOCK), from + <usize>at * 2, to + <usize>at * 4);
}

export function peak(n: i32, w: usize): i32 {
  let most = 0;
  for (let at = 0; at < n; at += BLOCK) most = max(most, boolean_ukr_peak(min(n - at, BLOCK), w + <usize>at * 4));
  return most;
}

/** Least weight of a mask u ≠ 0 with w(u) ≠ 0; 33 if there is none. */
export function lightest(n: i32, w: usize): i32 {
  let best = 33;
  for (let at = 1; at < n; at += BLOCK) best = boolean_ukr_lightest(min(n - at, BLOCK), at, best, w + <usize>at * 4);
  return best;
}

export function square(n: i32, w: usize): void {
  for (let at = 0; at < n; at += BLOCK) boolean_ukr_square(min(n - at, BLOCK), w + <usize>at * 8);
}

/** Truth table ↔ coefficients of the algebraic normal form, in place; its own inverse. */
export function mobius(variables: i32, w: usize): void {
  if (variables < 7) {
    const words = variables > 5 ? 2 : 1;
    mobius_ukr_words(words, min(variables, 5), w);
    if (words > 1) mobius_ukr_halves(2, 1, w);
  } else {
    fold(1 << (variables - 5), w);
  }
}

/** Depth first, so that halves are still in cache when they meet. */
function fold(words: i32, w: usize): void {
  if (words > BLOCK / 8) {
    const half = words >> 1;
    fold(half, w);
    fold(half, w + <usize>half * 4);
    mobius_ukr_halves(words, half, w);
    return;
  }
  mobius_ukr_words(words, 5, w);
  for (let h = 4; h < words; h <<= 1) mobius_ukr_halves(words, h, w);
}
