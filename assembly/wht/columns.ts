// The Walsh–Hadamard transform along the n = 2^k rows of an n×cols matrix: X ← scale·H_n·X, in place, natural order.
//
// Contract: rows ldx ≥ cols elements apart, no alignment beyond the element; integers wrap, and take no scale.
// Butterflies of whole rows need neither shuffles nor a transpose. Depth first: an eighth that fits the cache finishes all its
// stages there. The last pass carries the scale. Columns beyond whole pairs of vectors go element by element.
// The same additions in the same order as the transform of rows: the same bits.
import { scale_f32_ukr, scale_f64_ukr } from "../dense/port";
import { F32, kindOf, pass2, pass4, pass8, pass8scaled } from "./dispatch";
import { scalar } from "./scalar";

/** Bytes whose passes stay in L2. */
const NEAR: usize = 131072;
/** Of one stream: bytes per kernel call. */
const SPAN: usize = 2048;
/** So many rows of any element are whole pairs of vectors. */
const MERGE: i32 = 16;

export function columns<T>(n: i32, cols: i32, x: usize, ldx: i32, scale: T): void {
  const step = <usize>ldx * sizeof<T>(), bytes = <usize>cols * sizeof<T>(), width = bytes & ~31;
  if (step == bytes && width < bytes && n >= 2 * MERGE) {
    // Without gaps MERGE rows are one row of whole vectors, for all stages but the last few.
    wide(kindOf<T>(), n / MERGE, bytes * MERGE, x, step * MERGE, 1);
    for (const end = x + <usize>n * step; x != end; x += step * MERGE) columns<T>(MERGE, cols, x, ldx, scale);
    return;
  }
  if (width > 0) wide(kindOf<T>(), n, width, x, step, <f64>scale);
  for (let at = width; at < bytes; at += sizeof<T>()) scalar(kindOf<T>(), n, x + at, step, <f64>scale);
}

/** `width` bytes, a multiple of 32, of every row. */
function wide(kind: i32, n: i32, width: usize, x: usize, step: usize, scale: f64): void {
  if (n >= 64 && <usize>n * width > NEAR) {
    const eighth = n >> 3;
    pass(kind, 8, eighth, x, <usize>eighth * step, width, step, 1);
    for (let i = 0; i < 8; i++) {
      wide(kind, eighth, width, x, step, scale);
      x += <usize>eighth * step;
    }
    return;
  }
  const stages = 31 - clz(n), rest = stages % 3;
  let h = n;
  if (rest == 1 && stages < 7) h = blocks(kind, 2, n, h, x, step, width, 1);
  else if (rest > 0) h = blocks(kind, 4, n, h, x, step, width, 1);
  if (rest == 1 && stages >= 7) h = blocks(kind, 4, n, h, x, step, width, 1);
  while (h > 1) h = blocks(kind, 8, n, h, x, step, width, h == 8 ? scale : 1);
  if (n < 8 && scale != 1) {
    for (let i = 0; i < n; i++) {
      if (kind == F32) scale_f32_ukr(<i32>(width >> 2), <f32>scale, x + <usize>i * step);
      else scale_f64_ukr(<i32>(width >> 3), scale, x + <usize>i * step);
    }
  }
}

/** One pass over all n rows, whose transforms so far cover blocks of `rows`; returns the rows of the blocks that are left. */
function blocks(kind: i32, radix: i32, n: i32, rows: i32, x: usize, step: usize, width: usize, scale: f64): i32 {
  const h = rows / radix;
  if (h == 1) pass(kind, radix, n / radix, x, step, width, <usize>radix * step, scale);
  else for (let i = 0; i < n; i += rows) pass(kind, radix, h, x + <usize>i * step, <usize>h * step, width, step, scale);
  return h;
}

function pass(kind: i32, radix: i32, count: i32, x: usize, h: usize, width: usize, step: usize, scale: f64): void {
  const span = min(width, SPAN), per = <i32>(SPAN / span);
  for (; count > 0; count -= per) {
    const groups = min(count, per);
    for (let at: usize = 0; at < width; at += span) {
      const bytes = min(span, width - at);
      if (radix == 2) pass2(kind, x + at, h, bytes, groups, step);
      else if (radix == 4) pass4(kind, x + at, h, bytes, groups, step);
      else if (scale == 1) pass8(kind, x + at, h, bytes, groups, step);
      else pass8scaled(kind, x + at, h, bytes, groups, step, scale);
    }
    x += <usize>per * step;
  }
}
