// IC(0) and ILU(0) on the pattern of A, rows in their own order. What is left in W: below the diagonal l_ij·d_j, on it d_i, above it u_ij (not divided by d_i): the rows of W, divided by
// their d_i, are those of L̃ and Ũ in M = D·(I + L̃)·(I + Ũ). Saad 2003, §10.3.
import { rowDot } from "./sweep";

/** Rows first … last − 1 of IC(0) of A + shift·diag(A); 0, or the row + 1 whose pivot is not at least `least` times a_ii. start[i] is where row i's diagonal entry stands.
 *  While it runs W holds l_ij = w_ij/d_j below the diagonal; w: n zeros, which it leaves. */
export function ic0(first: i32, last: i32, rowPtr: usize, colIdx: usize, values: usize, W: usize, start: usize, pivot: usize, w: usize, shift: f64, least: f64): i32 {
  for (let i = first; i < last; i++) {
    const begin = <usize>load<u32>(rowPtr + (<usize>i << 2)), diag = <usize>load<u32>(start + (<usize>i << 2));
    let d = (1 + shift) * load<f64>(values + (diag << 3));
    const enough = least * load<f64>(values + (diag << 3));
    for (let k = begin; k < diag; k++) store<f64>(w + (<usize>load<u32>(colIdx + (k << 2)) << 3), load<f64>(values + (k << 3)));
    for (let k = begin; k < diag; k++) {
      const j = <usize>load<u32>(colIdx + (k << 2)), at = w + (j << 3);
      const v = load<f64>(at) - rowDot(load<i32>(rowPtr + (j << 2)), load<i32>(start + (j << 2)), colIdx, W, w), l = v / load<f64>(pivot + (j << 3));
      store<f64>(at, v);
      store<f64>(W + (k << 3), l);
      d -= v * l;
    }
    for (let k = begin; k < diag; k++) store<f64>(w + (<usize>load<u32>(colIdx + (k << 2)) << 3), 0);
    if (!(d >= enough && d > 0)) return i + 1;
    store<f64>(pivot + (<usize>i << 3), d);
  }
  return 0;
}

/** Ends IC(0): l_ij·d_j below the diagonal, their mirror above it. The pattern is symmetric. next: n of i32. */
export function ic0Mirror(n: i32, rowPtr: usize, colIdx: usize, W: usize, start: usize, pivot: usize, next: usize): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 2, diag = <usize>load<u32>(start + at);
    store<u32>(next + at, <u32>diag + 1);
    store<f64>(W + (diag << 3), load<f64>(pivot + (<usize>i << 3)));
    for (let k = <usize>load<u32>(rowPtr + at); k < diag; k++) {
      const j = <usize>load<u32>(colIdx + (k << 2)), v = load<f64>(W + (k << 3)) * load<f64>(pivot + (j << 3)), to = next + (j << 2);
      store<f64>(W + (k << 3), v);
      store<f64>(W + (<usize>load<u32>(to) << 3), v);
      store<u32>(to, load<u32>(to) + 1);
    }
  }
}

/** start[i] = where the diagonal entry of row i stands; 0, or the row + 1 that has none, or has 0 there. */
export function diagonals(n: i32, rowPtr: usize, colIdx: usize, values: usize, start: usize): i32 {
  for (let i = 0; i < n; i++) {
    const at = rowPtr + (<usize>i << 2), end = <usize>load<u32>(at, 4);
    let k = <usize>load<u32>(at);
    while (k < end && load<i32>(colIdx + (k << 2)) < i) k++;
    if (k == end || load<i32>(colIdx + (k << 2)) != i || load<f64>(values + (k << 3)) == 0) return i + 1;
    store<u32>(start + (<usize>i << 2), <u32>k);
  }
  return 0;
}

/** A pivot that is no use: 1e-4 + drop times the mean size of its row stands in for it. Saad 1994, ILUT, Numer. Linear Algebra Appl. 1(4). */
// @ts-ignore: decorator
@inline
export function usable(d: f64, mean: f64): bool { return abs(d) > 1e-14 * mean; }

/** Rows first … last − 1 of ILU(0), in W, which holds A; returns how many pivots had to be replaced. where: n of i32, all −1, which it leaves. */
export function ilu0(first: i32, last: i32, rowPtr: usize, colIdx: usize, W: usize, start: usize, where: usize): i32 {
  let replaced = 0;
  for (let i = first; i < last; i++) {
    const begin = <usize>load<u32>(rowPtr + (<usize>i << 2)), end = <usize>load<u32>(rowPtr + (<usize>i << 2), 4), diag = <usize>load<u32>(start + (<usize>i << 2));
    let mean = 0.0;
    for (let k = begin; k < end; k++) {
      store<i32>(where + (<usize>load<u32>(colIdx + (k << 2)) << 2), <i32>k);
      mean += abs(load<f64>(W + (k << 3)));
    }
    mean /= <f64>(end - begin);
    for (let k = begin; k < diag; k++) {
      const j = <usize>load<u32>(colIdx + (k << 2)), dj = <usize>load<u32>(start + (j << 2)), stop = <usize>load<u32>(rowPtr + (j << 2), 4);
      const l = load<f64>(W + (k << 3)) / load<f64>(W + (dj << 3));
      for (let m = dj + 1; m < stop; m++) {
        const to = load<i32>(where + (<usize>load<u32>(colIdx + (m << 2)) << 2));
        if (to < 0) continue;
        const at = W + (<usize>to << 3);
        store<f64>(at, load<f64>(at) - l * load<f64>(W + (m << 3)));
      }
    }
    if (!usable(load<f64>(W + (diag << 3)), mean)) {
      store<f64>(W + (diag << 3), 1e-4 * mean);
      replaced++;
    }
    for (let k = begin; k < end; k++) store<i32>(where + (<usize>load<u32>(colIdx + (k << 2)) << 2), -1);
  }
  return replaced;
}
