// Triangular systems, a group of rows a call.
import { GROUP, real } from "./base";
import { find } from "./symmetry";
import { trisolve_lower_f64_ukr, trisolve_lower_t_f64_ukr, trisolve_upper_f64_ukr, trisolve_upper_t_f64_ukr } from "./triangular-ukernel";

/** 0, or 1 more than the first row without a diagonal entry other than 0. */
export function first_zero(n: i32, p: usize, idx: usize, values: usize): i32 {
  for (let i = 0; i < n; i++) {
    const at = find(p, idx, i, i);
    if (at < 0 || real<f64>(values, at) == 0) return i + 1;
  }
  return 0;
}

export function trisolve(n: i32, upper: i32, trans: i32, unit: i32, p: usize, idx: usize, values: usize, x: usize): void {
  const down = upper != trans;
  for (let done = 0; done < n; done += GROUP) {
    const size = min(GROUP, n - done), from = down ? n - done - size : done, to = from + size;
    if (upper) {
      if (trans) trisolve_upper_t_f64_ukr(from, to, unit, p, idx, values, x);
      else trisolve_upper_f64_ukr(from, to, unit, p, idx, values, x);
    } else if (trans) trisolve_lower_t_f64_ukr(from, to, unit, p, idx, values, x);
    else trisolve_lower_f64_ukr(from, to, unit, p, idx, values, x);
  }
}
