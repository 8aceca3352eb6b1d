// Counting without taking the turns, against taking them: every choice of gathered parts of a dimension in three, and sizes no turns could be taken of.
import fc from "fast-check";
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { walkedUses } from "../helpers/bitmac.nest.js";

const PARTS = ["KA", "KB", "KC"];

/** A tree over some parts of K, inside loops over the others. */
function tree(gathered: readonly string[], b: number, c: number): string {
  const around = PARTS.filter((p) => !gathered.includes(p)), lines = [`K = KA * KB(${b}) * KC(${c})`];
  let depth = 0;
  const line = (code: string): void => { lines.push("  ".repeat(depth) + code); };
  for (const p of ["M", "N", ...around, ...gathered]) { line(`for ${p} spatial`); depth++; }
  line("code = encode(A[m, k], mbe)");
  line("for BW spatial");
  depth++;
  line("pp = map(B[k, n], code)");
  line("w = shift(pp)");
  depth -= 1 + gathered.length;
  line(`s, c = half_reduce(w over ${["BW", ...gathered].join(", ")})`);
  line(around.length > 0 ? "p = add(s, c)" : "C[m, n] = add(s, c)");
  if (around.length > 0) line(`C[m, n] = accumulate(p over ${around.join(", ")})`);
  return `${lines.join("\n")}\n`;
}

describe("bitmac.notation: count", () => {
  const k = loadSync(), small = fc.integer({ min: 1, max: 5 });
  it("is exact whatever is gathered", () => {
    fc.assert(fc.property(fc.subarray(PARTS), small, small, fc.integer({ min: 1, max: 60 }), small, (gathered, b, c, K, M) => {
      const nest = k.bitmac.notation(tree(gathered, b, c)), walked = walkedUses(nest.text, { M, N: 2, K, BW: 4 }, {}, () => false);
      expect(nest.check()).toEqual([]);
      const counts = nest.count({ M, N: 2, K });
      expect(Object.fromEntries(Object.entries(counts).map(([name, { uses }]) => [name, uses]))).toEqual(walked);
    }), { numRuns: 100 });
  }, 60000);

  it("takes no turns", () => {
    const nest = k.bitmac.notation(tree(["KA", "KC"], 1000003, 1000)), { half_reduce: half, map } = nest.count({ M: 1e6, N: 1e3, K: 2 ** 31 - 1 });
    expect(map!.uses).toBe(4 * 1e9 * (2 ** 31 - 1));
    // 1000003 trees for each output, two words less each.
    expect(half!.uses).toBe(1e9 * (4 * (2 ** 31 - 1) - 2 * 1000003));
  });
});
