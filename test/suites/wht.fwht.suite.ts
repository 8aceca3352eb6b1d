// fwht, ifwht, fwht2d and permutation through the public API: every dtype, order, axis and layout against butterflies to the bit.
import type { Kernels, Scope, WhtDtype, WhtMatrix, WhtOperand, WhtOptions, WhtOrder } from "lanewise";
import { guarded } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { defined, draw, DTYPES, fill, firstUnequal, place, transform } from "../helpers/wht.js";
import { close, equal, fail, ok, same } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope, dtype: WhtDtype) => void;
const ORDERS: readonly WhtOrder[] = ["natural", "dyadic", "sequency"];
const isFloat = (dtype: WhtDtype): boolean => dtype === "f32" || dtype === "f64";

function agree(what: string, got: ArrayLike<number>, want: ArrayLike<number>): void {
  const at = firstUnequal(got, want);
  if (at >= 0) fail(`${what}: element ${at} is ${got[at]}, expected ${want[at]}`);
}

/** A window of a guarded matrix through fwht, against every one of its transforms. */
function trial(k: Kernels, s: Scope, dtype: WhtDtype, rows: number, cols: number, o: WhtOptions & { order: WhtOrder }, frame = {}): void {
  const random = new Random(rows * 8191 + cols);
  const x = draw(random, dtype, rows * cols);
  const window = guarded(s, dtype, rows, cols, x, frame);
  const M = window.matrix as WhtMatrix;
  ok(k.wht.fwht(M, o) === M, "fwht returns x");
  const along = o.axis === "cols" ? rows : cols, n = o.block ?? along;
  const factor = o.scale === "ortho" ? 1 / Math.sqrt(n) : o.scale === "mean" ? 1 / n : typeof o.scale === "number" ? o.scale : 1;
  const want = x.slice();
  for (let i = 0; i < rows * cols / along; i++) for (let b = 0; b < along; b += n) {
    if (o.axis === "cols") transform(dtype, want, n, o.order, factor, b * cols + i, cols);
    else transform(dtype, want, n, o.order, factor, i * cols + b, 1);
  }
  agree(`${dtype} ${rows}×${cols} ${JSON.stringify(o)}`, M.copy(), want);
  window.verify();
}

const rows: Body = (k, s, dtype) => {
  for (const order of ORDERS) for (let p = 0; p <= 12; p++) trial(k, s, dtype, p < 9 ? 5 : 2, 2 ** p, { order, ...(isFloat(dtype) && { scale: p % 2 ? "ortho" as const : 0.3 }) });
  // Without gaps many short rows share one pass; more than a leaf, and rows that do not fill the last pair of vectors.
  for (let p = 0; p <= 8; p++) for (const m of [1, 3, 7, 4096 / 2 ** p + 5]) trial(k, s, dtype, m, 2 ** p, { order: "natural" }, { left: 0, right: 0 });
  for (const order of ORDERS) trial(k, s, dtype, 1, 2 ** 15, { order }, { left: 1, right: 1 });
};

const columns: Body = (k, s, dtype) => {
  for (const order of ORDERS) for (let p = 0; p <= 7; p++) for (const cols of [1, 3, 8, 37]) trial(k, s, dtype, 2 ** p, cols, { order, axis: "cols", ...(isFloat(dtype) && { scale: p % 2 ? "mean" as const : 3 }) });
  for (let p = 0; p <= 6; p++) for (const cols of [1, 2, 5, 16, 33]) trial(k, s, dtype, 2 ** p, cols, { order: "natural", axis: "cols", ...(isFloat(dtype) && { scale: 0.7 }) }, { left: 0, right: 0 });
  trial(k, s, dtype, 1024, 70, { order: "natural", axis: "cols" });
  trial(k, s, dtype, 512, 150, { order: "sequency", axis: "cols" });
};

const blocks: Body = (k, s, dtype) => {
  for (const block of [1, 2, 8, 64, 128]) {
    for (const frame of [{}, { left: 0, right: 0 }]) trial(k, s, dtype, 3, 5 * block, { order: "sequency", block }, frame);
    trial(k, s, dtype, 3 * block, 11, { order: "dyadic", block, axis: "cols" });
  }
  const x = draw(new Random(5), dtype, 3 * 256), v = s.vector<WhtDtype>(dtype, x) as WhtOperand;
  k.wht.fwht(v, { block: 256 });
  const want = x.slice();
  for (let b = 0; b < 3; b++) transform(dtype, want, 256, "natural", 1, b * 256);
  agree(`${dtype} vector in blocks`, v.view, want);
};

const inverses: Body = (k, s, dtype) => {
  for (const order of ORDERS) for (const axis of ["rows", "cols"] as const) for (const scale of isFloat(dtype) ? ["none", "ortho", "mean", -0.25] as const : ["none"] as const) {
    for (const [m, n] of [[4, 32], [64, 2], [16, 512]] as const) {
      const x = Float64Array.from({ length: m * n }, (_, i) => ((i * 7919) % 61) - 30), M = s.matrix<WhtDtype>(dtype, m, n, x) as WhtMatrix;
      const back = k.wht.ifwht(k.wht.fwht(M, { order, axis, scale }), { order, axis, scale });
      const exact = scale !== "ortho";
      const what = `${dtype} ${m}×${n} ${order} ${axis} ${scale}`;
      if (exact) agree(what, back.copy(), x);
      else close(back.copy(), x, 1e-4, what);
    }
  }
};

const definition: Body = (k, s, dtype) => {
  for (const n of [1, 2, 4, 8, 16, 32, 64, 128, 512]) {
    const x = fill(dtype, n, (i) => ((i * 31 + 7) % 23) - 11);
    for (const order of ORDERS) {
      const sums = defined(x), p = k.wht.permutation(n, order);
      const v = k.wht.fwht(s.vector<WhtDtype>(dtype, x) as WhtOperand, { order });
      same(v.copy(), Array.from(p, (j) => sums[j]), `${dtype} ${n} ${order}`);
    }
  }
  same(k.wht.fwht(s.vector<WhtDtype>(dtype, [19, -1, 11, -9, -7, 13, -15, 5]) as WhtOperand, { order: "sequency" }).copy(), [16, 24, 0, 32, 0, 0, 80, 0], "a worked vector");
};

const twoDimensions: Body = (k, s, dtype) => {
  for (const order of ORDERS) for (const [m, n, block] of [[1, 1], [4, 8], [32, 16], [64, 64], [8, 12, 4], [24, 40, 8]] as const) {
    const x = draw(new Random(m + n), dtype, m * n), window = guarded(s, dtype, m, n, x), M = window.matrix as WhtMatrix;
    const scale = isFloat(dtype) ? "ortho" as const : "none" as const, o = { order, scale, ...(block !== undefined && { block }) };
    ok(k.wht.fwht2d(M, o) === M, "fwht2d returns x");
    const want = x.slice(), a = block ?? m, b = block ?? n;
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j += b) transform(dtype, want, b, order, 1, i * n + j);
    for (let j = 0; j < n; j++) for (let i = 0; i < m; i += a) transform(dtype, want, a, order, scale === "ortho" ? 1 / Math.sqrt(a * b) : 1, i * n + j, n);
    agree(`${dtype} ${m}×${n} ${JSON.stringify(o)}`, M.copy(), want);
    window.verify();
  }
};

const special: Body = (k, s, dtype) => {
  const none = s.matrix<WhtDtype>(dtype, 0, 8) as WhtMatrix, narrow = s.matrix<WhtDtype>(dtype, 8, 0) as WhtMatrix;
  ok(k.wht.fwht(none) === none && k.wht.fwht(narrow, { axis: "cols", order: "sequency" }) === narrow && k.wht.fwht(s.matrix<WhtDtype>(dtype, 3, 0) as WhtMatrix, { block: 8 }).rows === 3, "nothing to do");
  if (!isFloat(dtype)) {
    const most = dtype === "i32" ? 2 ** 31 : 2 ** 15, x = fill(dtype, 8, (i) => most / 8 - 1 - i);
    same(k.wht.ifwht(k.wht.fwht(s.vector<WhtDtype>(dtype, x) as WhtOperand)).copy(), x, "the inverse of what wrapped");
    same(k.wht.ifwht(s.vector<WhtDtype>(dtype, [-1, 0]) as WhtOperand).copy(), [-1, -1], "division rounds down");
    return;
  }
  const v = k.wht.fwht(s.vector<WhtDtype>(dtype, [1, NaN, 2, 3]) as WhtOperand).copy();
  same(v, [NaN, NaN, NaN, NaN], "NaN reaches everything");
  same(k.wht.fwht(s.vector<WhtDtype>(dtype, [Infinity, 1]) as WhtOperand).copy(), [Infinity, Infinity], "∞");
};

const bodies: Record<string, Body> = {
  "rows": rows, "columns": columns, "blocks": blocks, "inverse": inverses, "the defining sum": definition, "two dimensions": twoDimensions, "empty, wrapping, NaN": special,
};

export const suite: Suite = {
  name: "wht.fwht",
  cases: flavours().flatMap((variant) => [
    ...DTYPES.flatMap((dtype) => Object.entries(bodies).map(([name, body]) => test(`${variant} ${dtype} ${name}`, () => withKernels(variant, (k, s) => body(k, s, dtype))))),
    test(`${variant} permutation`, () => withKernels(variant, (k) => {
      for (const order of ORDERS) for (let n = 1; n <= 1024; n *= 2) same(k.wht.permutation(n, order), Array.from({ length: n }, (_, j) => place(j, n, order)), `${order} ${n}`);
      const H = (i: number, j: number): number => (defined(Array.from({ length: 16 }, (_, x) => Number(x === j)))[i] as number);
      k.wht.permutation(16, "sequency").forEach((p, j) => equal(Array.from({ length: 15 }, (_, x) => Number(H(p, x) !== H(p, x + 1))).reduce((a, b) => a + b), j, `sign changes of row ${j}`));
    })),
  ]),
};
