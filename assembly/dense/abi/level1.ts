// Raw exports of level 1. Sums return f64 for both types; amax returns an index, −1 for an empty vector.
import { amax, asum, axpy, dot, nrm2, scale } from "../level1";

export * from "../level1-ukernel";

export function dot_f32(n: i32, x: usize, y: usize): f64 { return dot<f32>(n, x, y); }
export function dot_f64(n: i32, x: usize, y: usize): f64 { return dot<f64>(n, x, y); }
export function axpy_f32(n: i32, alpha: f32, x: usize, y: usize): void { axpy<f32>(n, alpha, x, y); }
export function axpy_f64(n: i32, alpha: f64, x: usize, y: usize): void { axpy<f64>(n, alpha, x, y); }
export function scale_f32(n: i32, alpha: f32, x: usize): void { scale<f32>(n, alpha, x); }
export function scale_f64(n: i32, alpha: f64, x: usize): void { scale<f64>(n, alpha, x); }
export function nrm2_f32(n: i32, x: usize): f64 { return nrm2<f32>(n, x); }
export function nrm2_f64(n: i32, x: usize): f64 { return nrm2<f64>(n, x); }
export function asum_f32(n: i32, x: usize): f64 { return asum<f32>(n, x); }
export function asum_f64(n: i32, x: usize): f64 { return asum<f64>(n, x); }
export function amax_f32(n: i32, x: usize): i32 { return amax<f32>(n, x); }
export function amax_f64(n: i32, x: usize): i32 { return amax<f64>(n, x); }
