// Means of short rows.
import { COMPLEMENT, ENT, MBE, NAF, SIGN_MAGNITUDE, terms } from "../digits";
import { sum, widened } from "./sums";

// @ts-ignore: decorator
@inline
function each(e: i32, rows: i32, cols: usize, x: usize, mask: v128, means: usize): void {
  const end = means + (<usize>rows << 3), whole = cols & ~15, rest = i8x16.splat(<i8>(cols & 15));
  const tail = i8x16.lt_u(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), rest);
  while (means < end) {
    const last = x + whole;
    let all = widened(i8x16.popcnt(v128.and(terms(e, v128.load(last), mask), tail)));
    for (let p = x; p < last; p += 16) all = i32x4.add(all, widened(i8x16.popcnt(terms(e, v128.load(p), mask))));
    store<f64>(means, <f64>sum(all) / <f64>cols);
    x += cols;
    means += 8;
  }
}

/** Rows side by side at x, with a vector of anything after them. */
export function numpps_i8_ukr_rows(e: i32, rows: i32, cols: usize, x: usize, bits: i32, means: usize): void {
  const mask = i8x16.splat(<i8>bits);
  if (e == COMPLEMENT) each(COMPLEMENT, rows, cols, x, mask, means);
  else if (e == SIGN_MAGNITUDE) each(SIGN_MAGNITUDE, rows, cols, x, mask, means);
  else if (e == MBE) each(MBE, rows, cols, x, mask, means);
  else if (e == ENT) each(ENT, rows, cols, x, mask, means);
  else each(NAF, rows, cols, x, mask, means);
}
