// Products that keep a structure, by recursion in the layout of the fast product: operands placed, blocks nested. Two kinds:
//   half          the lower triangle of X·Yᵀ: X is the left operand as it is placed, Yᵀ the right one;
//   upper, lower  a triangular left operand times anything, its zeros never multiplied.
// At each node one of two steps:
//   2×2     two whole products and four that keep the structure: T(n) = 2 M(n/2) + 4 T(n/2);
//   scheme  n×n blocks, n = 2^t, by a scheme some of whose terms keep the structure: for "gt", those that end in diagonal blocks only, of which one triangle
//           is wanted; for "ug", those whose left factor is a sum of diagonal blocks. With 12 of 34 of them T(n) = 22 M(n/4) + 12 T(n/4), against 22 and 16.
// Half products leave the true blocks where they recursed ("settled"), not the basis of the result, and nothing of use above the diagonal.
import { type Kernels, ROW, room } from "./kernels.js";

/** A block of an operand or of the result, and its coefficient. */
export interface Part { readonly at: number; readonly by: number }
/** (sum of left)·(sum of right), to blocks `out` of the result; `kept`: the product keeps the structure. */
export interface Term { readonly left: readonly Part[]; readonly right: readonly Part[]; readonly out: readonly Part[]; readonly kept: boolean }
/** What the products of a recursion keep, if anything. */
export type Kind = "half" | "upper" | "lower" | "none";
/** Terms over n×n blocks: operands and result row-major. */
export interface Blocks { readonly n: number; readonly kind: Kind; readonly terms: readonly Term[] }
/** Leaves of a recursion: lm×lk by lk×ln. */
export interface Leaves { readonly lm: number; readonly lk: number; readonly ln: number }

/** Bytes of the table of `combine` and `spread`: a row for each block that a sum may have. */
export function tableBytes(top: Blocks | undefined): number { return ROW * Math.max(64, (top?.n ?? 0) ** 2); }

/** Where block (i, j) of n×n nested blocks lies. */
function nested(n: number, i: number, j: number): number {
  let at = 0;
  for (let bit = n >> 1; bit > 0; bit >>= 1) at = 4 * at + (i & bit ? 2 : 0) + (j & bit ? 1 : 0);
  return at;
}

/** One product's leaves and steps. The memory must not grow while it runs. */
export class Recursion implements Leaves {
  readonly k: Kernels;
  readonly kind: Kind;
  readonly lm: number;
  readonly lk: number;
  readonly ln: number;
  /** The scheme for each number of levels; absent: 2×2. */
  readonly steps: readonly (Blocks | undefined)[];
  private coefficients: Float64Array = new Float64Array();
  private addresses: Int32Array = new Int32Array();
  private table = 0;

  constructor(k: Kernels, kind: Kind, { lm, lk, ln }: Leaves, steps: readonly (Blocks | undefined)[]) {
    this.k = k;
    this.kind = kind;
    this.lm = lm;
    this.lk = lk;
    this.ln = ln;
    this.steps = steps;
  }

  /** Bytes of a block of the left operand, the right operand, the result. */
  a(l: number): number { return this.k.size * this.lm * this.lk * 4 ** l; }
  b(l: number): number { return this.k.size * this.lk * this.ln * 4 ** l; }
  c(l: number): number { return this.k.size * this.lm * this.ln * 4 ** l; }

  /** Bytes of scratch of a kept product whose result is added. */
  scratch(l: number): number {
    if (l === 0) return 0;
    const step = this.steps[l];
    return step === undefined ? Math.max(this.products(l - 1), this.scratch(l - 1)) : room(this.c(l)) + this.around(step, l - Math.log2(step.n));
  }

  /** Bytes of scratch of a scheme's terms over blocks of l levels. */
  around({ terms }: Blocks, l: number): number {
    return room(this.a(l)) + room(this.b(l)) + room(this.c(l)) + Math.max(this.products(l), terms.some((t) => t.kept) ? this.scratch(l) : 0);
  }

  private products(l: number): number { return this.k.workspace(l, this.lm, this.lk, this.ln); }

  /** The table's address and two views of it, in a memory that does not grow any more. */
  begin(table: number, coefficients: Float64Array, addresses: Int32Array): void {
    this.table = table;
    this.coefficients = coefficients;
    this.addresses = addresses;
  }

  /** Fills the table: a row of 16 bytes is a coefficient and an address. */
  private rows(parts: readonly Part[], blocks: readonly number[]): number {
    parts.forEach(({ at, by }, i) => {
      this.coefficients[2 * i] = by;
      this.addresses[4 * i + 2] = blocks[at] as number;
    });
    return parts.length;
  }

  /** dst ← a sum of blocks. */
  private sum(parts: readonly Part[], blocks: readonly number[], bytes: number, dst: number): void {
    this.k.combine(bytes / this.k.size, this.rows(parts, blocks), this.table, dst);
  }

  /** A sum of blocks, or the block itself if it is one. */
  private form(parts: readonly Part[], blocks: readonly number[], bytes: number, dst: number): number {
    const [first] = parts;
    if (parts.length === 1 && first?.by === 1) return blocks[first.at] as number;
    this.sum(parts, blocks, bytes, dst);
    return dst;
  }

  /** c (+)= a·b of l levels, or what is wanted of it. May destroy a and b of a half product. */
  kept(l: number, a: number, b: number, c: number, add: 0 | 1, ws: number): void {
    const { k, lm, lk, ln, kind } = this, half = kind === "half";
    if (l === 0) {
      if (half) k.leaf(lm, lk, a, b, c, add); else k.product(0, lm, lk, ln, a, b, c, add, ws);
      return;
    }
    const step = this.steps[l], t = step === undefined ? 1 : Math.log2(step.n), h = l - t;
    const [qa, qb, qc] = [this.a(l - 1), this.b(l - 1), this.c(l - 1)];
    k.unbasisA(t, 4 * qa / k.size, a);
    k.unbasisB(t, 4 * qb / k.size, b);
    if (step !== undefined) {
      const to = add ? ws : c, { n } = step;
      const blocks = (x: number, bytes: number): number[] => Array.from({ length: n * n }, (_, at) => x + nested(n, Math.floor(at / n), at % n) * bytes);
      this.run(step, h, blocks(a, this.a(h)), blocks(b, this.b(h)), blocks(to, this.c(h)), ws + room(4 * qc));
      if (!half) this.turn(t, l, to);
      // Block 12 of a half product is nothing.
      if (add) for (const [from, count] of half ? [[0, 1], [2, 2]] as const : [[0, 4]] as const) k.spread(count * qc / k.size, this.rows([{ at: 0, by: 1 }], [c + from * qc]), this.table, ws + from * qc);
    } else if (half) {
      k.product(h, lm, lk, ln, a + 2 * qa, b, c + 2 * qc, add, ws);
      k.product(h, lm, lk, ln, a + 3 * qa, b + 2 * qb, c + 2 * qc, 1, ws);
      this.kept(h, a, b, c, add, ws);
      this.kept(h, a + qa, b + 2 * qb, c, 1, ws);
      this.kept(h, a + 2 * qa, b + qb, c + 3 * qc, add, ws);
      this.kept(h, a + 3 * qa, b + 3 * qb, c + 3 * qc, 1, ws);
    } else {
      if (add) this.turn(1, l, c);
      // Of C = A·B: row 1 of an upper A and row 2 of a lower one have the whole block.
      const [row, x, y] = kind === "upper" ? [0, 1, 2] : [2, 2, 0] as const;
      for (const j of [0, 1]) {
        k.product(h, lm, lk, ln, a + x * qa, b + (y + j) * qb, c + (row + j) * qc, add, ws);
        for (const i of [0, 1]) this.kept(h, a + 3 * i * qa, b + (2 * i + j) * qb, c + (2 * i + j) * qc, 2 * i === row ? 1 : add, ws);
      }
      this.turn(1, l, c);
    }
    if (half) return;
    this.basis(t, l, a);
    k.unbasisB(t, 4 * qb / k.size, b);
  }

  /** All terms of a scheme over blocks of l levels at the addresses given. Blocks of the result that no term reaches are left as they are. */
  run({ n, terms, kind }: Blocks, l: number, A: readonly number[], B: readonly number[], C: readonly number[], ws: number): void {
    const { k, lm, lk, ln } = this, left = ws, right = left + room(this.a(l)), spare = right + room(this.b(l)), inner = spare + room(this.c(l));
    const reached = new Set<number>();
    for (const { left: x, right: y, out, kept } of terms) {
      if (kept) continue;
      const a = this.form(x, A, this.a(l), left), b = this.form(y, B, this.b(l), right);
      this.deliver(l, out, C, reached, spare, (dst, add) => k.product(l, lm, lk, ln, a, b, dst, add, inner));
    }
    if (kind === "half") for (let i = 0; i < n; i++) if (reached.has(i * (n + 1))) this.settle(l, C[i * (n + 1)] as number);
    // A half product destroys its operands: a block goes in as it is where no later term needs it.
    const later = terms.filter((t) => t.kept);
    const operand = (side: "left" | "right", parts: readonly Part[], blocks: readonly number[], bytes: number, dst: number): number => {
      const [{ at, by }] = parts as [Part];
      if (parts.length === 1 && by === 1 && !later.some((t) => t[side].some((p) => p.at === at))) return blocks[at] as number;
      this.sum(parts, blocks, bytes, dst);
      return dst;
    };
    for (let term = later.shift(); term !== undefined; term = later.shift()) {
      const a = operand("left", term.left, A, this.a(l), left), b = operand("right", term.right, B, this.b(l), right);
      this.deliver(l, term.out, C, reached, spare, (dst, add) => this.kept(l, a, b, dst, add, inner));
    }
  }

  /** A product to the blocks it belongs to: straight into one of them where that is possible. */
  private deliver(l: number, out: readonly Part[], C: readonly number[], reached: Set<number>, spare: number, product: (dst: number, add: 0 | 1) => void): void {
    const fresh = out.filter(({ at }) => !reached.has(at)), old = out.filter(({ at }) => reached.has(at)), bytes = this.c(l);
    for (const { at } of fresh) reached.add(at);
    if (fresh.length === 0 && old.length === 1 && old[0]?.by === 1) { product(C[old[0].at] as number, 1); return; }
    const own = fresh.find(({ by }) => by === 1), from = own === undefined ? spare : C[own.at] as number;
    product(from, 0);
    if (old.length > 0) this.k.spread(bytes / this.k.size, this.rows(old, C), this.table, from);
    for (const part of fresh) if (part !== own) this.sum([{ at: 0, by: part.by }], [from], bytes, C[part.at] as number);
  }

  /** Brings what products have left in a diagonal block to the form that half products leave. */
  private settle(l: number, c: number): void {
    if (l === 0) return;
    const n = this.steps[l]?.n ?? 2, t = Math.log2(n), q = this.c(l - t);
    this.turn(t, l, c);
    for (let i = 0; i < n; i++) this.settle(l - t, c + nested(n, i, i) * q);
  }

  /** Takes the basis of the result off the top levels of a block, or puts it on, which is the same: 21 ← 22 − 21, 12 ← 22 − 12. */
  private turn(levels: number, l: number, c: number): void {
    if (levels === 0) return;
    const q = this.c(l - 1);
    for (const at of [c + q, c + 2 * q]) this.sum([{ at: 0, by: 1 }, { at: 1, by: -1 }], [c + 3 * q, at], q, at);
    for (let i = 0; i < 4; i++) this.turn(levels - 1, l - 1, c + i * q);
  }

  /** Puts the basis on the top levels of a left operand: 21 ← 21 + 22 − 11. */
  private basis(levels: number, l: number, a: number): void {
    if (levels === 0) return;
    const q = this.a(l - 1);
    this.sum([{ at: 2, by: 1 }, { at: 3, by: 1 }, { at: 0, by: -1 }], [a, a + q, a + 2 * q, a + 3 * q], q, a + 2 * q);
    for (let i = 0; i < 4; i++) this.basis(levels - 1, l - 1, a + i * q);
  }

  /** A block of the result becomes zero. */
  clear(l: number, c: number): void { this.sum([], [], this.c(l), c); }

  /** C ← alpha·d + beta·C on the lower triangle of n rows, d as a half product leaves it. */
  take(l: number, n: number, d: number, alpha: number, beta: number, c: number, stride: number): void {
    const { k, lm } = this;
    if (n <= 0) return;
    if (l === 0) { k.takeHalf(Math.min(n, lm), lm, d, alpha, beta, c, stride); return; }
    const m = this.steps[l]?.n ?? 2, h = l - Math.log2(m), rows = lm * 2 ** h;
    for (let i = 0; i < m; i++) for (let j = 0; j <= i; j++) {
      this.block(i === j, h, n - i * rows, n - j * rows, d + nested(m, i, j) * this.c(h), alpha, beta, c + (i * stride + j) * rows * k.size, stride);
    }
  }

  /** The same of one block: its lower triangle, or all of it. */
  block(half: boolean, l: number, rows: number, cols: number, d: number, alpha: number, beta: number, c: number, stride: number): void {
    if (half) this.take(l, rows, d, alpha, beta, c, stride);
    else this.k.take(rows, cols, d, l, this.lm, this.ln, alpha, beta, c, stride);
  }
}
