// d (+)= the product of two placed operands, d in the form of `place.ts`: seven products a level.
// Winograd's form of Strassen's algorithm (Strassen 1969; Winograd 1971) in the basis of Karstadt & Schwartz 2017. With s = 21 + 22 − 11 of a in place of
// its 21, t = 11 + 22 − 12 of b in place of its 12, and d = (11, 22 − 12, 22 − 21, 22) of the result, every sign is plus:
//   P1 = a11·b11 → d1, d4      P2 = a12·b21 → d1        P5 = (s + a11)·(b22 − t) → d3, d4     P4 = a22·(t − b21) → d3
//   P7 = (a22 − s)·(t − b11) → d2, d4                   P3 = (s − a12)·b22 → d2               P6 = s·t → d4
import { align64 } from "../../core/lanes";
import { NR } from "../../dense/port";
import { panelRows } from "./place";
import {
  strassen_f32_ukr_add, strassen_f32_ukr_forms, strassen_f32_ukr_sum, strassen_f32_ukr_total,
  strassen_f64_ukr_add, strassen_f64_ukr_forms, strassen_f64_ukr_sum, strassen_f64_ukr_total,
  strassen_i32_ukr_add, strassen_i32_ukr_forms, strassen_i32_ukr_sum, strassen_i32_ukr_total,
} from "./sums";
import { tile } from "./ukernel";

// Products in the order P1 P5 P7 P2 P4 P3 P6, one hexadecimal digit each from the right: first and second block of the operand (f: no second), which of its
// three forms (sums.ts) that sum is, and the block of d that is not 22.
const A1: i32 = 0x2231320;
const A2: i32 = 0xf1ff20f;
const AF: i32 = 0x0100020;
const B1: i32 = 0x1312130;
const B2: i32 = 0xff2f01f;
const BF: i32 = 0x0010200;
const D1: i32 = 0x3120120;

// @ts-ignore: decorator
@inline
function digit(table: i32, p: i32): i32 { return (table >> (4 * p)) & 15; }

/** Scratch buffers are not a power of two apart, which would put all of them in the same cache sets. */
// @ts-ignore: decorator
@inline
function room(bytes: usize): usize { return align64(bytes) + 1088; }

/** Bytes of scratch, in f64: they may pass 2^31. */
export function workspace<T>(levels: i32, lm: i32, lk: i32, ln: i32): f64 {
  if (levels == 0) return 0;
  const S = <f64>sizeof<T>(), a = S * <f64>lm * <f64>lk, b = S * <f64>lk * <f64>ln, d = S * <f64>lm * <f64>ln, gap: f64 = 1152;
  let total = 7 * 32 * <f64>lk + gap + (levels == 1 ? 3 * a + gap : 0);
  for (let l = levels, q = <f64>(<i64>1 << (2 * (levels - 1))); l > 1; l--, q *= 0.25) {
    total += d * q + gap;
    if (l == 2) total += 1.75 * a * q + 2 * gap;
    else if (!(l & 1)) total += 1.75 * (a + b) * q + 4 * gap;
    else if (l == levels) total += (a + b) * q + 2 * gap;
  }
  return total;
}

/** d (+)= a·b. a and b are not changed. */
export function product<T>(levels: i32, lm: i32, lk: i32, ln: i32, a: usize, b: usize, d: usize, acc: i32, ws: usize): void {
  if (levels == 0) leaf<T>(lm, lk, ln, a, b, d, acc);
  else if (levels == 1) {
    const qa = <usize>lm * <usize>lk * sizeof<T>();
    forms<T>(qa, qa, a, 0, ws);
    seven<T>(lm, lk, ln, a, ws, b, 0, d, acc, ws + room(3 * qa));
  } else level<T>(levels, lm, lk, ln, a, 0, b, 0, d, acc, ws);
}

/** fa, fb: the forms of a and b, or 0. Even levels make them for the operands of the level below; those of b for the last level come by
 *  the panel. (Sums and forms in one pass of 15 streams were measured to be slower.) */
function level<T>(l: i32, lm: i32, lk: i32, ln: i32, a: usize, fa: usize, b: usize, fb: usize, d: usize, acc: i32, ws: usize): void {
  const shift = 2 * (l - 1), S = sizeof<T>();
  const qa = (<usize>lm * <usize>lk * S) << shift, qb = (<usize>lk * <usize>ln * S) << shift, qd = (<usize>lm * <usize>ln * S) << shift, d4 = d + 3 * qd;
  const made = fa != 0, paired = !(l & 1), last = l == 2;
  const w = ws, x = w + room(qd), fx = x + room(qa), y = paired ? fx + room(3 * (qa >> 2)) : fx, fy = y + room(qb);
  ws = made ? x : last ? y : paired ? fy + room(3 * (qb >> 2)) : fy;
  for (let p = 0; p < 7; p++) {
    let xa = a + <usize>digit(A1, p) * qa, xb = b + <usize>digit(B1, p) * qb, b2: usize = 0;
    const second = digit(A2, p);
    if (second < 4) {
      const other = a + <usize>second * qa;
      if (made) xa = fa + <usize>digit(AF, p) * qa;
      else { sum<T>(qa, xa, other, second, x); xa = x; }
    }
    if (paired) forms<T>(qa >> 2, qa >> 2, xa, 0, fx);
    if (digit(B2, p) < 4) {
      b2 = b + <usize>digit(B2, p) * qb;
      if (made) xb = fb + <usize>digit(BF, p) * qb;
      else if (!last) { sum<T>(qb, xb, b2, 1, y); xb = y; }
    }
    if (paired && !last) forms<T>(qb >> 2, qb >> 2, xb, 1, fy);
    const own = d + <usize>digit(D1, p) * qd, out = p < 3 && acc ? w : own, add = p < 3 ? 0 : 1;
    if (last) seven<T>(lm, lk, ln, xa, fx, xb, b2, out, add, ws);
    else level<T>(l - 1, lm, lk, ln, xa, paired ? fx : 0, xb, paired ? fy : 0, out, add, ws);
    // P1, P5 and P7 are wanted in d4 as well.
    if (p < 3 && acc) addBoth<T>(qd, w, own, d4);
    else if (p == 2) total<T>(qd, d);
  }
}

/** The last level, of b or, unless b2 is 0, of b − b2: the six additions of its result happen in registers. One pair of products after the other for each
 *  panel of columns, so that what they need of b stays in L1 while a streams through. */
function seven<T>(lm: i32, lk: i32, ln: i32, a: usize, fa: usize, b: usize, b2: usize, d: usize, acc: i32, ws: usize): void {
  const S = sizeof<T>(), width = <usize>lk * 32, qa = <usize>lm * <usize>lk * S, qb = <usize>lk * <usize>ln * S, qd = <usize>lm * <usize>ln * S;
  const f = ws + 4 * width;
  for (let j = 0; j < ln; j += NR<T>()) {
    const d4 = d + 3 * qd;
    let x = b, q = qb;
    if (b2) {
      for (let i: usize = 0; i < 4; i++) sum<T>(width, b + i * qb, b2 + i * qb, 1, ws + i * width);
      x = ws; q = width;
    }
    forms<T>(width, q, x, 1, f);
    pair<T>(lm, lk, a, x, a + qa, x + 2 * q, d4, d, acc, acc);
    pair<T>(lm, lk, fa + 2 * qa, f, a + 3 * qa, f + width, d4, d + 2 * qd, 1, acc);
    pair<T>(lm, lk, fa, f + 2 * width, fa + qa, x + 3 * q, d4, d + qd, 1, acc);
    pair<T>(lm, lk, a + 2 * qa, x + q, 0, 0, d4, 0, 1, 0);
    b += width;
    if (b2) b2 += width;
    d += <usize>lm * 32;
  }
}

/** One panel of columns of two products. */
function pair<T>(lm: i32, lk: i32, a1: usize, b1: usize, a2: usize, b2: usize, c1: usize, c2: usize, acc1: i32, acc2: i32): void {
  const end = b1 + <usize>lk * 32;
  for (let i = 0; i < lm; ) {
    const rows = panelRows(lm - i), step = <usize>rows * <usize>lk * sizeof<T>();
    tile<T>(rows, a1, b1, end, a2, b2, c1, c2, acc1, acc2);
    a1 += step; a2 += step;
    c1 += <usize>rows * 32;
    if (c2) c2 += <usize>rows * 32;
    i += rows;
  }
}

/** A product of leaves. */
function leaf<T>(lm: i32, lk: i32, ln: i32, a: usize, b: usize, d: usize, acc: i32): void {
  const width = <usize>lk * 32;
  for (let j = 0; j < ln; j += NR<T>()) {
    let x = a;
    for (let i = 0; i < lm; ) {
      const rows = panelRows(lm - i);
      tile<T>(rows, x, b, b + width, 0, 0, d, 0, acc, 0);
      x += <usize>rows * <usize>lk * sizeof<T>();
      d += <usize>rows * 32;
      i += rows;
    }
    b += width;
  }
}

// @ts-ignore: decorator
@inline
function sum<T>(bytes: usize, x: usize, y: usize, negative: i32, out: usize): void {
  if (isInteger<T>()) strassen_i32_ukr_sum(bytes, x, y, negative, out);
  else if (sizeof<T>() == 4) strassen_f32_ukr_sum(bytes, x, y, negative, out);
  else strassen_f64_ukr_sum(bytes, x, y, negative, out);
}

// @ts-ignore: decorator
@inline
function forms<T>(bytes: usize, q: usize, x: usize, right: i32, f: usize): void {
  if (isInteger<T>()) strassen_i32_ukr_forms(bytes, q, x, right, f);
  else if (sizeof<T>() == 4) strassen_f32_ukr_forms(bytes, q, x, right, f);
  else strassen_f64_ukr_forms(bytes, q, x, right, f);
}

// @ts-ignore: decorator
@inline
function addBoth<T>(bytes: usize, x: usize, c: usize, d: usize): void {
  if (isInteger<T>()) strassen_i32_ukr_add(bytes, x, c, d);
  else if (sizeof<T>() == 4) strassen_f32_ukr_add(bytes, x, c, d);
  else strassen_f64_ukr_add(bytes, x, c, d);
}

// @ts-ignore: decorator
@inline
function total<T>(q: usize, d: usize): void {
  if (isInteger<T>()) strassen_i32_ukr_total(q, d);
  else if (sizeof<T>() == 4) strassen_f32_ukr_total(q, d);
  else strassen_f64_ukr_total(q, d);
}
