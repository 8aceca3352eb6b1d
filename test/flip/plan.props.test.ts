// Properties of plans over random schemes, shapes, options and windows; published schemes from ../shared where that is present.
import fc from "fast-check";
import fs from "node:fs";
import { loadSync, type PlanOptions, type Scheme } from "lanewise";
import { describe, expect, it } from "vitest";
import { kronecker, scaled, sheared, standardScheme, strassen, winograd } from "../helpers/flip.plan.js";
import { flavours, soil } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { tryPlan } from "../suites/flip.plan.suite.js";

const part = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })).map(([n, m, p]) => standardScheme(n, m, p)),
  fc.constant(strassen), fc.integer({ min: -3, max: 3 }).map((by) => sheared(strassen, by)),
);
const scheme = fc.oneof(part, fc.tuple(part, fc.constant(strassen)).filter(([a]) => a.rank <= 16).map(([a, b]) => kronecker(a, b)), fc.integer().map((seed) => scaled(strassen, new Random(seed))));
const source = fc.oneof(scheme, fc.boolean().map(winograd), fc.array(scheme, { minLength: 1, maxLength: 2 }).filter((l) => l.reduce((r, s) => r * s.rank, 1) <= 1000));
const options: fc.Arbitrary<PlanOptions> = fc.record({
  strassen: fc.integer({ min: 0, max: 2 }), leaf: fc.integer({ min: 2, max: 100 }), edges: fc.constantFrom("auto", "pad", "peel"),
}, { requiredKeys: [] });
const length = fc.integer({ min: 1, max: 200 });

describe.each(flavours())("plans, %s", (variant) => {
  it("multiply windows of any shape by any scheme, write nothing else and return their memory", () => {
    const k = loadSync({ variant });
    soil(k, 8 << 20);
    fc.assert(fc.property(source, options, fc.constantFrom("f32", "f64", "i32"), length, length, length, fc.integer({ min: 0 }), (s, o, dtype, m, inner, n, seed) => {
      const fractions = (Array.isArray(s) ? s : [s]).some((x) => "denominators" in x);
      const { used, handles } = k.memory();
      tryPlan(k, s, o, dtype === "i32" && fractions ? "f64" : dtype as "f32", m, inner, n, seed, "random");
      expect(k.memory().used).toBe(used);
      expect(k.memory().handles).toBe(handles);
    }), { numRuns: 150 });
    k.free();
  });
});

const folder = new URL("../../../shared/data/flip/schemes/", import.meta.url), present = fs.existsSync(folder);
if (!present) console.log("skip flip/plan: ../shared is absent");

/** Integers and "p/q". */
function read(name: string): Scheme {
  const { n, m, u, v, w } = JSON.parse(fs.readFileSync(new URL(name, folder), "utf8")) as { n: [number, number, number]; m: number; u: unknown[][]; v: unknown[][]; w: unknown[][] };
  const split = (x: unknown[][]): [Int32Array, Int32Array] => {
    const parts = x.flat().map((y) => String(y).split("/").map(Number));
    return [Int32Array.from(parts, (y) => y[0]!), Int32Array.from(parts, (y) => y[1] ?? 1)];
  };
  const [a, b, c] = [split(u), split(v), split(w)];
  return { shape: n, ring: "Q", rank: m, u: a[0], v: b[0], w: c[0], denominators: { u: a[1], v: b[1], w: c[1] } };
}

describe.skipIf(!present)("published schemes", () => {
  const names = present ? fs.readdirSync(folder).filter((f) => f.endsWith(".json") && !f.includes("reduced") && !f.includes("Z2") && !f.includes("mod0")) : [];
  it.each(names)("%s multiplies", (name) => {
    const k = loadSync(), s = read(name), whole = s.denominators!.u.every((x) => x === 1) && s.denominators!.v.every((x) => x === 1) && s.denominators!.w.every((x) => x === 1);
    for (const dtype of whole ? ["f64", "i32"] as const : ["f64"] as const) for (const strassen of [0, 1]) {
      tryPlan(k, s, { strassen, edges: "pad" }, dtype, 40, 50, 60, 1, name);
      tryPlan(k, s, { strassen }, dtype, 75, 81, 130, 2, name);
    }
    k.free();
  });
});
