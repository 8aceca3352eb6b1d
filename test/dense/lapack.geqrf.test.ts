// QR through raw exports: columnwise backward error, orthogonality, LAPACK's compact form, columns of any scale.
import { describe, expect, it } from "vitest";
import { at, column, grid, type Grid, identity, norm2, reflected, rounded, times, transposed, upper } from "../helpers/lapack.js";
import { Desk } from "../helpers/lapack.desk.js";
import { type Float, Random } from "../helpers/random.js";
import { unitRoundoff } from "../helpers/tolerance.js";

const sizes = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 129, 200];

interface Factors { readonly qr: Grid; readonly tau: Float64Array; readonly t: Grid }

function factor(desk: Desk, a: Grid, pad = 0): Factors {
  const { rows: m, cols: n } = a, k = Math.min(m, n);
  const A = desk.matrix(m, n, a.data, pad), tau = desk.matrix(1, k), t = desk.matrix(k, desk.plain("geqrf_block", k));
  desk.call("geqrf", m, n, A.ptr, A.stride, tau.ptr, t.ptr, desk.scratch(desk.call("geqrf_workspace", m, n)));
  const out = { qr: A.now(), tau: tau.now().data, t: t.now() };
  desk.verify();
  return out;
}

function apply(desk: Desk, { qr, tau, t }: Factors, c: Grid, trans: boolean, pad = 0): Grid {
  const QR = desk.matrix(qr.rows, qr.cols, qr.data, pad), T = desk.matrix(t.rows, t.cols, t.data), C = desk.matrix(c.rows, c.cols, c.data, pad);
  const ws = desk.scratch(desk.call("ormqr_workspace", c.rows, c.cols, tau.length));
  desk.call("ormqr", trans ? 1 : 0, c.rows, c.cols, tau.length, QR.ptr, QR.stride, T.ptr, C.ptr, C.stride, ws);
  const out = C.now();
  expect(QR.now().data).toEqual(qr.data);
  desk.verify();
  return out;
}

/** Largest ‖(Q·R − A)(:, j)‖ / (√(mn)·u·‖A(:, j)‖). */
function backward(desk: Desk, f: Factors, a: Grid): number {
  const r = grid(a.rows, a.cols, (i, j) => (i <= j ? at(f.qr, i, j) : 0));
  const q = apply(desk, f, r, false);
  let most = 0;
  for (let j = 0; j < a.cols; j++) {
    const want = column(a, j), size = norm2(want), off = norm2(column(q, j).map((x, i) => x - (want[i] as number)));
    if (off !== 0) most = Math.max(most, off / (Math.sqrt(a.rows * a.cols) * unitRoundoff(desk.dtype) * size));
  }
  return most;
}

const random = (dtype: Float, m: number, n: number): Grid => grid(m, n, new Random(m * 1000 + n).array(dtype, m * n));

describe.each(["f32", "f64"] as const)("geqrf alone, %s", (dtype) => {
  const desk = new Desk(dtype);

  it.each(sizes)("n = %i, square, tall and wide: Q·R = A column by column, Q orthogonal", (n) => {
    for (const [m, k, pad] of [[n, n, 0], [n + 5, n, 3], [3 * n + 1, n, 1], [n, n + 7, 0]] as const) {
      const a = random(dtype, m, k);
      const f = factor(desk, a, pad);
      expect(backward(desk, f, a)).toBeLessThan(8);
      if (m > 140) continue;
      const q = apply(desk, f, identity(m), false);
      const off = times(transposed(q), q).data.map((x, i) => x - (i % (m + 1) === 0 ? 1 : 0));
      expect(norm2(off)).toBeLessThanOrEqual(8 * m * unitRoundoff(dtype));
    }
  });

  it.each([2, 9, 33, 70])("n = %i: tau and the vectors below R are those of LAPACK, T is their compact form", (n) => {
    const a = random(dtype, n + 6, n), c = random(dtype, n + 6, 5);
    const f = factor(desk, a);
    for (const trans of [false, true]) {
      const want = reflected(f.qr, f.tau, c, trans);
      for (const cols of [0, 1, 2, 3, 4, 5]) {
        const got = apply(desk, f, grid(n + 6, cols, (i, j) => at(c, i, j)), trans, 2);
        const off = norm2(got.data.map((x, i) => x - at(want, Math.floor(i / cols), i % cols)));
        expect(off).toBeLessThan(20 * n * unitRoundoff(dtype));
      }
    }
    f.tau.forEach((x) => expect(x === 0 || (x >= 1 - 1e-6 && x <= 2 + 1e-6)).toBe(true));
  });

  it.each([8, 40, 100])("n = %i: columns from the largest to the smallest scale keep their digits", (n) => {
    const a = random(dtype, n + 3, n);
    const [high, low] = dtype === "f32" ? [124, -100] : [1018, -960];
    const scale = (j: number): number => 2 ** Math.round(high + ((low - high) * j) / (n - 1));
    for (const order of [(j: number): number => j, (j: number): number => n - 1 - j, (j: number): number => (j * 7) % n]) {
      const b = rounded(dtype, grid(n + 3, n, (i, j) => at(a, i, j) * 2 ** -4 * scale(order(j))));
      expect(backward(desk, factor(desk, b), b)).toBeLessThan(8);
    }
  });

  it("zero columns, zero matrices and triangles give H = I and change nothing", () => {
    for (const [m, n] of [[5, 3], [40, 40], [9, 20]] as const) {
      const zero = factor(desk, grid(m, n, () => 0));
      expect([...zero.tau, ...zero.qr.data].every((x) => x === 0)).toBe(true);
      const r = upper(random(dtype, m, n));
      const square = grid(m, n, (i, j) => (i < r.rows ? at(r, i, j) : 0));
      const f = factor(desk, square);
      expect(f.qr.data).toEqual(square.data);
      expect(f.tau.every((x) => x === 0)).toBe(true);
    }
  });

  it("dependent columns show on the diagonal of R, and dependent_column names the first", () => {
    for (const n of [4, 33, 80]) {
      const a = random(dtype, n + 10, n);
      const b = rounded(dtype, grid(n + 10, n, (i, j) => (j === n - 2 ? at(a, i, 0) - 2 * at(a, i, 1) : at(a, i, j))));
      const f = factor(desk, b);
      const QR = desk.matrix(n + 10, n, f.qr.data, 1);
      expect(desk.call("dependent_column", n + 10, n, QR.ptr, QR.stride)).toBe(n - 1);
      desk.verify();
    }
  });
});
