// Raw exports of products with a sparse matrix.
import { fill } from "../csr/fill";
import { head, KIND } from "../csr/packed";
import { plan, plan_workspace } from "../csr/plan";
import { spmm } from "../csr/spmm";
import { combine, normal, product, spmv, transposed } from "../csr/spmv";

export * from "../csr/formats-ukernel";
export * from "../csr/spmm-ukernel";
export * from "../csr/spmv-ukernel";

/** y ← α·A·x + β·y. */
export function csr_spmv_f32(rows: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, beta: f64, y: usize): void { spmv<f32>(0, rows, rowPtr, colIdx, values, alpha, x, beta, y); }
export function csr_spmv_f64(rows: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, beta: f64, y: usize): void { spmv<f64>(0, rows, rowPtr, colIdx, values, alpha, x, beta, y); }
/** sums (cols f64) ← Aᵀ·x. */
export function csr_spmv_t_f32(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, sums: usize): void { transposed<f32>(rows, cols, rowPtr, colIdx, values, x, sums); }
export function csr_spmv_t_f64(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, sums: usize): void { transposed<f64>(rows, cols, rowPtr, colIdx, values, x, sums); }
/** sums (cols f64) ← Aᵀ·A·x. */
export function csr_normal_f32(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, sums: usize): void { normal<f32>(rows, cols, rowPtr, colIdx, values, x, sums); }
export function csr_normal_f64(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, sums: usize): void { normal<f64>(rows, cols, rowPtr, colIdx, values, x, sums); }
/** Y ← α·A·X + β·Y for X and Y of cols columns, row-major, strides in elements. */
export function csr_spmm_f32(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, ldx: i32, beta: f64, y: usize, ldy: i32): void { spmm<f32>(rows, cols, rowPtr, colIdx, values, alpha, x, ldx, beta, y, ldy); }
export function csr_spmm_f64(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, ldx: i32, beta: f64, y: usize, ldy: i32): void { spmm<f64>(rows, cols, rowPtr, colIdx, values, alpha, x, ldx, beta, y, ldy); }
/** y ← α·t + β·y for t in f64. */
export function csr_combine_f32(n: i32, alpha: f64, t: usize, beta: f64, y: usize): void { combine<f32>(n, alpha, t, beta, y); }
export function csr_combine_f64(n: i32, alpha: f64, t: usize, beta: f64, y: usize): void { combine<f64>(n, alpha, t, beta, y); }

/** Chooses a format: its head to out (64 bytes), the bytes of its block as the answer, 0 for compressed rows. force: 0, or the kind wanted. */
export function csr_plan(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, out: usize, force: i32, ws: usize): f64 { return plan(rows, cols, rowPtr, colIdx, out, force, ws); }
export function csr_plan_workspace(rows: i32, cols: i32): f64 { return plan_workspace(rows, cols); }
/** Fills the block `packed`, whose head is there. ws as for csr_plan. */
export function csr_pack_f64(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, packed: usize, ws: usize): void { fill(rows, cols, rowPtr, colIdx, values, packed, ws); }
/** 1 SELL-8, 2 BSR-2, 3 BSR-3, 4 DIA. */
export function csr_packed_kind(packed: usize): i32 { return head(packed, KIND); }
/** y ← A·x on the packed block, or on the compressed rows if that is 0. */
export function csr_product_f64(rows: i32, rowPtr: usize, colIdx: usize, values: usize, packed: usize, x: usize, y: usize): void { product(rows, rowPtr, colIdx, values, packed, x, y); }
