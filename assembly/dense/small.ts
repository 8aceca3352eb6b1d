// gemm for operands that live in L1 as they are: no packing, a by row pointers, b by its own row stride.
import { align64, madd } from "../core/lanes";
import { NR } from "./blocking";
import { packB } from "./pack";
import { mergeTile } from "./tiles";

/** C[R×NR] (+)= a·b with a(i,p) at a + i*rs + p*cs and rows of b ldb apart, all in bytes. Same contract as ukernel.ts. */
// @ts-ignore: decorator
@inline
function kernel<T>(R: i32, k: i32, a: usize, rs: usize, cs: usize, b: usize, ldb: usize, c: usize, ldc: usize, acc: i32): void {
  let c00 = v128.splat<T>(<T>0), c01 = c00;
  let c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00;
  let c30 = c00, c31 = c00;
  let a1 = a + rs, a2 = a1 + rs, a3 = a2 + rs;
  const end = a + <usize>k * cs;
  while (a != end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<T>(a);
    c00 = madd<T>(x, b0, c00); c01 = madd<T>(x, b1, c01);
    if (R > 1) { x = v128.load_splat<T>(a1); c10 = madd<T>(x, b0, c10); c11 = madd<T>(x, b1, c11); a1 += cs; }
    if (R > 2) { x = v128.load_splat<T>(a2); c20 = madd<T>(x, b0, c20); c21 = madd<T>(x, b1, c21); a2 += cs; }
    if (R > 3) { x = v128.load_splat<T>(a3); c30 = madd<T>(x, b0, c30); c31 = madd<T>(x, b1, c31); a3 += cs; }
    a += cs;
    b += ldb;
  }
  const r1 = c + ldc, r2 = r1 + ldc, r3 = r2 + ldc;
  if (acc) {
    v128.store(c, v128.add<T>(v128.load(c), c00)); v128.store(c, v128.add<T>(v128.load(c, 16), c01), 16);
    if (R > 1) { v128.store(r1, v128.add<T>(v128.load(r1), c10)); v128.store(r1, v128.add<T>(v128.load(r1, 16), c11), 16); }
    if (R > 2) { v128.store(r2, v128.add<T>(v128.load(r2), c20)); v128.store(r2, v128.add<T>(v128.load(r2, 16), c21), 16); }
    if (R > 3) { v128.store(r3, v128.add<T>(v128.load(r3), c30)); v128.store(r3, v128.add<T>(v128.load(r3, 16), c31), 16); }
  } else {
    v128.store(c, c00); v128.store(c, c01, 16);
    if (R > 1) { v128.store(r1, c10); v128.store(r1, c11, 16); }
    if (R > 2) { v128.store(r2, c20); v128.store(r2, c21, 16); }
    if (R > 3) { v128.store(r3, c30); v128.store(r3, c31, 16); }
  }
}

export function gemm_f32_direct_1x8(k: i32, a: usize, rs: usize, cs: usize, b: usize, ldb: usize, c: usize, ldc: usize, acc: i32): void { kernel<f32>(1, k, a, rs, cs, b, ldb, c, ldc, acc); }
export function gemm_f32_direct_2x8(k: i32, a: usize, rs: usize, cs: usize, b: usize, ldb: usize, c: usize, ldc: usize, acc: i32): void { kernel<f32>(2, k, a, rs, cs, b, ldb, c, ldc, acc); }
export function gemm_f32_direct_3x8(k: i32, a: usize, rs: usize, cs: usize, b: usize, ldb: usize, c: usize, ldc: usize, acc: i32): void { kernel<f32>(3, k, a, rs, cs, b, ldb, c, ldc, acc); }
export function gemm_f32_direct_4x8(k: i32, a: usize, rs: usize, cs: usize, b: usize, ldb: usize, c: usize, ldc: usize, acc: i32): void { kernel<f32>(4, k, a, rs, cs, b, ldb, c, ldc, acc); }
export function gemm_f64_direct_1x4(k: i32, a: usize, rs: usize, cs: usize, b: usize, ldb: usize, c: usize, ldc: usize, acc: i32): void { kernel<f64>(1, k, a, rs, cs, b, ldb, c, ldc, acc); }
export function gemm_f64_direct_2x4(k: i32, a: usize, rs: usize, cs: usize, b: usize, ldb: usize, c: usize, ldc: usize, acc: i32): void { kernel<f64>(2, k, a, rs, cs, b, ldb, c, ldc, acc); }
export function gemm_f64_direct_3x4(k: i32, a: usize, rs: usize, cs: usize, b: usize, ldb: usize, c: usize, ldc: usize, acc: i32): void { kernel<f64>(3, k, a, rs, cs, b, ldb, c, ldc, acc); }
export function gemm_f64_direct_4x4(k: i32, a: usize, rs: usize, cs: usize, b: usize, ldb: usize, c: usize, ldc: usize, acc: i32): void { kernel<f64>(4, k, a, rs, cs, b, ldb, c, ldc, acc); }

// @ts-ignore: decorator
@inline
function direct<T>(rows: i32, k: i32, a: usize, rs: usize, cs: usize, b: usize, ldb: usize, c: usize, ldc: usize, acc: i32): void {
  if (sizeof<T>() == 4) {
    if (rows >= 4) gemm_f32_direct_4x8(k, a, rs, cs, b, ldb, c, ldc, acc);
    else if (rows == 3) gemm_f32_direct_3x8(k, a, rs, cs, b, ldb, c, ldc, acc);
    else if (rows == 2) gemm_f32_direct_2x8(k, a, rs, cs, b, ldb, c, ldc, acc);
    else gemm_f32_direct_1x8(k, a, rs, cs, b, ldb, c, ldc, acc);
  } else {
    if (rows >= 4) gemm_f64_direct_4x4(k, a, rs, cs, b, ldb, c, ldc, acc);
    else if (rows == 3) gemm_f64_direct_3x4(k, a, rs, cs, b, ldb, c, ldc, acc);
    else if (rows == 2) gemm_f64_direct_2x4(k, a, rs, cs, b, ldb, c, ldc, acc);
    else gemm_f64_direct_1x4(k, a, rs, cs, b, ldb, c, ldc, acc);
  }
}

/** Bytes of scratch: a tile and one packed panel. */
export function smallWorkspace(k: i32): usize { return align64(256 + <usize>k * 32); }

/** C (+)= alpha·a·b, strides in elements. */
export function gemmSmall<T>(m: i32, n: i32, k: i32, alpha: T, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, acc: i32, c: usize, ldc: i32, ws: usize): void {
  const S = sizeof<T>();
  const rs = <usize>rsa * S, cs = <usize>csa * S, cb = <usize>ldc * S;
  const panel = ws + 256;
  for (let j = 0; j < n; j += NR<T>()) {
    const cols = min(NR<T>(), n - j);
    let bj = b + <usize>j * <usize>csb * S;
    let ldb = <usize>rsb * S;
    if (csb != 1 || cols < NR<T>()) {
      packB<T>(k, cols, bj, rsb, csb, panel);
      bj = panel;
      ldb = 32;
    }
    let ai = a, cj = c + <usize>j * S;
    for (let i = 0; i < m; i += 4) {
      const rows = min(4, m - i);
      if (cols == NR<T>() && alpha == <T>1) direct<T>(rows, k, ai, rs, cs, bj, ldb, cj, cb, acc);
      else {
        direct<T>(rows, k, ai, rs, cs, bj, ldb, ws, 32, 0);
        mergeTile<T>(rows, cols, alpha, ws, cj, cb, acc);
      }
      ai += 4 * rs;
      cj += 4 * cb;
    }
  }
}
