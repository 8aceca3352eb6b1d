// The Brent equations of a scheme and their derivative. Equations are drawn together at random: position i of a vector stands for the trilinear
// identity at one random point, Σ (u·α)(v·β)(w·γ) = T(α,β,γ), so a column of the Jacobian is a product of three vectors and nothing is summed.
import { random64, streamKey } from "../../core/rng";
import { multiply, strideOf, subtract } from "./field";

/** Random points: `count` vectors. */
export function functionals(p: i32, count: i32, bytes: usize, seed: f64, out: usize): void {
  const key = streamKey(seed, 0x6c696674), end = out + <usize>count * strideOf(p, bytes);
  let i: u64 = 0;
  for (let row = out; row < end; row += strideOf(p, bytes)) for (let at: usize = 0; at < bytes; at += 8) {
    const a = random64(key, i++);
    if (p == 2) {
      store<u64>(row + at, a);
    } else {
      const nonzero = a | random64(key, i++);
      store<u64>(row + at, nonzero);
      store<u64>(row + at + bytes, nonzero & random64(key, i++));
    }
  }
}

// @ts-ignore: decorator
@inline
function modulo(x: i64, p: i32): i32 {
  const d = <i32>(x % <i64>p);
  return d < 0 ? d + p : d;
}

/** out[q] ← Σ x[q, a]·points[a], for `rank` rows of x. `zero` is scratch of one plane. */
export function products(p: i32, rank: i32, length: i32, x: usize, bytes: usize, points: usize, out: usize, zero: usize): void {
  const stride = strideOf(p, bytes);
  memory.fill(zero, 0, bytes);
  memory.fill(out, 0, <usize>rank * stride);
  for (let q = 0; q < rank; q++) {
    for (let a = 0; a < length; a++, x += 4) subtract(p, modulo(-<i64>load<i32>(x), p), out, points + <usize>a * stride, zero, 0, bytes);
    out += stride;
  }
}

/** Column of the Jacobian at unknown number k for each k of `unknowns`, which count through u, then v, then w, row-major. */
export function columns(p: i32, n: i32, unknowns: usize, rank: i32, U: i32, V: i32, W: i32, bytes: usize, points: usize, sums: usize, out: usize): void {
  const stride = strideOf(p, bytes), all = <usize>rank * stride;
  for (let i = 0; i < n; i++) {
    let k = load<i32>(unknowns + (<usize>i << 2)), length = U, point = points, y = sums + all, z = y + all;
    if (k >= rank * U) {
      k -= rank * U;
      length = V, point += <usize>U * stride, y = sums;
      if (k >= rank * V) {
        k -= rank * V;
        length = W, point += <usize>V * stride, z = y + all;
      }
    }
    const q = <usize>(k / length) * stride;
    multiply(p, out, y + q, z + q, bytes);
    multiply(p, out, out, point + <usize>(k % length) * stride, bytes);
    out += stride;
  }
}

/** R ← T − Σ u⊗v⊗w in 64 bits; T is 0 but for `nonzeros` pairs (index, value). 0 where all of R is, else 1. */
export function residual(nonzeros: i32, target: usize, rank: i32, U: i32, V: i32, W: i32, u: usize, v: usize, w: usize, R: usize): i32 {
  const size = <usize>U * <usize>V * <usize>W << 3;
  memory.fill(R, 0, size);
  for (; nonzeros > 0; nonzeros--, target += 8) {
    const at = R + (<usize>load<u32>(target) << 3);
    store<i64>(at, load<i64>(at) + <i64>load<i32>(target, 4));
  }
  for (; rank > 0; rank--) {
    let at = R;
    for (let a = 0; a < U; a++, u += 4) for (let b = 0; b < V; b++, at += <usize>W << 3) {
      const x = <i64>load<i32>(u) * <i64>load<i32>(v + (<usize>b << 2));
      if (x != 0) for (let c: usize = 0; c < <usize>W; c++) store<i64>(at + (c << 3), load<i64>(at + (c << 3)) - x * <i64>load<i32>(w + (c << 2)));
    }
    v += <usize>V << 2;
    w += <usize>W << 2;
  }
  for (let i: usize = 0; i < size; i += 8) if (load<i64>(R + i) != 0) return 1;
  return 0;
}

/** e ← (R / modulus mod p) at the random points. 1 if some entry of R is no multiple of the modulus, else 0. Scratch: one plane and two vectors. */
export function residue(p: i32, U: i32, V: i32, W: i32, R: usize, modulus: f64, bytes: usize, points: usize, e: usize, ws: usize): i32 {
  const stride = strideOf(p, bytes), betas = points + <usize>U * stride, gammas = betas + <usize>V * stride, m = <i64>modulus;
  const zero = ws, slice = ws + bytes, line = slice + stride;
  memory.fill(zero, 0, bytes);
  memory.fill(e, 0, stride);
  for (let a = 0; a < U; a++) {
    memory.fill(slice, 0, stride);
    for (let b = 0; b < V; b++) {
      memory.fill(line, 0, stride);
      for (let c = 0; c < W; c++, R += 8) {
        const x = load<i64>(R);
        if (x == 0) continue;
        if (x % m != 0) return 1;
        subtract(p, modulo(-(x / m), p), line, gammas + <usize>c * stride, zero, 0, bytes);
      }
      multiply(p, line, line, betas + <usize>b * stride, bytes);
      subtract(p, p - 1, slice, line, zero, 0, bytes);
    }
    multiply(p, slice, slice, points + <usize>a * stride, bytes);
    subtract(p, p - 1, e, slice, zero, 0, bytes);
  }
  return 0;
}
