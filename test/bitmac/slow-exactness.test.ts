// Every engine with every encoding on 500 random shapes, stepped: the bits of dense.gemmInt8, and the figures of the closed forms. Extremes, zeros, and everything between.
import { type Encoding, type EngineSpec, loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { int8Values } from "../helpers/int8.js";
import { Random } from "../helpers/random.js";

const encodings: readonly Encoding[] = ["complement", "sign-magnitude", "mbe", "ent", "naf"];
const dense = (["systolic-os", "systolic-ws", "cube", "adder-tree", "matrix-2d"] as const).flatMap((kind) => (["mac", "opt1", "opt2"] as const).map((pe) => ({ kind, pe })));
const slices = (["opt3", "opt4c", "opt4e"] as const).flatMap((kind) => (["rtl", "ideal"] as const).map((rule) => ({ kind, rule })));

function drawn(random: Random, engine: (typeof dense)[number] | (typeof slices)[number], encoding: Encoding): EngineSpec {
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
      const A = s.matrix("i8", m, p, values(m * p)), B = s.matrix("i8", p, n, values(p * n)), C = s.matrix("i32", m, n), want = k.dense.gemmInt8(s.matrix("i32", m, n), A, B).copy();
      const machine = k.bitmac.engine(spec), { trace, ...stepped } = machine.run(A, B, { detail: "carry-save", C }), got = C.copy(), at = `turn ${turn}: ${JSON.stringify(spec)} ${m}×${n}×${p}`;
      if (String(got) !== String(want)) expect([...got], at).toEqual([...want]);
      expect(trace?.ready.length, at).toBe(m * n);
      const counted = machine.run(A, B);
      if (JSON.stringify(counted) !== JSON.stringify(stepped)) expect(stepped, at).toEqual(counted);
    });
  });
});

/** The longest sums that i32 results hold fit the 26 bits of a bit-slice pair. */
it("bit-slice pairs at the largest k", () => {
  const k = loadSync(), p = 131071, A = k.matrix("i8", 1, p, new Int8Array(p).fill(-128)), B = k.matrix("i8", p, 1, A.copy()), C = k.matrix("i32", 1, 1);
  for (const encoding of encodings) {
    k.bitmac.engine({ kind: "opt4c", columns: 1, rows: 1, encoding }).run(A, B, { detail: "carry-save", C });
    expect(C.view[0], encoding).toBe(p * 16384);
  }
  k.free();
});
