// C ← act(C + bias) along one row: the loop of the gemm epilogue, one exported function for each activation.
//
// Contract: n elements from c, any alignment; bias = 0 or the address of n elements; a tail goes through the same
// lanes, so a value does not depend on its column.
import { gelu32, gelu64, silu32, silu64 } from "./activation-lanes";

export const RELU: i32 = 1;
export const GELU: i32 = 2;
export const SILU: i32 = 3;

// @ts-ignore: decorator
@inline
function activate<T>(act: i32, v: v128): v128 {
  if (act == RELU) return v128.pmax<T>(v, v128.splat<T>(<T>0));
  if (act == 0) return v;
  if (sizeof<T>() == 8) return act == GELU ? gelu64(v) : silu64(v);
  const low = f64x2.promote_low_f32x4(v), high = f64x2.promote_low_f32x4(v128.shuffle<i64>(v, v, 1, 1));
  const a = f32x4.demote_f64x2_zero(act == GELU ? gelu32(low) : silu32(low));
  const b = f32x4.demote_f64x2_zero(act == GELU ? gelu32(high) : silu32(high));
  return v128.shuffle<i64>(a, b, 0, 2);
}

/** The last elements of a row, fewer than a vector; the other lanes are 0. */
// @ts-ignore: decorator
@inline
function loadTail<T>(from: usize, bytes: usize): v128 {
  let v = v128.load_zero<T>(from);
  if (sizeof<T>() == 4) {
    if (bytes > 4) v = v128.load_lane<T>(from, v, 1, 4);
    if (bytes > 8) v = v128.load_lane<T>(from, v, 2, 8);
  }
  return v;
}

// @ts-ignore: decorator
@inline
function storeTail<T>(to: usize, v: v128, bytes: usize): void {
  v128.store_lane<T>(to, v, 0);
  if (sizeof<T>() == 4) {
    if (bytes > 4) v128.store_lane<T>(to, v, 1, 4);
    if (bytes > 8) v128.store_lane<T>(to, v, 2, 8);
  }
}

// @ts-ignore: decorator
@inline
function vector<T>(act: i32, c: usize, bias: usize): void {
  let v = v128.load(c);
  if (bias) v = v128.add<T>(v, v128.load(bias));
  v128.store(c, activate<T>(act, v));
}

// @ts-ignore: decorator
@inline
function row<T>(act: i32, n: i32, c: usize, bias: usize): void {
  const end = c + <usize>n * sizeof<T>();
  if (act <= RELU) {
    while (c + 64 <= end) {
      if (bias) {
        vector<T>(act, c, bias); vector<T>(act, c + 16, bias + 16); vector<T>(act, c + 32, bias + 32); vector<T>(act, c + 48, bias + 48);
        bias += 64;
      } else {
        vector<T>(act, c, 0); vector<T>(act, c + 16, 0); vector<T>(act, c + 32, 0); vector<T>(act, c + 48, 0);
      }
      c += 64;
    }
  }
  while (c < end) {
    const left = end - c, whole = left >= 16;
    let v = whole ? v128.load(c) : loadTail<T>(c, left);
    if (bias) {
      v = v128.add<T>(v, whole ? v128.load(bias) : loadTail<T>(bias, left));
      bias += 16;
    }
    v = activate<T>(act, v);
    if (whole) v128.store(c, v);
    else storeTail<T>(c, v, left);
    c += 16;
  }
}

export function epilogue_f32_bias(n: i32, c: usize, bias: usize): void { row<f32>(0, n, c, bias); }
export function epilogue_f32_relu(n: i32, c: usize, bias: usize): void { row<f32>(RELU, n, c, bias); }
export function epilogue_f32_gelu(n: i32, c: usize, bias: usize): void { row<f32>(GELU, n, c, bias); }
export function epilogue_f32_silu(n: i32, c: usize, bias: usize): void { row<f32>(SILU, n, c, bias); }
export function epilogue_f64_bias(n: i32, c: usize, bias: usize): void { row<f64>(0, n, c, bias); }
export function epilogue_f64_relu(n: i32, c: usize, bias: usize): void { row<f64>(RELU, n, c, bias); }
export function epilogue_f64_gelu(n: i32, c: usize, bias: usize): void { row<f64>(GELU, n, c, bias); }
export function epilogue_f64_silu(n: i32, c: usize, bias: usize): void { row<f64>(SILU, n, c, bias); }
