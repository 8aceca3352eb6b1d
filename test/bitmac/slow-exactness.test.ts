// Every engine with every encoding on 500 random shapes, stepped: the bits of dense.gemmInt8. Extremes, zeros, and everything between.
import { type Encoding, loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { detailed } from "../../bindings/bitmac/engine/detail.js";
import type { FullSpec } from "../../bindings/bitmac/engine/parts.js";
import { int8Values } from "../helpers/int8.js";
import { Random } from "../helpers/random.js";

const encodings: readonly Encoding[] = ["complement", "sign-magnitude", "mbe", "ent", "naf"];
const dense = (["systolic-os", "systolic-ws", "cube", "adder-tree", "matrix-2d"] as const).flatMap((kind) => (["mac", "opt1", "opt2"] as const).map((pe) => ({ kind, pe })));
const slices = (["opt3", "opt4c", "opt4e"] as const).flatMap((kind) => (["rtl", "ideal"] as const).map((rule) => ({ kind, rule })));

function drawn(random: Random, engine: (typeof dense)[number] | (typeof slices)[number], encoding: Encoding): FullSpec {
  if ("rule" in engine) return { ...engine, encoding, columns: random.int(1, 5), rows: random.int(1, 6) };
  const deep = engine.kind === "cube" || engine.kind === "adder-tree" || engine.pe === "opt2";
  return { ...engine, encoding, m: random.int(1, 5), n: random.int(1, 5), k: deep ? random.int(1, 9) : 1 };
}

describe("stepped products", () => {
  const k = loadSync();
  it.each([...dense, ...slices].flatMap((engine) => encodings.map((encoding) => [Object.values(engine).join(" "), encoding, engine] as const)))("%s %s: 500 shapes", (name, encoding, engine) => {
    const random = new Random(name.length * 31 + encodings.indexOf(encoding));
    for (let turn = 0; turn < 500; turn++) k.scope((s) => {
      const spec = drawn(random, engine, encoding), m = random.int(1, 9), n = random.int(1, 9), p = random.int(1, turn % 50 === 0 ? 200 : 24);
      const values = (length: number): Int8Array => {
        const x = int8Values(random, "i8", length, random.pick(["any", "any", "extreme", "least"])) as Int8Array;
        return random.chance(0.3) ? x.map((v) => (random.chance(0.6) ? 0 : v)) : x;
      };
      const a = values(m * p), b = values(p * n), want = k.dense.gemmInt8(s.matrix("i32", m, n), s.matrix("i8", m, p, a), s.matrix("i8", p, n, b)).copy();
      const got = detailed("t", spec, a, b, m, n, p).product;
      if (String(got) !== String(want)) expect([...got], `turn ${turn}: ${JSON.stringify(spec)} ${m}×${n}×${p}`).toEqual([...want]);
    });
  });
});

/** The longest sums that i32 results hold fit the 26 bits of a bit-slice pair. */
it("bit-slice pairs at the largest k", () => {
  const p = 131071, a = new Int8Array(p).fill(-128), b = new Int8Array(p).fill(-128);
  for (const encoding of encodings) expect(detailed("t", { kind: "opt4c", columns: 1, rows: 1, encoding, rule: "rtl" }, a, b, 1, 1, p).product[0], encoding).toBe(p * 16384);
});
