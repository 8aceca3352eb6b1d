// The kernels of the engines alone, through the raw exports: all encodings, block edges, NaN-filled memory around every operand, ends of memory.
import { describe, expect, it } from "vitest";
import { int8At, int8Steps } from "../../bindings/random/int8.js";
import { Threefry } from "../../bindings/random/threefry.js";
import { encodings, nonzero, rowCost } from "../helpers/bitmac.engine.js";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";

/** Elements of a block of the counting kernel, draws of one of the drawing kernel. */
const BLOCK = 4080, DRAWS = 4096;
const lengths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 129, BLOCK - 1, BLOCK, BLOCK + 1, BLOCK + 15, 2 * BLOCK, 2 * BLOCK + 5];
const START = 65536;
const ground = new Ground("simd", 24);

describe("cycles_rows_i8", () => {
  it.each(encodings)("%s: rows of every length, tight and strided", (encoding) => {
    const e = encodings.indexOf(encoding), bytes = ground.call("cycles_rows_i8_workspace"), ws = START;
    for (const k of lengths) for (const shared of [0, 1]) {
      const random = new Random(k), m = k > 1000 ? 2 : 4, stride = k + random.pick([0, 1, 13]);
      // The last row ends where memory ends.
      const span = (m - 1) * stride + k, from = ground.end - span, out = START + 8192 + 8;
      const rows = Array.from({ length: m }, () => Int8Array.from({ length: k }, () => (random.chance(0.3) ? 0 : random.int(-128, 127) >> random.int(0, 7))));
      ground.mark();
      rows.forEach((row, i) => ground.put(from + i * stride, row));
      const before = ground.bytes(from, span);
      ground.call("cycles_rows_i8", e, shared, m, k, from, stride, out, ws);
      const want = rows.flatMap((row) => { const c = rowCost(encoding, row, shared ? 4 : 1); return [c.busy, c.filled, c.digits]; });
      expect(Array.from(ground.take("f64", out, 3 * m)), `${encoding}, k ${k}, stride ${stride}, shared ${shared}`).toEqual(want);
      expect(ground.bytes(from, span)).toEqual(before);
      ground.restore(`k ${k}`, { ptr: out, bytes: 24 * m }, { ptr: ws, bytes }, { ptr: from, bytes: span });
    }
  });

  it.each(encodings)("%s: every value", (encoding) => {
    const all = Int8Array.from({ length: 256 }, (_, i) => i - 128), from = START + 16384 + 5, out = START + 8192;
    ground.put(from, all);
    ground.call("cycles_rows_i8", encodings.indexOf(encoding), 0, 256, 1, from, 1, out, START);
    const found = ground.take("f64", out, 768);
    all.forEach((x, i) => expect(found[3 * i + 2], `${x}`).toBe(nonzero(encoding, x).filter(Boolean).length));
  });

  it("counts a million zeros, and a row of nothing but full digits, past every counter of a byte", () => {
    const k = 1 << 20, from = START + 32768, out = START + 8192;
    for (const [value, busy, digits] of [[0, k, 0], [0x55, 4 * k, 4 * k], [-1, 8 * k, 8 * k]] as const) {
      ground.put(from, new Uint8Array(new Int8Array(k).fill(value).buffer));
      const e = value === -1 ? "complement" : "mbe";
      ground.call("cycles_rows_i8", encodings.indexOf(e), 0, 1, k, from, k, out, START);
      expect(Array.from(ground.take("f64", out, 3))).toEqual([busy, value === 0 ? 0 : digits, digits]);
    }
  });
});

describe("draw_i8", () => {
  it("is the draw of the plain generator, to the last bit", () => {
    const ws = START, steps = START + 64, guide = steps + 2048;
    for (const [count, first, seed, sigma] of [[1, 0, 0, 24.27], [3, 5, 1, 50], [4, 2 ** 31 - 2, 2, 3], [DRAWS - 1, 7, 2 ** 53 - 1, 24.27], [DRAWS, 0, 9, 1e9], [DRAWS + 1, 2 ** 32 - DRAWS - 1, 12345678901, 24.27], [2 * DRAWS + 7, 1, 3, 0]] as const) {
      const draws = Threefry.of(seed, "normal"), table = int8Steps(sigma), room = Math.ceil(count / 4) * 4, out = ground.end - room;
      ground.put(steps, table.steps);
      ground.put(guide, table.guide);
      ground.mark();
      ground.call("draw_i8", count, first, draws.stream, draws.k0, draws.k1, steps, guide, out, ws);
      const found = new Int8Array(ground.bytes(out, count).buffer as ArrayBuffer);
      found.forEach((x, i) => { if (x !== int8At(draws, table, first + i)) throw new Error(`draw ${first + i} of seed ${seed} is ${x}, expected ${int8At(draws, table, first + i)}`); });
      ground.restore(`draw ${count}`, { ptr: out, bytes: room }, { ptr: ws, bytes: 32 });
    }
  });
});
