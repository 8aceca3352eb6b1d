// Raw exports: digit planes of i8, and values that are not of a width.
import { encode } from "../encode/encode";
import { outside } from "../encode/outside";

export { encode_i8_ukr } from "../encode/encode";
export { outside_i8_ukr } from "../encode/outside";

export function encode_i8(rows: usize, cols: usize, x: usize, stride: usize, e: i32, positions: i32, out: usize, plane: usize, ws: usize): void {
  encode(rows, cols, x, stride, e, positions, out, plane, ws);
}

export function outside_i8(rows: usize, cols: usize, x: usize, stride: usize, width: i32): f64 { return outside(rows, cols, x, stride, width); }
