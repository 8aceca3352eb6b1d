// The passes of ukernel.ts by type: exports of the module, so that their drivers call them.
import { Level, Sell } from "./shapes";
import { ADD, MOMENTUM, MUL, pass, RELAX, RESIDUAL, SQUARE } from "./ukernel";

// @ts-ignore: decorator
@inline
function level(l: usize): Level { return changetype<Level>(l); }

export function amg_mul_f64_ukr(first: i32, last: i32, m: usize, x: usize, y: usize): void { pass<f64>(MUL, false, first, last, changetype<Sell>(m), level(0), x, y, 0, 0, 0); }
export function amg_mul_f32_ukr(first: i32, last: i32, m: usize, x: usize, y: usize): void { pass<f32>(MUL, false, first, last, changetype<Sell>(m), level(0), x, y, 0, 0, 0); }
export function amg_add_f64_ukr(first: i32, last: i32, m: usize, x: usize, y: usize): void { pass<f64>(ADD, false, first, last, changetype<Sell>(m), level(0), x, y, 0, 0, 0); }
export function amg_add_f32_ukr(first: i32, last: i32, m: usize, x: usize, y: usize): void { pass<f32>(ADD, false, first, last, changetype<Sell>(m), level(0), x, y, 0, 0, 0); }
export function amg_square_f64_ukr(first: i32, last: i32, l: usize, x: usize, y: usize): void { pass<f64>(SQUARE, false, first, last, level(l).a, level(l), x, y, 0, 0, 0); }
export function amg_square_f32_ukr(first: i32, last: i32, l: usize, x: usize, y: usize): void { pass<f32>(SQUARE, false, first, last, level(l).a, level(l), x, y, 0, 0, 0); }
export function amg_residual_f64_ukr(first: i32, last: i32, l: usize, x: usize, y: usize): void { pass<f64>(RESIDUAL, false, first, last, level(l).a, level(l), x, y, level(l).b, 0, 0); }
export function amg_residual_f32_ukr(first: i32, last: i32, l: usize, x: usize, y: usize): void { pass<f32>(RESIDUAL, false, first, last, level(l).a, level(l), x, y, level(l).b, 0, 0); }
export function amg_relax_f64_ukr(first: i32, last: i32, l: usize, y: usize, beta: f64): void { pass<f64>(RELAX, false, first, last, level(l).a, level(l), level(l).x, y, level(l).b, 0, beta); }
export function amg_relax_f32_ukr(first: i32, last: i32, l: usize, y: usize, beta: f32): void { pass<f32>(RELAX, false, first, last, level(l).a, level(l), level(l).x, y, level(l).b, 0, beta); }
export function amg_back_f64_ukr(first: i32, last: i32, l: usize): void { pass<f64>(RELAX, true, first, last, level(l).a, level(l), level(l).x, level(l).x, level(l).b, 0, 1); }
export function amg_back_f32_ukr(first: i32, last: i32, l: usize): void { pass<f32>(RELAX, true, first, last, level(l).a, level(l), level(l).x, level(l).x, level(l).b, 0, 1); }
export function amg_momentum_f64_ukr(first: i32, last: i32, l: usize, alpha: f64, beta: f64): void { pass<f64>(MOMENTUM, false, first, last, level(l).a, level(l), level(l).x, level(l).y, level(l).b, alpha, beta); }
export function amg_momentum_f32_ukr(first: i32, last: i32, l: usize, alpha: f32, beta: f32): void { pass<f32>(MOMENTUM, false, first, last, level(l).a, level(l), level(l).x, level(l).y, level(l).b, alpha, beta); }
