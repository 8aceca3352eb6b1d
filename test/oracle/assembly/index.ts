// A second implementation of the dense kernels: scalar, plain, over managed arrays, every operation rounded to the dtype as wasm does.
// It never shares code with assembly/; test/helpers/oracle.ts builds and loads it.

export const Float32Array_ID = idof<Float32Array>();
export const Float64Array_ID = idof<Float64Array>();

/** C ← alpha·op(A)·op(B) + beta·C, compact row-major; each sum of products runs from p = 0 to k − 1 and starts at 0. */
function gemm<A, T>(m: i32, n: i32, k: i32, alpha: T, a: A, transA: bool, b: A, transB: bool, beta: T, c: A): void {
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) {
    let sum: T = <T>0;
    for (let p = 0; p < k; p++) {
      const x: T = transA ? a[p * m + i] : a[i * k + p];
      const y: T = transB ? b[j * k + p] : b[p * n + j];
      sum = <T>(sum + x * y);
    }
    const before: T = beta == <T>0 ? <T>0 : <T>(beta * c[i * n + j]);
    c[i * n + j] = beta == <T>0 ? <T>(alpha * sum) : <T>(before + alpha * sum);
  }
}

/** y ← alpha·op(A)·x + beta·y, A rows×cols. */
function gemv<A, T>(rows: i32, cols: i32, alpha: T, a: A, trans: bool, x: A, beta: T, y: A): void {
  if (trans) gemm<A, T>(cols, 1, rows, alpha, a, true, x, false, beta, y);
  else gemm<A, T>(rows, 1, cols, alpha, a, false, x, false, beta, y);
}

function axpy<A, T>(n: i32, alpha: T, x: A, y: A): void {
  for (let i = 0; i < n; i++) y[i] = <T>(y[i] + alpha * x[i]);
}

function dot<A, T>(n: i32, x: A, y: A): T {
  let sum: T = <T>0;
  for (let i = 0; i < n; i++) sum = <T>(sum + x[i] * y[i]);
  return sum;
}

export function gemm_f32(m: i32, n: i32, k: i32, alpha: f32, a: Float32Array, transA: bool, b: Float32Array, transB: bool, beta: f32, c: Float32Array): void {
  gemm<Float32Array, f32>(m, n, k, alpha, a, transA, b, transB, beta, c);
}
export function gemm_f64(m: i32, n: i32, k: i32, alpha: f64, a: Float64Array, transA: bool, b: Float64Array, transB: bool, beta: f64, c: Float64Array): void {
  gemm<Float64Array, f64>(m, n, k, alpha, a, transA, b, transB, beta, c);
}
export function gemv_f32(rows: i32, cols: i32, alpha: f32, a: Float32Array, trans: bool, x: Float32Array, beta: f32, y: Float32Array): void {
  gemv<Float32Array, f32>(rows, cols, alpha, a, trans, x, beta, y);
}
export function gemv_f64(rows: i32, cols: i32, alpha: f64, a: Float64Array, trans: bool, x: Float64Array, beta: f64, y: Float64Array): void {
  gemv<Float64Array, f64>(rows, cols, alpha, a, trans, x, beta, y);
}
export function axpy_f32(n: i32, alpha: f32, x: Float32Array, y: Float32Array): void { axpy<Float32Array, f32>(n, alpha, x, y); }
export function axpy_f64(n: i32, alpha: f64, x: Float64Array, y: Float64Array): void { axpy<Float64Array, f64>(n, alpha, x, y); }
export function dot_f32(n: i32, x: Float32Array, y: Float32Array): f32 { return dot<Float32Array, f32>(n, x, y); }
export function dot_f64(n: i32, x: Float64Array, y: Float64Array): f64 { return dot<Float64Array, f64>(n, x, y); }
