// Every way to one product, whatever would have been chosen: the bindings' own parts.
import { describe, expect, it } from "vitest";
import { link } from "../../bindings/abi.js";
import type { BitMatrixHandle } from "../../bindings/bitmac/bit_matrix.js";
import { bits } from "../../bindings/bitmac/bits.js";
import { choose, WIDEST } from "../../bindings/bitmac/bits_choice.js";
import { byDots } from "../../bindings/bitmac/bits_dots.js";
import { byPlanes } from "../../bindings/bitmac/bits_planes.js";
import { byTables } from "../../bindings/bitmac/bits_tables.js";
import type { BitMacContext } from "../../bindings/bitmac/context.js";
import { gemmInt8 } from "../../bindings/dense/int8.js";
import { allocator, newMatrix } from "../../bindings/memory/alloc.js";
import { Arena, PAGE } from "../../bindings/memory/arena.js";
import { type Bits, FORMS, limitsOf, multiply, nameOf, valuesOf } from "../helpers/bitmac.bits.js";
import { soil } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { bytesOf } from "../wasm/raw.js";

function context(): BitMacContext {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: 65536 });
  const { raw, heapBase } = link(new WebAssembly.Module(bytesOf("simd")), undefined, memory);
  const arena = new Arena(memory, heapBase, 4096 * PAGE);
  return { raw, arena, dense: { gemmInt8: (C, A, B, o) => gemmInt8({ raw, arena }, C, A, B, o), sevenBitSpeed: () => "none", sevenBitShape: () => false } };
}

const ctx = context(), alloc = allocator(ctx.arena);

function made(form: Bits, rows: number, cols: number, values: readonly number[]): BitMatrixHandle {
  const x = alloc.matrix(limitsOf(form)[1] > 127 ? "u8" : "i8", rows, cols, values), b = bits(ctx, x as never, form.width, form.binary ? { binary: true } : { signed: form.signed });
  x.free();
  return b as BitMatrixHandle;
}

function every(random: Random, m: number, n: number, k: number, fa: Bits, fb: Bits): void {
  soil({ vector: alloc.vector } as never, 1 << 16);
  const a = valuesOf(random, fa, m * k), b = valuesOf(random, fb, k * n), A = made(fa, m, k, a), B = made(fb, k, n, b), c = newMatrix(ctx.arena, "test", "i32", m, n), want = multiply(m, n, k, a, b);
  // What a right operand packs of itself on first use stays.
  byDots(ctx, "test", c, A, B);
  const { used } = ctx.arena;
  const check = (way: string, run: () => void): void => {
    c.view.fill(-1);
    run();
    const got = c.copy(), at = want.findIndex((w, i) => w !== got[i]);
    if (at >= 0) throw new Error(`${nameOf(fa)}·${nameOf(fb)} ${m}×${k}×${n} by ${way}, seed=${random.seed}: (${Math.floor(at / n)}, ${at % n}) is ${got[at]}, expected ${want[at]}`);
    expect(ctx.arena.used).toBe(used);
  };
  check("dots", () => byDots(ctx, "test", c, A, B));
  if (Math.max(fa.width, fb.width) <= WIDEST) check("planes", () => byPlanes(ctx, "test", c, A, B));
  if (fb.width <= WIDEST && fa.width <= 4) check("tables of A", () => byTables(ctx, "test", c, A, B, true));
  if (fa.width <= WIDEST && fb.width <= 4) check("tables of B", () => byTables(ctx, "test", c, A, B));
  for (const x of [A, B, c]) x.free();
  expect(ctx.arena.handles).toBe(0);
}

describe("dots, planes and tables of either side", () => {
  it("agree on every pair of forms", () => {
    const random = new Random(31);
    for (const fa of FORMS) for (const fb of FORMS) every(random, random.int(0, 40), random.int(0, 40), random.int(0, 150), fa, fb);
  });

  it("agree where sums of digits are greatest", () => {
    const random = new Random(32);
    for (const fa of FORMS) for (const fb of FORMS) every(random, random.int(1, 5), random.int(1, 17), random.int(500, 700), fa, fb);
  });
});

describe("the choice", () => {
  it("takes tables and planes only where there are planes", () => {
    for (const fa of FORMS) for (const fb of FORMS) for (const [m, n, k] of [[1, 1, 1], [1, 700, 700], [700, 1, 700], [16, 16, 16], [300, 300, 300], [0, 5, 5]] as const) {
      const A = made(fa, 1, 1, [limitsOf(fa)[0]]), B = made(fb, 1, 1, [limitsOf(fb)[0]]), way = choose(m, n, k, A, B, false);
      if (way === "tables of A") expect([fb.width <= WIDEST, fa.width <= 4]).toEqual([true, true]);
      if (way === "tables of B") expect([fa.width <= WIDEST, fb.width <= 4]).toEqual([true, true]);
      if (way === "planes") expect(fa.width * fb.width).toBe(1);
      if (m * n * k >= 2 ** 24 && fa.width * fb.width > 8) expect(way).toBe("dots");
      if (choose(m, n, k, A, B, true).startsWith("tables")) throw new Error("tables are no match for 7-bit dots");
      A.free();
      B.free();
    }
  });

  it("leaves tables alone where they would be padding for the most part", () => {
    const one = (name: string): BitMatrixHandle => { const f = FORMS.find((x) => nameOf(x) === name)!; return made(f, 1, 1, [limitsOf(f)[0]]); };
    const [u3, u4, s2, s1] = ["u3", "u4", "s2", "s1"].map(one) as [BitMatrixHandle, BitMatrixHandle, BitMatrixHandle, BitMatrixHandle];
    for (const [a, b, m, n, k] of [[u3, s2, 17, 129, 129], [u3, s2, 33, 129, 129], [u4, s1, 17, 65, 65]] as const) {
      expect(choose(m, n, k, a, b, false), `${m}×${n}×${k}`).toBe("dots");
      expect(choose(n, m, k, b, a, false), `${n}×${m}×${k}`).toBe("dots");
    }
    expect(choose(64, 256, 256, u3, s2, false)).toBe("tables of A");
    for (const x of [u3, u4, s2, s1]) x.free();
  });
});
