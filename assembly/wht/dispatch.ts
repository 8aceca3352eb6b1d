// From an element type to its microkernels.
import {
  fwht_base2_i16_ukr, fwht_base2_i32_ukr, fwht_base8_i16_ukr, fwht_base8_i32_ukr, fwht_pairs_i16_ukr, fwht_pairs_i32_ukr,
  fwht_radix2_i16_ukr, fwht_radix2_i32_ukr, fwht_radix4_i16_ukr, fwht_radix4_i32_ukr, fwht_radix8_i16_ukr, fwht_radix8_i32_ukr,
} from "./ukernel_integer";
import {
  fwht_base2_f32_ukr, fwht_base2_f64_ukr, fwht_base8_f32_ukr, fwht_base8_f64_ukr, fwht_pairs_f32_ukr, fwht_pairs_f64_ukr,
  fwht_radix2_f32_ukr, fwht_radix2_f64_ukr, fwht_radix4_f32_ukr, fwht_radix4_f64_ukr, fwht_radix8_f32_scaled_ukr, fwht_radix8_f32_ukr,
  fwht_radix8_f64_scaled_ukr, fwht_radix8_f64_ukr,
} from "./ukernel_real";

// @ts-ignore: decorator
@inline
export function pass8<T>(x: usize, h: usize, width: usize, count: i32, step: usize): void {
  if (isInteger<T>()) {
    if (sizeof<T>() == 2) fwht_radix8_i16_ukr(x, h, width, count, step);
    else fwht_radix8_i32_ukr(x, h, width, count, step);
  } else if (sizeof<T>() == 4) fwht_radix8_f32_ukr(x, h, width, count, step);
  else fwht_radix8_f64_ukr(x, h, width, count, step);
}

// @ts-ignore: decorator
@inline
export function pass8scaled<T>(x: usize, h: usize, width: usize, count: i32, step: usize, scale: T): void {
  if (sizeof<T>() == 4) fwht_radix8_f32_scaled_ukr(x, h, width, count, step, <f32>scale);
  else fwht_radix8_f64_scaled_ukr(x, h, width, count, step, <f64>scale);
}

// @ts-ignore: decorator
@inline
export function pass4<T>(x: usize, h: usize, width: usize, count: i32, step: usize): void {
  if (isInteger<T>()) {
    if (sizeof<T>() == 2) fwht_radix4_i16_ukr(x, h, width, count, step);
    else fwht_radix4_i32_ukr(x, h, width, count, step);
  } else if (sizeof<T>() == 4) fwht_radix4_f32_ukr(x, h, width, count, step);
  else fwht_radix4_f64_ukr(x, h, width, count, step);
}

// @ts-ignore: decorator
@inline
export function pass2<T>(x: usize, h: usize, width: usize, count: i32, step: usize): void {
  if (isInteger<T>()) {
    if (sizeof<T>() == 2) fwht_radix2_i16_ukr(x, h, width, count, step);
    else fwht_radix2_i32_ukr(x, h, width, count, step);
  } else if (sizeof<T>() == 4) fwht_radix2_f32_ukr(x, h, width, count, step);
  else fwht_radix2_f64_ukr(x, h, width, count, step);
}

// @ts-ignore: decorator
@inline
export function base8<T>(x: usize, end: usize, scale: T): void {
  if (isInteger<T>()) {
    if (sizeof<T>() == 2) fwht_base8_i16_ukr(x, end);
    else fwht_base8_i32_ukr(x, end);
  } else if (sizeof<T>() == 4) fwht_base8_f32_ukr(x, end, <f32>scale);
  else fwht_base8_f64_ukr(x, end, <f64>scale);
}

// @ts-ignore: decorator
@inline
export function base2<T>(x: usize, end: usize, scale: T): void {
  if (isInteger<T>()) {
    if (sizeof<T>() == 2) fwht_base2_i16_ukr(x, end);
    else fwht_base2_i32_ukr(x, end);
  } else if (sizeof<T>() == 4) fwht_base2_f32_ukr(x, end, <f32>scale);
  else fwht_base2_f64_ukr(x, end, <f64>scale);
}

// @ts-ignore: decorator
@inline
export function pairs<T>(x: usize, end: usize, n: i32, scale: T): void {
  if (isInteger<T>()) {
    if (sizeof<T>() == 2) fwht_pairs_i16_ukr(x, end, n);
    else fwht_pairs_i32_ukr(x, end, n);
  } else if (sizeof<T>() == 4) fwht_pairs_f32_ukr(x, end, n, <f32>scale);
  else fwht_pairs_f64_ukr(x, end, n, <f64>scale);
}
