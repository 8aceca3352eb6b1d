// Raw exports of the Krylov methods' vector passes. `out` and `h` are f64 in scratch.
import { expand, project, reproject } from "../krylov/basis";
import { combine, dots, shadow, step, update, update2 } from "../krylov/vector";

export { krylov_expand_f64_ukr, krylov_project_f64_ukr } from "../krylov/basis";
export * from "../krylov/vector-ukernel";

export function krylov_load_f64(at: usize): f64 { return load<f64>(at); }
export function krylov_update_f64(n: i32, alpha: f64, x: usize, beta: f64, y: usize): f64 { return update(n, alpha, x, beta, y); }
export function krylov_update2_f64(n: i32, alpha: f64, x: usize, beta: f64, y: usize, w: usize, out: usize): f64 { update2(n, alpha, x, beta, y, w, out); return load<f64>(out); }
export function krylov_combine_f64(n: i32, alpha: f64, x: usize, beta: f64, y: usize, gamma: f64, z: usize): f64 { return combine(n, alpha, x, beta, y, gamma, z); }
export function krylov_dots_f64(n: i32, x: usize, y: usize, z: usize, out: usize): f64 { dots(n, x, y, z, out); return load<f64>(out); }
export function krylov_step_f64(n: i32, alpha: f64, x: usize, beta: f64, d: usize, gamma: f64, z: usize): void { step(n, alpha, x, beta, d, gamma, z); }
export function krylov_shadow_f64(n: i32, stream: i32, x: usize): void { shadow(n, stream, x); }
export function krylov_project_f64(n: i32, k: i32, v: usize, stride: i32, w: usize, h: usize): void { project(n, k, v, stride, w, h); }
export function krylov_expand_f64(n: i32, k: i32, alpha: f64, v: usize, stride: i32, h: usize, w: usize): f64 { return expand(n, k, alpha, v, stride, h, w); }
/** w·w before the second projection's correction comes back. */
export function krylov_reproject_f64(n: i32, k: i32, v: usize, stride: i32, h: usize, w: usize, g: usize): f64 { return reproject(n, k, v, stride, h, w, g); }
