// The Walsh–Hadamard transform of rows, in place, natural order: x ← scale·H_n·x.                          n = 2^k
//
// Contract: m rows of n contiguous elements, ldx ≥ n elements apart, no alignment beyond the element; integers wrap, and take no scale.
// Passes run from the widest stride down, so that the recursion of large rows is depth first (each eighth finishes in cache) and
// the last pass is the contiguous one, which carries the scale: one rounding after exact sums of integers. Every element goes
// through log₂ n additions in the same order whatever the blocking: the same bits for every m and ldx.
// Bound by the adder, not by memory, from 2^10 up; no scratch (column tiles through scratch measured 15–27 % slower at 2^24).
import { base2, base8, I16, kindOf, pairs, pass2, pass4, pass8 } from "./dispatch";
import { scalar } from "./scalar";

/** Bytes that stay in L1 while all their passes run. */
const LEAF: usize = 32768;
/** Of one stream of a pass over more than a leaf: bytes per kernel call. */
const SPAN: usize = 2048;

export function rows<T>(m: i32, n: i32, x: usize, ldx: i32, scale: T): void {
  const bytes = <usize>n * sizeof<T>(), step = <usize>ldx * sizeof<T>();
  if (bytes < 32) tiny(kindOf<T>(), m, n, sizeof<T>(), x, step, <f64>scale);
  else wide(kindOf<T>(), m, bytes, x, step, <f64>scale);
}

/** Rows of at least two vectors. */
function wide(kind: i32, m: i32, bytes: usize, x: usize, step: usize, scale: f64): void {
  if (bytes < LEAF && step == bytes) {
    const per = <i32>(LEAF / bytes);
    for (; m > 0; m -= per) {
      leaf(kind, x, <usize>min(m, per) * bytes, bytes, scale);
      x += LEAF;
    }
  } else {
    for (; m > 0; m--) {
      row(kind, x, bytes, scale);
      x += step;
    }
  }
}

function row(kind: i32, x: usize, bytes: usize, scale: f64): void {
  if (bytes <= LEAF) {
    leaf(kind, x, bytes, bytes, scale);
    return;
  }
  const h = bytes >> 3, span = min(SPAN, h);
  for (let at: usize = 0; at < h; at += span) pass8(kind, x + at, h, span, 1, 0);
  for (let i = 0; i < 8; i++) {
    row(kind, x, h, scale);
    x += h;
  }
}

/** All passes over `total` bytes that hold transforms of `bytes` each. */
function leaf(kind: i32, x: usize, total: usize, bytes: usize, scale: f64): void {
  // Down to 128 bytes by 8s, with a 4 or two where 8s do not fit; 256 bytes are 8·32 and 64 are 2·32. Sixteen-bit elements, whose transforms wait
  // for memory anyway, go down to 32.
  const near = kind == I16 || bytes <= 64 || bytes == 256, floor: usize = near ? 32 : 128, stages = 31 - clz(<i32>bytes) - (near ? 5 : 7);
  if (bytes > floor) {
    let h = bytes, fours = stages == 1 ? 0 : (3 - stages % 3) % 3;
    if (stages == 1) {
      h >>= 1;
      pass2(kind, x, h, h, <i32>(total / (2 * h)), 2 * h);
    }
    while (h > floor) {
      if (fours > 0) {
        h >>= 2;
        pass4(kind, x, h, h, <i32>(total / (4 * h)), 4 * h);
        fours--;
      } else {
        h >>= 3;
        pass8(kind, x, h, h, <i32>(total / (8 * h)), 8 * h);
      }
    }
  }
  if (near) base2(kind, x, x + total, scale);
  else base8(kind, x, x + total, scale);
}

/** Rows of less than two vectors. */
function tiny(kind: i32, m: i32, n: i32, size: usize, x: usize, step: usize, scale: f64): void {
  const bytes = <usize>n * size;
  if (step == bytes && n > 1) {
    const whole = (<usize>m * bytes) & ~31;
    let done: usize = 0;
    while (done < whole) {
      const span = min(whole - done, LEAF);
      pairs(kind, x + done, x + done + span, n, scale);
      done += span;
    }
    x += whole;
    m -= <i32>(whole / bytes);
  }
  for (; m > 0; m--) {
    scalar(kind, n, x, size, scale);
    x += step;
  }
}

/** x ← ⌊x / 2^k⌋ for m rows of integers: the inverse's division, exact on the transform of a transform. */
export function shift<T>(m: i32, n: i32, x: usize, ldx: i32, k: i32): void {
  for (; m > 0; m--) {
    const end = x + <usize>n * sizeof<T>();
    let p = x;
    for (const whole = x + ((<usize>n * sizeof<T>()) & ~15); p < whole; p += 16) v128.store(p, v128.shr<T>(v128.load(p), k));
    for (; p < end; p += sizeof<T>()) store<T>(p, <T>(load<T>(p) >> <T>k));
    x += <usize>ldx * sizeof<T>();
  }
}
