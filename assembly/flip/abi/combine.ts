// Raw exports of linear combinations of blocks. n in elements; the table is described in combine/ukernel.ts.
import { combine, spread } from "../combine/combine";

export { combine_f32_ukr, combine_f64_ukr, combine_i32_ukr, spread_f32_ukr, spread_f64_ukr, spread_i32_ukr } from "../combine/ukernel";

export function combine_f32(n: i32, count: i32, table: usize, dst: usize): void { combine<f32>(n, count, table, dst); }
export function combine_f64(n: i32, count: i32, table: usize, dst: usize): void { combine<f64>(n, count, table, dst); }
export function combine_i32(n: i32, count: i32, table: usize, dst: usize): void { combine<i32>(n, count, table, dst); }
export function spread_f32(n: i32, count: i32, table: usize, src: usize): void { spread<f32>(n, count, table, src); }
export function spread_f64(n: i32, count: i32, table: usize, src: usize): void { spread<f64>(n, count, table, src); }
export function spread_i32(n: i32, count: i32, table: usize, src: usize): void { spread<i32>(n, count, table, src); }
