// Structured products of matrices, from checked operands.
import { type Context, withWorkspace } from "../context.js";
import type { Operand, ProductJob } from "../fast.js";
import { scratchView } from "../memory/scratch.js";
import { Recursion, tableBytes } from "./half.js";
import { type Numbers, kernelsOf, room } from "./kernels.js";
import type { Way } from "./structured.js";

/** Places an operand as parts×parts blocks of l levels, and says where they lie. Of a triangular one (letter u or l) only the triangle is read, and of a
 *  symmetric or skew one, which is one block, the upper triangle. */
function place(right: boolean, r: Recursion, parts: number, l: number, letter: string, rows: number, cols: number, x: Operand, dst: number, ws: number): number[] {
  const { k } = r, lr = right ? r.lk : r.lm, lc = right ? r.ln : r.lk, down = lr * 2 ** l, across = lc * 2 ** l, bytes = right ? r.b(l) : r.a(l);
  const put = right ? k.placeB : k.placeA, all: number[] = [];
  for (let i = 0; i < parts; i++) for (let j = 0; j < parts; j++) {
    const at = dst + (i * parts + j) * bytes, height = Math.min(down, rows - i * down), width = Math.min(across, cols - j * across);
    const ptr = x.ptr + (i * down * x.row + j * across * x.col) * k.size;
    all.push(at);
    if (letter === "g" || (letter === "u" ? i < j : i > j)) put(height, width, ptr, x.row, x.col, l, lr, lc, at);
    else if (i === j) {
      k.triangle(letter === "l" ? 0 : 1, letter === "s" ? 1 : letter === "k" ? -1 : 0, height, width, ptr, x.row, x.col, ws);
      put(height, width, ws, Math.max(width, 1), 1, l, lr, lc, at);
    }
  }
  return all;
}

/** Bytes of the parts of a product's scratch. */
function layout(r: Recursion, { levels: l, top, kind }: Way, target: string): { a: number; b: number; c: number; work: number } {
  const blocks = (top?.n ?? 1) ** 2, inside = top !== undefined ? r.around(top, l) : kind === "none" ? r.k.workspace(l, r.lm, r.lk, r.ln) : r.scratch(l);
  return { a: room(r.a(l) * blocks), b: room(r.b(l) * blocks), c: room(r.c(l) * blocks), work: Math.max(inside, /[ulsk]/.test(target) ? Math.max(r.a(l), r.b(l)) : 0) };
}

function recursion(ctx: Context, dtype: Numbers, way: Way): Recursion { return new Recursion(kernelsOf(ctx.raw, dtype), way.kind, way, way.steps); }

/** Bytes of scratch of a product. */
export function structuredBytes(ctx: Context, dtype: Numbers, target: string, way: Way): number {
  const { a, b, c, work } = layout(recursion(ctx, dtype, way), way, target);
  return tableBytes(way.top) + a + b + c + work;
}

/** C ← alpha·a·b + beta·C, of a "half" only its lower triangle: above the diagonal nothing of C is read or written. Of triangular operands the other triangle
 *  is not read. beta = 0 never reads C. */
export function structuredProduct(ctx: Context, { op, dtype, m, k: depth, n, alpha: factor, a, b, beta, c }: ProductJob<Numbers>, target: string, way: Way): void {
  if (m === 0 || n === 0) return;
  const alpha = depth === 0 ? 0 : factor;
  const r = recursion(ctx, dtype, way), { levels: l, top, kind } = way, parts = top?.n ?? 1, gram = target[1] === "t", half = kind === "half", { k } = r;
  const left = target[0] as string, right = gram ? { g: "g", u: "l", l: "u" }[left] as string : target[1] as string;
  const size = layout(r, way, target);
  withWorkspace(ctx.arena, op, tableBytes(top) + size.a + size.b + size.c + size.work, (ws) => {
    const at = ws + tableBytes(top), bt = at + size.a, ct = bt + size.b, inside = ct + size.c;
    r.begin(ws, scratchView(ctx.arena, "f64", ws, tableBytes(top) / 8), scratchView(ctx.arena, "i32", ws, tableBytes(top) / 4));
    const A = place(false, r, parts, l, left, m, depth, a, at, inside), B = place(true, r, parts, l, right, depth, n, b, bt, inside);
    const C = A.map((_, i) => ct + i * r.c(l));
    if (top !== undefined) r.run(top, l, A, B, C, inside);
    else if (kind === "none") k.product(l, r.lm, r.lk, r.ln, at, bt, ct, 0, inside);
    else r.kept(l, at, bt, ct, 0, inside);
    const reached = new Set(top?.terms.flatMap((t) => t.out.map((o) => o.at)));
    const down = r.lm * 2 ** l, across = r.ln * 2 ** l;
    for (let i = 0; i < parts; i++) for (let j = 0; j < (half ? i + 1 : parts); j++) {
      const d = C[i * parts + j] as number;
      if (top !== undefined && !reached.has(i * parts + j)) r.clear(l, d);
      r.block(half && i === j, l, m - i * down, n - j * across, d, alpha, beta, c.ptr + (i * down * c.stride + j * across) * k.size, c.stride);
    }
  });
}
