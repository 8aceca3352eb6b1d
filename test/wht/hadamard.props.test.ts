// Algebra that wht.hadamard must obey whatever the tile. Small integers make every sum exact, so identities hold to the bit.
import fc from "fast-check";
import { loadSync, type Matrix } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { flavours } from "../helpers/guard.kernels.js";
import { guarded } from "../helpers/guard.js";
import { type Float, Random } from "../helpers/random.js";
import { firstOutside } from "../helpers/tolerance.js";
import { apply, hadamardBound, randomSigns, signedProduct } from "../helpers/wht.hadamard.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const shape = fc.record({
  dtype: fc.constantFrom<Float>("f32", "f64"), m: fc.integer({ min: 1, max: 31 }), e: fc.integer({ min: 0, max: 7 }), rows: fc.nat(5),
  trans: fc.boolean(), draw: fc.nat(2 ** 31 - 1), left: fc.nat(5), right: fc.nat(5),
});

describe.each(flavours())(`wht.hadamard properties, %s (SEED=${seed})`, (variant) => {
  const k = loadSync({ variant });
  afterAll(() => {
    expect(k.memory().handles).toBe(0);
    k.free();
  });
  const plain = (X: Matrix<Float>): Float64Array => Float64Array.from(X.copy(), (x) => x + 0);

  it("any signs, any window: the definition", () => {
    fc.assert(fc.property(shape, fc.constantFrom("uniform" as const, "wide" as const), ({ dtype, m, e, rows, trans, draw, left, right }, kind) => k.scope((s) => {
      const random = new Random(draw), base = randomSigns(random, m), length = m * 2 ** e, data = random.array(dtype, rows * length, kind);
      const X = guarded(s, dtype, rows, length, data, { left, right });
      const got = apply(k, X.matrix, { base, transpose: trans, scale: 0.3 }).copy();
      for (let r = 0; r < rows; r++) {
        const x = data.subarray(r * length, (r + 1) * length), want = signedProduct(x, base, trans, 0.3);
        const bad = firstOutside(got.subarray(r * length, (r + 1) * length), want, want.slice().fill(hadamardBound(dtype, x, m, 0.3)));
        if (bad >= 0) throw new Error(`row ${r}, element ${bad} is ${got[r * length + bad]}, expected ${want[bad]}`);
      }
      X.verify();
    })), { numRuns: 150, seed });
  });

  it("rows together are rows one by one, to the bit", () => {
    fc.assert(fc.property(shape, ({ dtype, m, e, rows, trans, draw }) => k.scope((s) => {
      const random = new Random(draw), base = randomSigns(random, m), length = m * 2 ** e, data = random.array(dtype, rows * length);
      const X = s.matrix<Float>(dtype, rows, length, data), o = { base, transpose: trans, scale: "ortho" as const };
      const together = apply(k, X, o).copy();
      const one = Array.from({ length: rows }, (_, r) => [...apply(k, s.vector<Float>(dtype, data.subarray(r * length, (r + 1) * length)), o).copy()]);
      expect([...together]).toEqual(one.flat());
    })), { numRuns: 100, seed });
  });

  it("Sylvester's signs as a base: fwht; M and Mᵀ in turn: symmetric in x and y", () => {
    fc.assert(fc.property(shape, fc.integer({ min: 1, max: 4 }), ({ dtype, m, e, trans, draw }, log) => k.scope((s) => {
      const random = new Random(draw), length = 2 ** (log + e), data = random.array(dtype, length, "integers");
      const [a, b] = [s.matrix<Float>(dtype, 1, length, data), s.matrix<Float>(dtype, 1, length, data)];
      apply(k, a, { base: k.wht.hadamardMatrix(2 ** log), transpose: trans });
      k.wht.fwht(b as Matrix<"f32">);
      expect(plain(a)).toEqual(plain(b));
      const base = randomSigns(random, m), size = m * 2 ** (e % 5), [x, y] = [random.array(dtype, size, "integers"), random.array(dtype, size, "integers")];
      const dot = (u: ArrayLike<number>, v: ArrayLike<number>): number => Array.from(u).reduce((sum, t, i) => sum + t * (v[i] as number), 0);
      const Mx = apply(k, s.vector<Float>(dtype, x), { base }).copy(), My = apply(k, s.vector<Float>(dtype, y), { base, transpose: true }).copy();
      expect(dot(Mx, y)).toBe(dot(x, My));
    })), { numRuns: 100, seed });
  });
});
