// Raw exports of the f32 transform of rows: under relaxed SIMD it differs in speed, not in bits.
import { rows } from "../fwht";

export * from "../ukernel_f32";

export function fwht_f32(m: i32, n: i32, x: usize, ldx: i32, scale: f32): void { rows<f32>(m, n, x, ldx, scale); }
