// Identities of the encodings and of their counts, on random operands: all exact.
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { type Encoding, loadSync, type Width } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { numPPs as plainNumPPs } from "lanewise/plain";
import { digitsOf, mostTerms, positions, weightOf } from "../../bindings/bitmac/encodings.js";
import { digits, ENCODINGS, planes, terms, values, weights, WIDTHS } from "../helpers/bitmac.encode.js";
import { Random } from "../helpers/random.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const draw = fc.record({ rows: fc.integer({ min: 0, max: 40 }), cols: fc.integer({ min: 0, max: 300 }), left: fc.integer({ min: 0, max: 20 }), right: fc.integer({ min: 0, max: 20 }), s: fc.nat(2 ** 31 - 1), e: fc.constantFrom(...ENCODINGS), width: fc.constantFrom(...WIDTHS) });
type Draw = typeof draw extends fc.Arbitrary<infer T> ? T : never;

describe(`bitmac.encode properties (SEED=${seed})`, () => {
  const k = loadSync();
  afterAll(() => k.free());
  const property = (name: string, body: (x: ReturnType<typeof operand>, d: Draw) => void): void => {
    it(name, () => fc.assert(fc.property(draw, (d) => {
      const { used, handles } = k.memory(), x = operand(d);
      body(x, d);
      x.whole.free();
      expect(k.memory()).toMatchObject({ used, handles });
    }), { numRuns: 120, seed }));
  };
  const operand = ({ rows, cols, left, right, s, width }: Draw) => {
    const whole = k.matrix("i8", rows, left + cols + right);
    whole.view.fill(-86);
    return { whole, X: whole.sub(0, left, rows, cols).set(values(new Random(s), rows * cols, width)) };
  };

  property("digits by weights give the values back, and there are as many as counted", ({ X }, { e, width }) => {
    const { digits: planes, weights } = k.bitmac.encode(X, e, { width }), n = k.bitmac.numPPs(X, e, { width, detail: true });
    expect(X.copy()).toEqual(Int8Array.from({ length: X.rows * X.cols }, (_, i) => planes.reduce((sum, p, b) => sum + p[i]! * weights[b]!, 0)));
    expect(Array.from(n.perDigit!)).toEqual(planes.map((p) => p.reduce((sum, d) => sum + Number(d !== 0), 0)));
    expect(n.histogram!.length).toBe(mostTerms(e, width) + 1);
  });

  property("total, positions, histogram and rows agree", ({ X }, { e, width }) => {
    const n = k.bitmac.numPPs(X, e, { width, detail: true }), brief = k.bitmac.numPPs(X, e, { width });
    expect(brief).toEqual({ total: n.total, mean: n.mean });
    expect(n.perDigit!.reduce((sum, c) => sum + c, 0)).toBe(n.total);
    expect(n.histogram!.reduce((sum, c, i) => sum + c * i, 0)).toBe(n.total);
    expect(n.histogram!.reduce((sum, c) => sum + c, 0)).toBe(X.rows * X.cols);
    expect(n.perChannel!.length).toBe(X.rows);
    expect(n.perChannel!.reduce((sum, m) => sum + Math.round(m * X.cols), 0)).toBe(n.total);
  });

  property("rows one by one, and the parts of a row, add up", ({ X }, { e, s }) => {
    const all = k.bitmac.numPPs(X, e).total, cut = X.cols === 0 ? 0 : s % X.cols;
    expect(Array.from({ length: X.rows }, (_, i) => k.bitmac.numPPs(X.row(i), e).total).reduce((a, b) => a + b, 0)).toBe(all);
    expect(k.bitmac.numPPs(X.sub(0, 0, X.rows, cut), e).total + k.bitmac.numPPs(X.sub(0, cut, X.rows, X.cols - cut), e).total).toBe(all);
  });

  property("no digits 0, 1, −1 are fewer than those of the non-adjacent form", ({ X }) => {
    const naf = k.bitmac.numPPs(X, "naf").total;
    for (const e of ["complement", "sign-magnitude"] as const) expect(k.bitmac.numPPs(X, e).total).toBeGreaterThanOrEqual(naf);
  });

  property("−x has the digits of x, negated, but in complement and Booth", ({ X }) => {
    const x = X.copy().map((v) => Math.max(v, -127));
    for (const e of ["sign-magnitude", "ent", "naf"] as const) {
      const n = k.bitmac.numPPs(X.set(x), e, { detail: true }), { digits: planes } = k.bitmac.encode(X, e);
      expect(k.bitmac.numPPs(X.set(x.map((v) => -v)), e, { detail: true })).toEqual(n);
      expect(k.bitmac.encode(X, e).digits.every((p, b) => p.every((d, i) => d === -planes[b]![i]!))).toBe(true);
    }
  });
});

describe("the scalar encodings", () => {
  it.each(ENCODINGS.flatMap((e) => WIDTHS.map((width) => [e, width] as const)))("%s of %i bits is as its definition", (e: Encoding, width: Width) => {
    expect(positions(e, width)).toBe(planes(e, width));
    expect(weights(e, width)).toEqual(Array.from({ length: planes(e, width) }, (_, i) => weightOf(e, i, width)));
    const all = Array.from({ length: 2 ** width }, (_, i) => i - 2 ** (width - 1));
    for (const x of all) expect(digitsOf(e, x, width), `${x}`).toEqual(digits(e, x, width));
    expect(mostTerms(e, width)).toBe(Math.max(...all.map((x) => terms(e, x, width))));
  });
});

it("plain.numPPs takes an Int8Array of another realm", () => {
  const other = runInNewContext("Int8Array.of(91, 124, -128, 0)") as Int8Array;
  expect(other instanceof Int8Array).toBe(false);
  expect(plainNumPPs(other, "mbe")).toEqual({ total: 7, mean: 1.75 });
});
