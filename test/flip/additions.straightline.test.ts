// What stands behind addition reduction, alone: exact fractions, transposed programs, and the check of programs from elsewhere.
import fc from "fast-check";
import { loadSync, type StraightLine } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { assemble, adjoint, type Term } from "../../bindings/flip/program.js";
import { Random as Stream } from "../../bindings/flip/random.js";
import { expand, fractionOf, straightLineOf } from "../../bindings/straightline.js";
import { additionsOf, matrixOf, WINOGRAD } from "../helpers/flip.additions.js";
import { Random } from "../helpers/random.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));

describe(`fractions (SEED=${seed})`, () => {
  it("every n/d with |n|·d below 2^52 comes back from its rounded value", () => {
    fc.assert(fc.property(fc.integer({ min: -(2 ** 26), max: 2 ** 26 }), fc.integer({ min: 1, max: 2 ** 25 }), (n, d) => {
      fc.pre(n !== 0);
      const g = gcd(n, d);
      expect(fractionOf(n / d)).toEqual([n / g, d / g]);
    }), { numRuns: 5000, seed });
  });
  it("whole numbers, and what no short fraction is", () => {
    for (const x of [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 53 - 1]) expect(fractionOf(x)).toEqual([x, 1]);
    expect(fractionOf(1 / 3)).toEqual([1, 3]);
    expect(fractionOf(2 ** -30)).toEqual([1, 2 ** 30]);
    for (const x of [Math.PI, 2 ** 60, 1e-300]) expect(fractionOf(x)).toBeUndefined();
  });
});

describe(`programs (SEED=${seed})`, () => {
  const term = (index: number, random: Random): Term => ({ index: random.int(0, index - 1), coefficient: random.pick([1, 1, -1, 2, -0.5]) });
  it("the adjoint computes the transpose with the additions that Tellegen's principle says", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(8), fc.integer({ min: 1, max: 6 }), fc.nat(2 ** 31 - 1), (inputs, count, outputs, draw) => {
      const random = new Random(draw), sum = (below: number): Term[] => [...new Map(Array.from({ length: random.int(1, 3) }, () => term(below, random)).map((t) => [t.index, t])).values()];
      const program = assemble(inputs, Array.from({ length: count }, (_, j) => sum(inputs + j)), Array.from({ length: outputs }, () => sum(inputs + count)));
      const matrix = matrixOf(program), back = adjoint(program), rows = expand("t", "p", program), columns = expand("t", "p", back);
      expect(matrixOf(back)).toEqual(Array.from({ length: inputs }, (_, i) => matrix.map((row) => row[i]! + 0)));
      rows.forEach((row, i) => { for (const [j, x] of row) expect(columns[j]!.get(i)).toEqual(x); });
      // Parts that reach no output are not reversed, and inputs that nothing uses stay zero: then there are fewer additions.
      const used = new Set(program.steps.flatMap(({ terms }) => terms.map((t) => t.index)));
      const whole = program.steps.every(({ out }, j) => out >= 0 || used.has(inputs + j));
      if (whole) expect(additionsOf([back])).toBe(additionsOf([program]) + outputs - Array.from({ length: inputs }, (_, i) => i).filter((i) => used.has(i)).length);
    }), { numRuns: 500, seed });
  });
  it("the stream is evenly spread and splits by seed", () => {
    const bins = new Array<number>(16).fill(0), stream = new Stream(seed);
    for (let i = 0; i < 16000; i++) bins[stream.below(16)]!++;
    for (const bin of bins) expect(Math.abs(bin - 1000)).toBeLessThan(200);
    expect(new Stream(1).next()).not.toBe(new Stream(2).next());
    expect(new Stream(1).next()).not.toBe(new Stream(1 + 2 ** 32).next());
  });
});

describe("straightLineOf", () => {
  const k = loadSync();
  afterAll(() => k.free());
  const line = k.flip.reduceAdditions(WINOGRAD);
  type Open = { -readonly [K in keyof StraightLine]: StraightLine[K] } & { u: { steps: { out: number; terms: { index: number; coefficient: number }[] }[]; inputs: number } };
  const changed = (change: (x: Open) => void): unknown => {
    const copy = JSON.parse(JSON.stringify(line)) as Open;
    change(copy);
    return copy;
  };
  const refused = (x: unknown): { code?: string; message: string; arg?: string } => {
    try { straightLineOf("flip.plan", "s", x); } catch (error) { return error as Error; }
    return { message: "taken" };
  };

  it("takes what was made here, spread, cloned or back from JSON, and counts again", () => {
    for (const x of [line, { ...line }, structuredClone(line), changed((y) => { y.additions = 3; })]) expect(straightLineOf("flip.plan", "s", x)).toMatchObject({ additions: 15 });
  });

  it.each<[string, (x: Open) => void, string, RegExp]>([
    ["another coefficient", (x) => { x.u.steps[0]!.terms[0]!.coefficient = 2; }, "option", /^flip\.plan: s\.u does not compute output \d of the scheme$/],
    ["a step that looks ahead", (x) => { x.u.steps[0]!.terms[0]!.index = 4; }, "option", /s\.u\.steps\[0\]\.terms\[0\]\.index is 4, expected an input or an earlier step, below 4/],
    ["a negative index", (x) => { x.u.steps[1]!.terms[0]!.index = -1; }, "option", /index is -1/],
    ["coefficient 0", (x) => { x.u.steps[0]!.terms[0]!.coefficient = 0; }, "option", /coefficient is 0/],
    ["coefficient NaN", (x) => { x.u.steps[0]!.terms[0]!.coefficient = NaN; }, "option", /coefficient is NaN/],
    ["an irrational coefficient", (x) => { x.u.steps[0]!.terms[0]!.coefficient = Math.PI; }, "unsupported", /beyond exact arithmetic/],
    ["an output twice", (x) => { x.u.steps.push({ out: x.u.steps.find((s) => s.out >= 0)!.out, terms: [{ index: 0, coefficient: 1 }] }); }, "option", /which an earlier step makes/],
    ["an output too far", (x) => { x.u.steps[0]!.out = 7; }, "option", /out is 7, expected −1 or an output below 7/],
    ["a missing output", (x) => { x.u.steps = x.u.steps.filter((s) => s.out !== 0); }, "option", /./],
    ["other sizes", (x) => { x.u.inputs = 5; }, "shape", /s\.u\.inputs is 5, expected 4/],
    ["no steps", (x) => { delete (x.u as { steps?: unknown }).steps; }, "dtype", /s\.u\.steps is undefined/],
    ["a step that is none", (x) => { x.u.steps[0] = null as never; }, "dtype", /steps\[0\] is no \{out, terms\}/],
    ["a term that is none", (x) => { x.u.steps[0]!.terms[0] = null as never; }, "option", /index is undefined/],
    ["no program", (x) => { (x as { v: unknown }).v = null; }, "dtype", /s\.v is null/],
    ["a wrong scheme", (x) => { (x as { scheme: unknown }).scheme = { ...line.scheme, u: [1] }; }, "shape", /s\.scheme\.u has 1 entries/],
  ])("refuses %s", (_, change, code, message) => {
    const error = refused(changed(change));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
  it("refuses what is no object", () => {
    for (const x of [null, undefined, 3, "x"]) expect(refused(x).code).toBe("dtype");
  });
});
