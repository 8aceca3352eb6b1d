// Interim.
export function csr_spmv_f64(rows: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, beta: f64, y: usize): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0.0;
    const end = load<i32>(rowPtr + (<usize>(i + 1) << 2));
    for (let k = load<i32>(rowPtr + (<usize>i << 2)); k < end; k++) sum += load<f64>(values + (<usize>k << 3)) * load<f64>(x + (<usize>load<i32>(colIdx + (<usize>k << 2)) << 3));
    const at = y + (<usize>i << 3);
    store<f64>(at, alpha * sum + (beta == 0.0 ? 0.0 : beta * load<f64>(at)));
  }
}
