// Exports of structured products whose leaves depend on the variant: in the base module and again in the relaxed overlay.
import { leaf } from "../structured/half";

/** d (+)= the lower triangle of a product of placed leaves, s×lk by lk×s. */
export function structured_leaf_f32(s: i32, lk: i32, a: usize, b: usize, d: usize, accumulate: i32): void { leaf<f32>(s, lk, a, b, d, accumulate); }
export function structured_leaf_f64(s: i32, lk: i32, a: usize, b: usize, d: usize, accumulate: i32): void { leaf<f64>(s, lk, a, b, d, accumulate); }
