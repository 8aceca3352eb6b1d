// One fast product, from checked operands: the columns in whole leaves by recursion, the rest in blocks of the same leaf kernel.
import { type Context, withWorkspace } from "../context.js";
import type { Operand, ProductJob } from "../fast.js";
import { type Kernels, type Numbers, kernelsOf, panelOf, room } from "./kernels.js";
import { type StrassenShape, NARROW, leavesOf } from "./strassen_shape.js";

/** A right operand that `placeRight` has put at an address already. */
export interface Placed { readonly placed: number }

export interface StrassenJob extends Omit<ProductJob<Numbers>, "b"> { readonly b: Operand | Placed }

// Blocks of the classical part: a block of a in L2, one of b beyond it.
const MC = 128, NC = 256, KC = 256;

/** Equal blocks of at most `most`. */
function blockOf(length: number, most: number): number { return Math.ceil(length / Math.max(1, Math.ceil(length / most))); }

/** The parts of a right operand of k rows: the recursive one of `main` bytes, then the classical one of `rest`. */
function rightParts(dtype: Numbers, n: number, k: number, s: StrassenShape): { main: number; rest: number } {
  const panel = n - s.cols <= NARROW ? 1 : panelOf(dtype), size = dtype === "f64" ? 8 : 4;
  return { main: s.cols > 0 ? room(s.lk * s.ln * 4 ** s.levels * size) : 0, rest: Math.ceil((n - s.cols) / panel) * panel * k * size };
}

/** Bytes that B takes when it is placed for a shape. */
export function rightBytes(dtype: Numbers, n: number, k: number, s: StrassenShape): number {
  const { main, rest } = rightParts(dtype, n, k, s);
  return main + rest;
}

/** Puts B (k×n) where the product reads it. */
export function placeRight({ raw }: Context, dtype: Numbers, n: number, k: number, b: Operand, s: StrassenShape, dst: number): void {
  const { size, placeA, placeB } = kernelsOf(raw, dtype), panel = panelOf(dtype);
  if (s.cols > 0) placeB(k, s.cols, b.ptr, b.row, b.col, s.levels, s.lk, s.ln, dst);
  let to = dst + rightParts(dtype, n, k, s).main;
  if (n - s.cols <= NARROW) {
    // Each column in a row, as one panel of a is.
    for (let j = s.cols; j < n; j++, to += k * size) placeA(1, k, b.ptr + j * b.col * size, b.col, b.row, 0, 1, k, to);
    return;
  }
  const kc = blockOf(k, KC);
  for (let j = s.cols; j < n; j += NC) {
    const nb = Math.min(NC, n - j), wide = Math.ceil(nb / panel) * panel;
    for (let p = 0; p < k; p += kc) {
      const kb = Math.min(kc, k - p);
      placeB(kb, nb, b.ptr + (p * b.row + j * b.col) * size, b.row, b.col, 0, kb, wide, to);
      to += kb * wide * size;
    }
  }
}

/** Bytes of scratch for everything but a placed B. */
function innerBytes(kernels: Kernels, m: number, n: number, k: number, s: StrassenShape): number {
  const { size } = kernels, q = 4 ** s.levels * size;
  const main = s.cols > 0 ? room(s.lm * s.lk * q) + room(s.lm * s.ln * q) + kernels.workspace(s.levels, s.lm, s.lk, s.ln) : 0;
  return Math.max(main, s.cols === n ? 0 : n - s.cols <= NARROW ? m * size : room(Math.min(m, MC) * k * size) + Math.min(m, MC) * NC * size);
}

/** Bytes of scratch of a product whose B comes as a plain matrix, or (`placed`) in place already. */
export function strassenWorkspace({ raw }: Context, dtype: Numbers, m: number, n: number, k: number, s: StrassenShape, placed: boolean): number {
  return innerBytes(kernelsOf(raw, dtype), m, n, k, s) + (placed ? 0 : room(rightBytes(dtype, n, k, s)));
}

/** C ← alpha·A·B + beta·C. */
export function strassenMultiply(ctx: Context, job: StrassenJob, s: StrassenShape): void {
  const { op, dtype, m, n, beta, a, b, c } = job, alpha = job.k === 0 ? 0 : job.alpha;
  if (m === 0 || n === 0) return;
  // Nothing of A and B is read: the classical part alone, without a term.
  if (alpha === 0 && job.k > 0) { strassenMultiply(ctx, { ...job, k: 0 }, leavesOf(dtype, m, n, 0, 0)); return; }
  const kernels = kernelsOf(ctx.raw, dtype), { size, placeA, product, take } = kernels;
  const resident = "placed" in b, { k } = job;
  withWorkspace(ctx.arena, op, strassenWorkspace(ctx, dtype, m, n, k, s, resident), (ws) => {
    let right = ws, at = ws;
    if (resident) right = b.placed;
    else {
      at += room(rightBytes(dtype, n, k, s));
      placeRight(ctx, dtype, n, k, b, s, right);
    }
    if (s.cols > 0) {
      const q = 4 ** s.levels * size, d = at + room(s.lm * s.lk * q), scratch = d + room(s.lm * s.ln * q);
      placeA(m, k, a.ptr, a.row, a.col, s.levels, s.lm, s.lk, at);
      product(s.levels, s.lm, s.lk, s.ln, at, right, d, 0, scratch);
      take(m, s.cols, d, s.levels, s.lm, s.ln, alpha, beta, c.ptr, c.stride);
    }
    if (s.cols < n) classical({ ...job, alpha }, kernels, k, s.cols, right + rightParts(dtype, n, k, s).main, at);
  });
}

/** The columns from `first` on, with B in place at `right`. */
function classical({ dtype, m, n, alpha, beta, a, c }: StrassenJob, { size, placeA, product, take, narrow }: Kernels, k: number, first: number, right: number, ws: number): void {
  if (n - first <= NARROW) {
    for (let j = first; j < n; j++) narrow(m, k, a.ptr, a.row, a.col, right + (j - first) * k * size, alpha, beta, c.ptr + j * size, c.stride, ws);
    return;
  }
  const panel = panelOf(dtype), kc = blockOf(k, KC), mc = blockOf(m, MC), d = ws + room(Math.min(m, MC) * k * size);
  for (let i = 0; i < m; i += mc) {
    const mb = Math.min(mc, m - i);
    for (let p = 0; p < k; p += kc) placeA(mb, Math.min(kc, k - p), a.ptr + (i * a.row + p * a.col) * size, a.row, a.col, 0, mb, Math.min(kc, k - p), ws + p * mb * size);
    let from = right;
    for (let j = first; j < n; j += NC) {
      const nb = Math.min(NC, n - j), wide = Math.ceil(nb / panel) * panel;
      // At least once: without k it clears.
      let p = 0;
      do {
        const kb = Math.min(kc, k - p);
        product(0, mb, kb, wide, ws + p * mb * size, from, d, p > 0 ? 1 : 0, 0);
        from += kb * wide * size;
        p += kc;
      } while (p < k);
      take(mb, nb, d, 0, mb, wide, alpha, beta, c.ptr + (i * c.stride + j) * size, c.stride);
    }
  }
}
