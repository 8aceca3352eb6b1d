// From an element type, as a number, to its microkernels: one driver serves all four. The relaxed overlay knows f32 alone.
import {
  fwht_base2_i16_ukr, fwht_base2_i32_ukr, fwht_base8_i32_ukr, fwht_pairs_i16_ukr, fwht_pairs_i32_ukr,
  fwht_radix2_i16_ukr, fwht_radix2_i32_ukr, fwht_radix4_i16_ukr, fwht_radix4_i32_ukr, fwht_radix8_i16_ukr, fwht_radix8_i32_ukr,
} from "./ukernel_integer";
import {
  fwht_base2_f32_ukr, fwht_base8_f32_scaled_ukr, fwht_base8_f32_ukr, fwht_pairs_f32_ukr, fwht_radix2_f32_ukr, fwht_radix4_f32_ukr, fwht_radix8_f32_ukr,
} from "./ukernel_f32";
import {
  fwht_base2_f64_ukr, fwht_base8_f64_scaled_ukr, fwht_base8_f64_ukr, fwht_pairs_f64_ukr, fwht_radix2_f64_ukr, fwht_radix4_f64_ukr, fwht_radix8_f32_scaled_ukr,
  fwht_radix8_f64_scaled_ukr, fwht_radix8_f64_ukr,
} from "./ukernel_f64";

export const F32: i32 = 0;
export const F64: i32 = 1;
export const I32: i32 = 2;
export const I16: i32 = 3;

// @ts-ignore: decorator
@inline
export function kindOf<T>(): i32 {
  if (isFloat<T>()) return sizeof<T>() == 4 ? F32 : F64;
  return sizeof<T>() == 4 ? I32 : I16;
}

// @ts-ignore: decorator
@inline
export function is(kind: i32, which: i32): bool {
  return ASC_FEATURE_RELAXED_SIMD ? which == F32 : kind == which;
}

export function pass8(kind: i32, x: usize, h: usize, width: usize, count: i32, step: usize): void {
  if (is(kind, F32)) fwht_radix8_f32_ukr(x, h, width, count, step);
  else if (is(kind, F64)) fwht_radix8_f64_ukr(x, h, width, count, step);
  else if (is(kind, I32)) fwht_radix8_i32_ukr(x, h, width, count, step);
  else if (is(kind, I16)) fwht_radix8_i16_ukr(x, h, width, count, step);
}

/** Floats only. */
export function pass8scaled(kind: i32, x: usize, h: usize, width: usize, count: i32, step: usize, scale: f64): void {
  if (kind == F32) fwht_radix8_f32_scaled_ukr(x, h, width, count, step, <f32>scale);
  else fwht_radix8_f64_scaled_ukr(x, h, width, count, step, scale);
}

export function pass4(kind: i32, x: usize, h: usize, width: usize, count: i32, step: usize): void {
  if (is(kind, F32)) fwht_radix4_f32_ukr(x, h, width, count, step);
  else if (is(kind, F64)) fwht_radix4_f64_ukr(x, h, width, count, step);
  else if (is(kind, I32)) fwht_radix4_i32_ukr(x, h, width, count, step);
  else if (is(kind, I16)) fwht_radix4_i16_ukr(x, h, width, count, step);
}

export function pass2(kind: i32, x: usize, h: usize, width: usize, count: i32, step: usize): void {
  if (is(kind, F32)) fwht_radix2_f32_ukr(x, h, width, count, step);
  else if (is(kind, F64)) fwht_radix2_f64_ukr(x, h, width, count, step);
  else if (is(kind, I32)) fwht_radix2_i32_ukr(x, h, width, count, step);
  else if (is(kind, I16)) fwht_radix2_i16_ukr(x, h, width, count, step);
}

/** All but i16. */
export function base8(kind: i32, x: usize, end: usize, scale: f64): void {
  if (is(kind, F32)) {
    if (scale == 1) fwht_base8_f32_ukr(x, end);
    else fwht_base8_f32_scaled_ukr(x, end, <f32>scale);
  } else if (is(kind, F64)) {
    if (scale == 1) fwht_base8_f64_ukr(x, end);
    else fwht_base8_f64_scaled_ukr(x, end, scale);
  } else if (is(kind, I32)) fwht_base8_i32_ukr(x, end);
}

export function base2(kind: i32, x: usize, end: usize, scale: f64): void {
  if (is(kind, F32)) fwht_base2_f32_ukr(x, end, <f32>scale);
  else if (is(kind, F64)) fwht_base2_f64_ukr(x, end, scale);
  else if (is(kind, I32)) fwht_base2_i32_ukr(x, end);
  else if (is(kind, I16)) fwht_base2_i16_ukr(x, end);
}

export function pairs(kind: i32, x: usize, end: usize, n: i32, scale: f64): void {
  if (is(kind, F32)) fwht_pairs_f32_ukr(x, end, n, <f32>scale);
  else if (is(kind, F64)) fwht_pairs_f64_ukr(x, end, n, scale);
  else if (is(kind, I32)) fwht_pairs_i32_ukr(x, end, n);
  else if (is(kind, I16)) fwht_pairs_i16_ukr(x, end, n);
}
