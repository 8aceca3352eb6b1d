// Raw exports of the cycle counts of bit-slice engines, and of the operands drawn for them.
import { draw } from "../cycles/draw";
import { rows, workspace } from "../cycles/rows";

export { draw_i8_ukr } from "../cycles/draw";
export { cycles_masks_i8_ukr } from "../cycles/masks";
export { cycles_planes_i8_ukr } from "../cycles/rows";

export function cycles_rows_i8_workspace(): i32 { return workspace(); }
export function cycles_rows_i8(encoding: i32, shared: i32, m: i32, k: i32, a: usize, stride: i32, out: usize, ws: usize): void { rows(encoding, shared != 0, m, k, a, stride, out, ws); }
export function draw_i8(count: i32, first: i32, stream: i32, k0: i32, k1: i32, steps: usize, guide: usize, out: usize, ws: usize): void { draw(count, first, stream, k0, k1, steps, guide, out, ws); }
