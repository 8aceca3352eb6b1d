// Whole passes of a cycle, some chunks a call, so that the engine may replace the inner loop while a long pass runs.
import * as ukr from "./ukernels";
import { Level, Sell } from "./shapes";

/** Chunks a call: 8192 rows. */
const GROUP: i32 = 1024;

export function mul<T>(m: Sell, x: usize, y: usize): void {
  for (let c = 0; c < m.chunks; c += GROUP) {
    const end = min(m.chunks, c + GROUP);
    if (sizeof<T>() == 8) ukr.amg_mul_f64_ukr(c, end, changetype<usize>(m), x, y); else ukr.amg_mul_f32_ukr(c, end, changetype<usize>(m), x, y);
  }
}

export function add<T>(m: Sell, x: usize, y: usize): void {
  for (let c = 0; c < m.chunks; c += GROUP) {
    const end = min(m.chunks, c + GROUP);
    if (sizeof<T>() == 8) ukr.amg_add_f64_ukr(c, end, changetype<usize>(m), x, y); else ukr.amg_add_f32_ukr(c, end, changetype<usize>(m), x, y);
  }
}

export function square<T>(l: Level, x: usize, y: usize): void {
  for (let c = 0; c < l.a.chunks; c += GROUP) {
    const end = min(l.a.chunks, c + GROUP);
    if (sizeof<T>() == 8) ukr.amg_square_f64_ukr(c, end, changetype<usize>(l), x, y); else ukr.amg_square_f32_ukr(c, end, changetype<usize>(l), x, y);
  }
}

export function residual<T>(l: Level, x: usize, y: usize): void {
  for (let c = 0; c < l.a.chunks; c += GROUP) {
    const end = min(l.a.chunks, c + GROUP);
    if (sizeof<T>() == 8) ukr.amg_residual_f64_ukr(c, end, changetype<usize>(l), x, y); else ukr.amg_residual_f32_ukr(c, end, changetype<usize>(l), x, y);
  }
}

/** y ← l.x + β·w·(b − A·l.x), forwards. */
export function relax<T>(l: Level, y: usize, beta: T): void {
  for (let c = 0; c < l.a.chunks; c += GROUP) {
    const end = min(l.a.chunks, c + GROUP);
    if (sizeof<T>() == 8) ukr.amg_relax_f64_ukr(c, end, changetype<usize>(l), y, beta); else ukr.amg_relax_f32_ukr(c, end, changetype<usize>(l), y, <f32>beta);
  }
}

/** l.x ← l.x + w·(b − A·l.x) in place, backwards. */
export function back<T>(l: Level): void {
  for (let end = l.a.chunks; end > 0; end -= GROUP) {
    const c = max(0, end - GROUP);
    if (sizeof<T>() == 8) ukr.amg_back_f64_ukr(c, end, changetype<usize>(l)); else ukr.amg_back_f32_ukr(c, end, changetype<usize>(l));
  }
}

/** l.y ← l.x + α·(l.x − l.y) + β·w·(b − A·l.x) */
export function momentum<T>(l: Level, alpha: T, beta: T): void {
  for (let c = 0; c < l.a.chunks; c += GROUP) {
    const end = min(l.a.chunks, c + GROUP);
    if (sizeof<T>() == 8) ukr.amg_momentum_f64_ukr(c, end, changetype<usize>(l), alpha, beta); else ukr.amg_momentum_f32_ukr(c, end, changetype<usize>(l), <f32>alpha, <f32>beta);
  }
}

/** l.x ← β·w·b */
export function initial<T>(l: Level, beta: T): void {
  const S = sizeof<T>(), vb = v128.splat<T>(beta), end = <usize>l.a.chunks * 8 * S, w = l.w, b = l.b, x = l.x;
  for (let o: usize = 0; o < end; o += 16) v128.store(x + o, v128.mul<T>(v128.mul<T>(vb, v128.load(w + o)), v128.load(b + o)));
}

export function dotProduct<T>(n: i32, x: usize, y: usize): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += <f64>load<T>(x + <usize>i * sizeof<T>()) * <f64>load<T>(y + <usize>i * sizeof<T>());
  return sum;
}
