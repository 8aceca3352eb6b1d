// Raw exports of products with M ⊗ H_2^k. trans is 0 or 1; sizes in bytes.
import { hadamard, makeTable, tableBytes, workspace } from "../hadamard";

export * from "../hadamard-ukernel";

export function hadamard_table_bytes(m: i32): f64 { return tableBytes(m); }
export function hadamard_table(m: i32, signs: usize, trans: i32, table: usize): void { makeTable(m, signs, trans != 0, table); }
export function hadamard_workspace(m: i32): f64 { return workspace(m); }
export function hadamard_f32(count: i32, m: i32, n: i32, x: usize, ldx: i32, table: usize, scale: f32, ws: usize): void { hadamard<f32>(count, m, n, x, ldx, table, scale, ws); }
export function hadamard_f64(count: i32, m: i32, n: i32, x: usize, ldx: i32, table: usize, scale: f64, ws: usize): void { hadamard<f64>(count, m, n, x, ldx, table, scale, ws); }
