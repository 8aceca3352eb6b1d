// Raw exports of Boolean functions. Signs are written 32 at a time, past a shorter table too.
import { lightest, mobius as fold, pack, parities, peak, signs, square, widen } from "../boolean";

export * from "../boolean-ukernel";

export function boolean_pack(n: i32, bytes: usize, words: usize): i32 { return pack(n, bytes, words); }
export function boolean_signs_i16(n: i32, words: usize, out: usize): void { signs<i16>(n, words, out); }
export function boolean_signs_i32(n: i32, words: usize, out: usize): void { signs<i32>(n, words, out); }
export function boolean_signs_f64(n: i32, words: usize, out: usize): void { signs<f64>(n, words, out); }
export function boolean_parities_i16(n: i32, bits: i32, sbox: usize, out: usize): void { parities<i16>(n, bits, sbox, out); }
export function boolean_parities_i32(n: i32, bits: i32, sbox: usize, out: usize): void { parities<i32>(n, bits, sbox, out); }
export function boolean_widen(n: i32, from: usize, to: usize): void { widen(n, from, to); }
export function boolean_peak(n: i32, w: usize): i32 { return peak(n, w); }
export function boolean_lightest(n: i32, w: usize): i32 { return lightest(n, w); }
export function boolean_square(n: i32, w: usize): void { square(n, w); }
export function mobius(variables: i32, w: usize): void { fold(variables, w); }
