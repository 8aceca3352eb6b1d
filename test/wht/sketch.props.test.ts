// Algebra that rotations, sketches and dyadic convolutions obey for any operand.
import fc from "fast-check";
import { type Kernels, loadSync, type Scope } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { flavours } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { norm } from "../helpers/wht.sketch.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const runs = { numRuns: 150, seed };
const draw: fc.Arbitrary<number> = fc.integer({ min: 0, max: 2 ** 31 });
const power: fc.Arbitrary<number> = fc.integer({ min: 0, max: 9 }).map((k) => 2 ** k);
const SMALL = 2 ** -46;

const dot = (x: Float64Array, y: Float64Array): number => x.reduce((s, v, i) => s + v * y[i]!, 0);

describe.each(flavours())(`wht sketches, %s (SEED=${seed})`, (variant) => {
  const k: Kernels = loadSync({ variant });
  afterAll(() => {
    expect(k.memory().handles).toBe(0);
    k.free();
  });
  const property = (name: string, body: (s: Scope, random: Random, n: number, m: number) => void): void => it(name, () => {
    fc.assert(fc.property(draw, power, power, (from, n, m) => k.scope((s) => body(s, new Random(from), n, m))), runs);
  });

  property("a rotation keeps dot products and its inverse undoes it", (s, random, block, count) => {
    const dim = block * Math.min(count, 8), turn = k.wht.randomized(dim, { seed: random.u32(), block, rounds: random.int(1, 3) });
    const [x, y] = [random.array("f64", dim), random.array("f64", dim)] as [Float64Array, Float64Array], [u, v] = [s.vector("f64", x), s.vector("f64", y)];
    turn.apply(u);
    turn.apply(v);
    expect(Math.abs(dot(u.view, v.view) - dot(x, y))).toBeLessThan(SMALL * (1 + norm(x) * norm(y)));
    expect(norm(turn.invert(u).view.map((a, i) => a - x[i]!))).toBeLessThan(SMALL * (1 + norm(x)));
  });

  property("f32 and f64 turn the same way", (s, random, dim) => {
    const x = random.array("f32", dim), turn = k.wht.randomized(dim, { seed: random.u32() });
    const [a, b] = [turn.apply(s.vector("f32", x)).view, turn.apply(s.vector("f64", x)).view];
    a.forEach((v, i) => expect(Math.abs(v - b[i]!)).toBeLessThan(1e-5 * (1 + norm(x))));
  });

  property("a sketch is linear, and each column is sketched alone", (s, random, n, m) => {
    const rows = random.int(Math.ceil(n / 2 + 0.5), n), sketch = Math.min(n, m), cols = random.int(1, 5), S = k.wht.srht({ rows, sketch, seed: random.u32() });
    const a = random.array("f64", rows * cols), b = random.array("f64", rows * cols), c = a.map((v, i) => v - 3 * b[i]!);
    const [A, B, C] = [a, b, c].map((data) => S.apply(s.matrix("f64", sketch, cols), s.matrix("f64", rows, cols, data)).copy()) as [Float64Array, Float64Array, Float64Array];
    C.forEach((v, i) => expect(Math.abs(v - (A[i]! - 3 * B[i]!))).toBeLessThan(SMALL * (1 + norm(c) + norm(a))));
    const j = random.int(0, cols - 1), alone = S.apply(s.matrix("f64", sketch, 1), s.matrix("f64", rows, 1, Float64Array.from({ length: rows }, (_, i) => a[i * cols + j]!))).copy();
    alone.forEach((v, i) => expect(Math.abs(v - A[i * cols + j]!)).toBeLessThan(SMALL * (1 + norm(a))));
    if (sketch === 2 ** Math.ceil(Math.log2(rows))) expect(Math.abs(norm(A) - norm(a))).toBeLessThan(SMALL * (1 + norm(a)));
  });

  property("dyadic convolution commutes, is bilinear, and a unit vector permutes by xor", (s, random, n) => {
    const whole = (): Float64Array => Float64Array.from({ length: n }, () => random.int(-99, 99)), v = (x: Float64Array) => s.vector("f64", x), z = () => s.vector("f64", n);
    const [x, y, w] = [whole(), whole(), whole()], shift = random.int(0, n - 1), e = new Float64Array(n);
    e[shift] = 1;
    const times = (p: Float64Array, q: Float64Array): number[] => [...k.wht.dyadicConvolve(z(), v(p), v(q)).view].map((t) => t + 0);
    expect(times(x, y)).toEqual(times(y, x));
    expect(times(x, y.map((t, i) => t + w[i]!))).toEqual(times(x, y).map((t, i) => t + times(x, w)[i]! + 0));
    expect(times(x, e)).toEqual(Array.from(x, (_, i) => x[i ^ shift]! + 0));
  });
});
