// Raw exports of the integer transforms and of the permutations between orders.
import { columns } from "../columns";
import { rows } from "../fwht";

export * from "../ukernel_integer";

export function fwht_i32(m: i32, n: i32, x: usize, ldx: i32): void { rows<i32>(m, n, x, ldx, 1); }
export function fwht_i16(m: i32, n: i32, x: usize, ldx: i32): void { rows<i16>(m, n, x, ldx, 1); }
export function fwht_columns_i32(n: i32, cols: i32, x: usize, ldx: i32): void { columns<i32>(n, cols, x, ldx, 1); }
export function fwht_columns_i16(n: i32, cols: i32, x: usize, ldx: i32): void { columns<i16>(n, cols, x, ldx, 1); }
