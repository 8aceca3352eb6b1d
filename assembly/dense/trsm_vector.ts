// Triangular system with one right-hand side: memory-bound, so T is read once, along its rows or its columns, by gemv.
import { gemv, gemv_t } from "./gemv";

/** Unknowns found by scalars between two updates: one pass of the six-row kernels of gemv. */
const STEP: i32 = 6;

/** x ← T⁻¹·x for triangular T(m×m), T(i, p) at t + (i·rs + p·cs), one of rs and cs 1; x contiguous; `forward` for a lower
 *  triangle, backward for an upper one. Rows of T contiguous: dot products with what is solved; columns contiguous: updates
 *  of what is left (Golub & Van Loan, 4th ed., algorithms 3.1.1-3.1.4). Backward error: Higham, ASNA 2nd ed., theorem 8.5. */
export function trsv<T>(m: i32, t: usize, rs: i32, cs: i32, forward: bool, unit: bool, x: usize): void {
  const S = sizeof<T>();
  const r = <usize>rs * S, c = <usize>cs * S;
  for (let done = 0; done < m; done += STEP) {
    const nb = min(STEP, m - done), left = m - done - nb;
    const i0 = forward ? done : left;
    const block = x + <usize>i0 * S;
    if (cs == 1 && done > 0) {
      const solved = forward ? 0 : i0 + nb;
      gemv<T>(nb, done, <T>-1, t + <usize>i0 * r + <usize>solved * S, rs, x + <usize>solved * S, 1, <T>1, block, 1, 0);
    }
    const corner = t + <usize>i0 * (r + c);
    for (let q = 0; q < nb; q++) {
      const i = forward ? q : nb - 1 - q;
      const row = corner + <usize>i * r;
      let s = load<T>(block + <usize>i * S);
      for (let p = forward ? 0 : i + 1, end = forward ? i : nb; p < end; p++) {
        s = <T>(s - load<T>(row + <usize>p * c) * load<T>(block + <usize>p * S));
      }
      store<T>(block + <usize>i * S, unit ? s : <T>(s / load<T>(row + <usize>i * c)));
    }
    if (cs != 1 && left > 0) {
      const rest = forward ? i0 + nb : 0;
      gemv_t<T>(nb, left, <T>-1, t + <usize>i0 * c + <usize>rest * S, cs, block, 1, <T>1, x + <usize>rest * S, 1, 0);
    }
  }
}
