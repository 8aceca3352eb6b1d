// Structured schemes over blocks, and how deep a structured product goes by which steps.
// In a scheme for letters g, u, l every parameter is one block, and every product one of sums of blocks in their order: blocks do for entries. With s, k and w
// one parameter stands for entries (i, j) and (j, i), whose blocks are transposes of each other: a sum would have to hold a block and its transpose at once,
// so such a scheme is for scalars only. X·Yᵀ (letter t) is no exception: there u and v are parameters of two matrices, and Yᵀ is made of transposed blocks only.
import { UnsupportedError } from "../errors.js";
import { MAX_LEVELS } from "../fast.js";
import type { Blocks, Kind, Leaves, Part, Term } from "./half.js";
import type { Dims } from "./kernels.js";
import type { Scheme } from "./types.js";

/** Places (row, column) that the entries of a factor stand for. */
function places(letter: string, n: number): readonly (readonly [number, number])[] {
  const list: [number, number][] = [];
  for (let i = 0; i < n; i++) for (let j = letter === "g" ? 0 : i; j < n; j++) list.push(letter === "l" ? [j, i] : [i, j]);
  return list;
}

/** What the terms of a scheme for a target may keep. */
export function kindOf(target: string): Kind {
  return target[1] === "t" ? "half" : target[0] === "u" ? "upper" : target[0] === "l" ? "lower" : "none";
}

/** A structured scheme over blocks. For X·Yᵀ it makes the lower triangle: that of c[i][k] transposed, where u and v change places. */
export function blocksOf(op: string, arg: string, { target = "gg", shape: [n], rank, u, v, w, denominators: d }: Scheme): Blocks {
  const left = target[0] as string, gram = target[1] === "t", right = gram ? left : target[1] as string, kind = kindOf(target);
  if (/[skw]/.test(left + right)) throw new UnsupportedError(op, arg, `${arg} is for target "${target}", where a block and its transpose stand for one entry: it multiplies scalars only`);
  const at = (letter: string, turn: boolean): number[] => places(letter, n).map(([i, j]) => (turn ? j * n + i : i * n + j));
  const one = at(left, false), two = at(right, gram), three = at(gram || target.slice(0, 2) === "uu" ? "u" : "g", gram);
  const parts = (x: Int32Array, below: Int32Array | undefined, blocks: readonly number[], q: number): Part[] => blocks.flatMap((block, i) => {
    const e = q * blocks.length + i, by = (x[e] as number) / (below?.[e] ?? 1);
    return by === 0 ? [] : [{ at: block, by }];
  });
  const minus = (x: readonly Part[]): Part[] => x.map((p) => ({ at: p.at, by: -p.by }));
  const diagonal = (x: readonly Part[]): boolean => x.every((p) => p.at % (n + 1) === 0);
  const terms: Term[] = [];
  for (let q = 0; q < rank; q++) {
    let a = gram ? parts(v, d?.v, one, q) : parts(u, d?.u, one, q), b = gram ? parts(u, d?.u, two, q) : parts(v, d?.v, two, q), c = parts(w, d?.w, three, q);
    // A sign goes where it costs no pass: off a factor that is one block, off a result that goes to one place.
    if (a.length === 1 && a[0]?.by === -1) { a = minus(a); c = minus(c); }
    if (b.length === 1 && b[0]?.by === -1) { b = minus(b); c = minus(c); }
    if (c.every((p) => p.by < 0)) {
      if (a.length > 1) { a = minus(a); c = minus(c); } else if (b.length > 1) { b = minus(b); c = minus(c); }
    }
    if (a.length * b.length * c.length > 0) terms.push({ left: a, right: b, out: c, kept: kind !== "none" && diagonal(kind === "half" ? c : a) });
  }
  // Corners that the target leaves out are made by plain products.
  for (const i of target[2] === undefined ? [] : target[2] === "a" ? [0] : target[2] === "b" ? [n - 1] : new Set([0, n - 1])) for (let j = 0; j < n; j++) {
    const x = i * n + j, y = j * n + i;
    if (one.includes(x) && two.includes(y)) terms.push({ left: [{ at: x, by: 1 }], right: [{ at: y, by: 1 }], out: [{ at: i * (n + 1), by: 1 }], kept: kind === "half" || (kind !== "none" && i === j) });
  }
  return { n, kind, terms };
}

/** A way to multiply: `top` over operands cut into its blocks (absent: one block), then `levels` of steps by half.ts down to leaves. */
export interface Way extends Leaves { readonly kind: Kind; readonly levels: number; readonly top: Blocks | undefined; readonly steps: readonly (Blocks | undefined)[]; readonly cost: number }

/** What a way has to respect. */
export interface Wishes { readonly levels?: number | undefined; readonly top?: boolean | undefined; readonly nested?: number | undefined; readonly leaf?: number | undefined;
  /** Most levels of all, those of the top scheme included. */
  readonly most?: number | undefined }

/** Multiply-adds of a leaf that one element of a pass over blocks costs, and that a call costs. */
const STREAM = 2, CALL = 4000;

/** Predicted cost of a whole product and of a kept one at levels 0, 1, …, and the cheaper step of the latter. At most `nested` steps are by the scheme. */
function ladder(kind: Kind, { lm, lk, ln }: Leaves, levels: number, scheme: Blocks | undefined, nested: number): { product: number[]; kept: number[]; steps: (Blocks | undefined)[] } {
  const product = [lm * lk * ln + CALL], kept = [(kind === "half" ? 0.6 : 1) * lm * lk * ln + CALL], steps: (Blocks | undefined)[] = [undefined];
  const t = scheme === undefined ? 0.5 : Math.log2(scheme.n), used = [0];
  for (let l = 1; l <= levels; l++) {
    const q = 4 ** (l - 1), ab = (lm + ln) * lk * q;
    product.push(7 * (product[l - 1] as number) + STREAM * (7 * ab + 9 * lm * ln * q));
    const plain = 2 * (product[l - 1] as number) + 4 * (kept[l - 1] as number) + STREAM * 4 * ab;
    const fits = scheme !== undefined && Number.isInteger(t) && l >= t && (used[l - t] as number) < nested;
    const by = fits ? termsCost(scheme, { lm, lk, ln }, l - t, product, kept) + STREAM * 4 * t * ab : Infinity;
    kept.push(Math.min(plain, by));
    steps.push(by < plain ? scheme : undefined);
    used.push(by < plain ? (used[l - t] as number) + 1 : used[l - 1] as number);
  }
  return { product, kept, steps };
}

function termsCost({ terms }: Blocks, { lm, lk, ln }: Leaves, l: number, product: readonly number[], kept: readonly number[]): number {
  const pass = STREAM * 4 ** l;
  let cost = 0;
  for (const t of terms) {
    cost += (t.kept ? kept : product)[l] as number;
    for (const [x, size] of [[t.left, lm * lk], [t.right, lk * ln]] as const) if (x.length > 1 || t.kept) cost += pass * (x.length + 1) * size;
    if (t.out.length > 1) cost += pass * 2 * t.out.length * lm * ln;
  }
  return cost;
}

/** The cheapest way by the model for a left operand m×k and a result m×n, by a scheme for the target at the top and another inside: kept products are
 *  half products of general operands, or triangular ones times general ones, so that is one for "gt", "ug" or "lg". */
export function wayOf(target: string, [m, k, n]: Dims, columns: number, scheme: Blocks | undefined, within: Blocks | undefined, wishes: Wishes = {}): Way {
  const kind = kindOf(target);
  const tied = { mk: target[0] !== "g", kn: target[1] === "t" ? target[0] !== "g" : target[1] !== "g", mn: kind === "half" };
  let best: Way | undefined;
  for (const top of scheme === undefined || wishes.top === false ? [undefined] : wishes.top ? [scheme] : [undefined, scheme]) {
    const parts = top?.n ?? 1;
    const most = Math.min(MAX_LEVELS, wishes.most ?? MAX_LEVELS) - Math.log2(parts);
    for (let l = wishes.levels ?? 0; l <= (wishes.levels ?? most); l++) {
      const cut = (x: number): number => Math.max(1, Math.ceil(x / parts / 2 ** l)), panels = (x: number): number => Math.ceil(x / columns) * columns;
      const ln = panels(cut(tied.mn || tied.kn ? Math.max(n, tied.mn ? m : 0, tied.kn ? k : 0) : n));
      const lk = tied.kn ? ln : tied.mk && tied.mn ? ln : cut(tied.mk ? Math.max(k, m) : k), lm = tied.mn ? ln : tied.mk ? lk : cut(m);
      if (l > 0 && wishes.levels === undefined && Math.min(lm, lk, ln) < (wishes.leaf ?? 24)) break;
      const leaves = { lm, lk, ln }, nested = (wishes.nested ?? Infinity) - (top === undefined ? 0 : 1);
      const { product, kept, steps } = ladder(kind, leaves, l, within, nested);
      const inner = top === undefined ? (kind === "none" ? product : kept)[l] as number : termsCost(top, leaves, l, product, kept);
      const cost = inner + STREAM * parts * parts * 4 ** l * (2 * (lm + ln) * lk + 2 * lm * ln);
      if (best === undefined || cost < best.cost) best = { kind, levels: l, top, steps, lm, lk, ln, cost };
    }
  }
  return best as Way;
}
