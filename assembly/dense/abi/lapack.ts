// Exports of the factorizations, one line an instance. Pointers in bytes, sizes and strides in elements, `*_workspace` in bytes as f64.
import { geqrf, geqrf_workspace } from "../geqrf";
import { qrBlock, ormqr, ormqr_workspace } from "../geqrf_apply";
import { getrf, getrf_workspace, getrs, getrs_workspace } from "../getrf";
import { copyBlock, findNonfinite, norm1 } from "../lapack_copy";
import { dependentColumn, gels, gels_workspace, gesv, gesv_workspace, getri, getri_workspace } from "../lapack_solve";
import { laswp } from "../lapack_swap";
import { potrf, potrf_workspace, potrs, potrs_workspace } from "../potrf";
import { gecon, gecon_workspace } from "../trcon";
import { trsm, trsm_workspace } from "../trsm";

export function trsm_f32(right: i32, lower: i32, unit: i32, m: i32, n: i32, alpha: f32, t: usize, rs: i32, cs: i32, b: usize, ldb: i32, ws: usize): void { trsm<f32>(right != 0, lower != 0, unit != 0, m, n, alpha, t, rs, cs, b, ldb, ws); }
export function trsm_f64(right: i32, lower: i32, unit: i32, m: i32, n: i32, alpha: f64, t: usize, rs: i32, cs: i32, b: usize, ldb: i32, ws: usize): void { trsm<f64>(right != 0, lower != 0, unit != 0, m, n, alpha, t, rs, cs, b, ldb, ws); }
export function trsm_f32_workspace(right: i32, m: i32, n: i32): f64 { return trsm_workspace<f32>(right != 0, m, n); }
export function trsm_f64_workspace(right: i32, m: i32, n: i32): f64 { return trsm_workspace<f64>(right != 0, m, n); }

export function potrf_f32(n: i32, a: usize, lda: i32, ws: usize): i32 { return potrf<f32>(n, a, lda, ws); }
export function potrf_f64(n: i32, a: usize, lda: i32, ws: usize): i32 { return potrf<f64>(n, a, lda, ws); }
export function potrf_f32_workspace(n: i32): f64 { return potrf_workspace<f32>(n); }
export function potrf_f64_workspace(n: i32): f64 { return potrf_workspace<f64>(n); }
export function potrs_f32(n: i32, nrhs: i32, l: usize, ldl: i32, b: usize, ldb: i32, ws: usize): void { potrs<f32>(n, nrhs, l, ldl, b, ldb, ws); }
export function potrs_f64(n: i32, nrhs: i32, l: usize, ldl: i32, b: usize, ldb: i32, ws: usize): void { potrs<f64>(n, nrhs, l, ldl, b, ldb, ws); }
export function potrs_f32_workspace(n: i32, nrhs: i32): f64 { return potrs_workspace<f32>(n, nrhs); }
export function potrs_f64_workspace(n: i32, nrhs: i32): f64 { return potrs_workspace<f64>(n, nrhs); }

export function getrf_f32(m: i32, n: i32, a: usize, lda: i32, pivots: usize, ws: usize): i32 { return getrf<f32>(m, n, a, lda, pivots, ws); }
export function getrf_f64(m: i32, n: i32, a: usize, lda: i32, pivots: usize, ws: usize): i32 { return getrf<f64>(m, n, a, lda, pivots, ws); }
export function getrf_f32_workspace(m: i32, n: i32): f64 { return getrf_workspace<f32>(m, n); }
export function getrf_f64_workspace(m: i32, n: i32): f64 { return getrf_workspace<f64>(m, n); }
export function getrs_f32(n: i32, nrhs: i32, lu: usize, ldlu: i32, pivots: usize, b: usize, ldb: i32, ws: usize): void { getrs<f32>(n, nrhs, lu, ldlu, pivots, b, ldb, ws); }
export function getrs_f64(n: i32, nrhs: i32, lu: usize, ldlu: i32, pivots: usize, b: usize, ldb: i32, ws: usize): void { getrs<f64>(n, nrhs, lu, ldlu, pivots, b, ldb, ws); }
export function getrs_f32_workspace(n: i32, nrhs: i32): f64 { return getrs_workspace<f32>(n, nrhs); }
export function getrs_f64_workspace(n: i32, nrhs: i32): f64 { return getrs_workspace<f64>(n, nrhs); }
export function gecon_f32(n: i32, lu: usize, ldlu: i32, pivots: usize, anorm: f64, ws: usize): f64 { return gecon<f32>(n, lu, ldlu, pivots, anorm, ws); }
export function gecon_f64(n: i32, lu: usize, ldlu: i32, pivots: usize, anorm: f64, ws: usize): f64 { return gecon<f64>(n, lu, ldlu, pivots, anorm, ws); }
export function gecon_f32_workspace(n: i32): f64 { return gecon_workspace<f32>(n); }
export function gecon_f64_workspace(n: i32): f64 { return gecon_workspace<f64>(n); }
export function laswp_f32(n: i32, a: usize, lda: i32, first: i32, last: i32, pivots: usize, back: i32): void { laswp<f32>(n, a, lda, first, last, pivots, back != 0); }
export function laswp_f64(n: i32, a: usize, lda: i32, first: i32, last: i32, pivots: usize, back: i32): void { laswp<f64>(n, a, lda, first, last, pivots, back != 0); }

/** Elements from one row of t to the next when it has k = min(m, n) rows. */
export function geqrf_block(k: i32): i32 { return qrBlock(k); }
export function geqrf_f32(m: i32, n: i32, a: usize, lda: i32, tau: usize, t: usize, ws: usize): void { geqrf<f32>(m, n, a, lda, tau, t, ws); }
export function geqrf_f64(m: i32, n: i32, a: usize, lda: i32, tau: usize, t: usize, ws: usize): void { geqrf<f64>(m, n, a, lda, tau, t, ws); }
export function geqrf_f32_workspace(m: i32, n: i32): f64 { return geqrf_workspace<f32>(m, n); }
export function geqrf_f64_workspace(m: i32, n: i32): f64 { return geqrf_workspace<f64>(m, n); }
export function ormqr_f32(trans: i32, m: i32, n: i32, k: i32, qr: usize, ldqr: i32, t: usize, c: usize, ldc: i32, ws: usize): void { ormqr<f32>(trans != 0, m, n, k, qr, ldqr, t, c, ldc, ws); }
export function ormqr_f64(trans: i32, m: i32, n: i32, k: i32, qr: usize, ldqr: i32, t: usize, c: usize, ldc: i32, ws: usize): void { ormqr<f64>(trans != 0, m, n, k, qr, ldqr, t, c, ldc, ws); }
export function ormqr_f32_workspace(m: i32, n: i32, k: i32): f64 { return ormqr_workspace<f32>(m, n, k); }
export function ormqr_f64_workspace(m: i32, n: i32, k: i32): f64 { return ormqr_workspace<f64>(m, n, k); }

export function find_nonfinite_f32(m: i32, n: i32, a: usize, lda: i32, lower: i32): i32 { return findNonfinite<f32>(m, n, a, lda, lower != 0); }
export function find_nonfinite_f64(m: i32, n: i32, a: usize, lda: i32, lower: i32): i32 { return findNonfinite<f64>(m, n, a, lda, lower != 0); }
/** ws: n elements. */
export function norm1_f32(m: i32, n: i32, a: usize, lda: i32, ws: usize): f64 { return norm1<f32>(m, n, a, lda, ws); }
export function norm1_f64(m: i32, n: i32, a: usize, lda: i32, ws: usize): f64 { return norm1<f64>(m, n, a, lda, ws); }
/** b(m×n) ← a. LAPACK lacpy. */
export function lacpy_f32(m: i32, n: i32, a: usize, lda: i32, b: usize, ldb: i32): void { copyBlock<f32>(m, n, a, lda, b, ldb); }
export function lacpy_f64(m: i32, n: i32, a: usize, lda: i32, b: usize, ldb: i32): void { copyBlock<f64>(m, n, a, lda, b, ldb); }
export function dependent_column_f32(m: i32, n: i32, r: usize, ldr: i32): i32 { return dependentColumn<f32>(m, n, r, ldr); }
export function dependent_column_f64(m: i32, n: i32, r: usize, ldr: i32): i32 { return dependentColumn<f64>(m, n, r, ldr); }

export function gesv_f32(n: i32, nrhs: i32, a: usize, lda: i32, b: usize, ldb: i32, x: usize, ldx: i32, ws: usize): i32 { return gesv<f32>(n, nrhs, a, lda, b, ldb, x, ldx, ws); }
export function gesv_f64(n: i32, nrhs: i32, a: usize, lda: i32, b: usize, ldb: i32, x: usize, ldx: i32, ws: usize): i32 { return gesv<f64>(n, nrhs, a, lda, b, ldb, x, ldx, ws); }
export function gesv_f32_workspace(n: i32, nrhs: i32): f64 { return gesv_workspace<f32>(n, nrhs); }
export function gesv_f64_workspace(n: i32, nrhs: i32): f64 { return gesv_workspace<f64>(n, nrhs); }
export function gels_f32(m: i32, n: i32, nrhs: i32, a: usize, lda: i32, b: usize, ldb: i32, x: usize, ldx: i32, ws: usize): i32 { return gels<f32>(m, n, nrhs, a, lda, b, ldb, x, ldx, ws); }
export function gels_f64(m: i32, n: i32, nrhs: i32, a: usize, lda: i32, b: usize, ldb: i32, x: usize, ldx: i32, ws: usize): i32 { return gels<f64>(m, n, nrhs, a, lda, b, ldb, x, ldx, ws); }
export function gels_f32_workspace(m: i32, n: i32, nrhs: i32): f64 { return gels_workspace<f32>(m, n, nrhs); }
export function gels_f64_workspace(m: i32, n: i32, nrhs: i32): f64 { return gels_workspace<f64>(m, n, nrhs); }
export function getri_f32(n: i32, a: usize, lda: i32, x: usize, ldx: i32, ws: usize): i32 { return getri<f32>(n, a, lda, x, ldx, ws); }
export function getri_f64(n: i32, a: usize, lda: i32, x: usize, ldx: i32, ws: usize): i32 { return getri<f64>(n, a, lda, x, ldx, ws); }
export function getri_f32_workspace(n: i32): f64 { return getri_workspace<f32>(n); }
export function getri_f64_workspace(n: i32): f64 { return getri_workspace<f64>(n); }

// The inner loops: strides, offsets and widths in bytes.
export { getrf_f32_ukr, getrf_f64_ukr } from "../getrf_panel";
export { geqrf_f32_ukr_project, geqrf_f32_ukr_reflect, geqrf_f64_ukr_project, geqrf_f64_ukr_reflect } from "../geqrf_strip";
export { trsm_f32_ukr, trsm_f64_ukr } from "../trsm";
