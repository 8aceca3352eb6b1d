// J·x = e with the factors that factor.ts left: Eᵀ·y = e forward, Lᵀ·x = y backward; free unknowns are 0.
import { digit, lead, setDigit, strideOf, subtract } from "./field";
import { widthOf } from "./factor";

export function solveWorkspace(n: i32, bytes: i32): f64 {
  return <f64>bytes + 4.0 * <f64>n;
}

/** e is destroyed. 0: x holds the solution, a byte an unknown; 1: there is none. */
export function solve(p: i32, n: i32, bytes: usize, rows: usize, pivots: usize, e: usize, x: usize, ws: usize): i32 {
  const stride = strideOf(p, bytes), width = widthOf(p), mask = ws, order = ws + bytes;
  let rank = 0;
  for (let i = 0; i < n; i++) if (load<i32>(pivots + (<usize>i << 2)) >= 0) {
    store<i32>(order + (<usize>rank << 2), i);
    rank++;
  }
  memory.fill(mask, 0, bytes);
  memory.fill(x, 0, n);
  for (let from = 0; from < rank; from += width) {
    const to = min(from + width, rank);
    for (let s = from; s < to; s++) setDigit(mask, at(pivots, order, s), 1, 2, bytes);
    for (let s = from; s < to; s++) subtract(p, digit(e, at(pivots, order, s), p, bytes), e, rows + index(order, s) * stride, mask, 0, bytes);
  }
  if (lead(e, mask, 0, bytes) >= 0) return 1;
  for (let i: usize = 0; i < bytes; i += 16) v128.store(mask + i, v128.not(v128.load(mask + i)));
  for (let from = rank > 0 ? (rank - 1) / width * width : -1; from >= 0; from -= width) {
    const to = min(from + width, rank);
    for (let s = from; s < to; s++) setDigit(mask, at(pivots, order, s), 1, 2, bytes);
    for (let t = from; t < to; t++) {
      let sum = 0;
      for (let s = from; s < to; s++) sum += digit(rows + index(order, s) * stride, at(pivots, order, t), p, bytes) * digit(e, at(pivots, order, s), p, bytes);
      store<u8>(x + index(order, t), <u8>(sum % p));
    }
    for (let t = from; t < to; t++) subtract(p, load<u8>(x + index(order, t)), e, rows + index(order, t) * stride, mask, 0, bytes);
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function index(order: usize, s: i32): usize {
  return <usize>load<i32>(order + (<usize>s << 2));
}

// @ts-ignore: decorator
@inline
function at(pivots: usize, order: usize, s: i32): i32 {
  return load<i32>(pivots + (index(order, s) << 2));
}
