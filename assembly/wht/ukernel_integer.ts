// Microkernels of i32 and i16, wrapping: contracts in butterfly.ts and base.ts.
import { base2, base8, pairs } from "./base";
import { radix2, radix4, radix8 } from "./butterfly";

export function fwht_radix8_i32_ukr(x: usize, h: usize, width: usize, count: i32, step: usize): void { radix8<i32>(x, h, width, count, step, 1, false); }
export function fwht_radix4_i32_ukr(x: usize, h: usize, width: usize, count: i32, step: usize): void { radix4<i32>(x, h, width, count, step); }
export function fwht_radix2_i32_ukr(x: usize, h: usize, width: usize, count: i32, step: usize): void { radix2<i32>(x, h, width, count, step); }
export function fwht_base8_i32_ukr(x: usize, end: usize): void { base8<i32>(x, end, 1, false); }
export function fwht_base2_i32_ukr(x: usize, end: usize): void { base2<i32>(x, end, 1); }
export function fwht_pairs_i32_ukr(x: usize, end: usize, n: i32): void { pairs<i32>(x, end, n, 1); }

export function fwht_radix8_i16_ukr(x: usize, h: usize, width: usize, count: i32, step: usize): void { radix8<i16>(x, h, width, count, step, 1, false); }
export function fwht_radix4_i16_ukr(x: usize, h: usize, width: usize, count: i32, step: usize): void { radix4<i16>(x, h, width, count, step); }
export function fwht_radix2_i16_ukr(x: usize, h: usize, width: usize, count: i32, step: usize): void { radix2<i16>(x, h, width, count, step); }
export function fwht_base2_i16_ukr(x: usize, end: usize): void { base2<i16>(x, end, 1); }
export function fwht_pairs_i16_ukr(x: usize, end: usize, n: i32): void { pairs<i16>(x, end, n, 1); }
