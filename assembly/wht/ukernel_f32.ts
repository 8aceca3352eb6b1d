// Microkernels of f32, which the relaxed overlay holds again: contracts in butterfly.ts and base.ts.
import { base2, base8, pairs } from "./base";
import { radix2, radix4, radix8 } from "./butterfly";

export function fwht_radix8_f32_ukr(x: usize, h: usize, width: usize, count: i32, step: usize): void { radix8<f32>(x, h, width, count, step, 1, false); }
export function fwht_radix4_f32_ukr(x: usize, h: usize, width: usize, count: i32, step: usize): void { radix4<f32>(x, h, width, count, step); }
export function fwht_radix2_f32_ukr(x: usize, h: usize, width: usize, count: i32, step: usize): void { radix2<f32>(x, h, width, count, step); }
export function fwht_base8_f32_ukr(x: usize, end: usize): void { base8<f32>(x, end, 1, false); }
export function fwht_base8_f32_scaled_ukr(x: usize, end: usize, scale: f32): void { base8<f32>(x, end, scale, true); }
export function fwht_base2_f32_ukr(x: usize, end: usize, scale: f32): void { base2<f32>(x, end, scale); }
export function fwht_pairs_f32_ukr(x: usize, end: usize, n: i32, scale: f32): void { pairs<f32>(x, end, n, scale); }
