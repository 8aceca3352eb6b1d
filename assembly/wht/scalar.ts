// The transform of n elements `step` bytes apart, element by element, for what does not fill vectors: one loop for every element
// type. Sums of two elements are exact in f64 (f32: rounding them once more is harmless, 53 ≥ 2·24 + 2; integers wrap on the way back).
import { F32, F64, I32, is } from "./dispatch";

function get(kind: i32, p: usize): f64 {
  if (is(kind, F32)) return <f64>load<f32>(p);
  if (is(kind, F64)) return load<f64>(p);
  return is(kind, I32) ? <f64>load<i32>(p) : <f64>load<i16>(p);
}

function put(kind: i32, p: usize, v: f64): void {
  if (is(kind, F32)) store<f32>(p, <f32>v);
  else if (is(kind, F64)) store<f64>(p, v);
  else if (is(kind, I32)) store<i32>(p, <i32><i64>v);
  else store<i16>(p, <i16><i64>v);
}

export function scalar(kind: i32, n: i32, x: usize, step: usize, scale: f64): void {
  const end = x + <usize>n * step;
  for (let h = <usize>n * step >> 1; h >= step; h >>= 1) {
    for (let group = x; group < end; group += 2 * h) {
      for (let p = group; p < group + h; p += step) {
        const a = get(kind, p), b = get(kind, p + h);
        put(kind, p, a + b);
        put(kind, p + h, a - b);
      }
    }
  }
  if (scale != 1) for (let p = x; p < end; p += step) put(kind, p, get(kind, p) * scale);
}
