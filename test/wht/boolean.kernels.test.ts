// The kernels of Boolean functions alone, through the raw exports: block edges, NaN-filled memory around every operand, ends of memory.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";
import { parity } from "../helpers/wht.js";
import { normalForm, packed, randomTable, weight } from "../helpers/wht.boolean.js";

const BLOCK = 8192;
const logs = Array.from({ length: 16 }, (_, v) => v);
const lengths = [0, 1, 3, 4, 5, 7, 8, 9, 15, 17, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 5];
const START = 65536;

describe("boolean kernels alone", () => {
  const ground = new Ground("simd", 24);
  const fresh = (): void => ground.mark();

  it.each(logs)("pack, signs and mobius of %i variables", (v) => {
    const truth = randomTable(new Random(v), v), n = truth.length, words = packed(truth);
    for (const far of [false, true]) {
      const from = START + 3, to = far ? ground.end - words.byteLength : START + 2 * BLOCK * 8 + 4;
      ground.put(from, truth);
      fresh();
      expect(ground.call("boolean_pack", n, from, to)).toBe(0);
      expect(ground.bytes(to, words.byteLength)).toEqual(new Uint8Array(words.buffer));
      ground.restore(`pack ${v}`, { ptr: to, bytes: words.byteLength });
    }
    for (const [name, ARRAY] of [["i16", Int16Array], ["i32", Int32Array], ["f64", Float64Array]] as const) {
      const size = ARRAY.BYTES_PER_ELEMENT, count = Math.max(n, 32), to = ground.end - count * size;
      ground.put(START, words);
      fresh();
      ground.call(`boolean_signs_${name}`, n, START, to);
      expect(Array.from(new ARRAY(ground.bytes(to, n * size).buffer as ArrayBuffer))).toEqual(Array.from(truth, (f) => 1 - 2 * f));
      ground.restore(`signs ${name} ${v}`, { ptr: to, bytes: count * size });
    }
    const at = ground.end - words.byteLength;
    ground.put(at, words);
    fresh();
    ground.call("mobius", v, at);
    if (v <= 11) expect(ground.bytes(at, words.byteLength)).toEqual(new Uint8Array(packed(normalForm(truth)).buffer));
    ground.call("mobius", v, at);
    expect(ground.bytes(at, words.byteLength)).toEqual(new Uint8Array(words.buffer));
    ground.restore(`mobius ${v}`);
  });

  it("pack names the first byte that is no bit", () => {
    for (const v of [0, 3, 4, 5, 6, 13, 14]) for (let turn = 0; turn < 20; turn++) {
      const random = new Random(100 * v + turn), truth = randomTable(random, v), at = random.int(0, truth.length - 1);
      truth[at] = random.int(2, 255);
      for (let i = at + 1; i < truth.length; i++) if (random.chance(0.2)) truth[i] = 7;
      ground.put(START, truth);
      expect(ground.call("boolean_pack", truth.length, START, START + 4 * BLOCK), `${v} variables, entry ${at}`).toBe(at + 1);
    }
  });

  it("widen, peak, lightest and square to two blocks and a tail", () => {
    for (const n of lengths) {
      const random = new Random(n), values = Int16Array.from({ length: n }, () => random.int(-16384, 16384)), wide = Int32Array.from(values);
      const to = ground.end - wide.byteLength;
      ground.put(START + 2, new Uint8Array(values.buffer));
      fresh();
      ground.call("boolean_widen", n, START + 2, to);
      expect(new Int32Array(ground.bytes(to, wide.byteLength).buffer)).toEqual(wide);
      ground.restore(`widen ${n}`, { ptr: to, bytes: wide.byteLength });
      ground.put(to, new Uint8Array(wide.buffer));
      fresh();
      expect(ground.call("boolean_peak", n, to), `peak of ${n}`).toBe(wide.reduce((m, w) => Math.max(m, Math.abs(w)), 0));
      for (const spot of [n - 1, n >> 1, 1]) {
        const sparse = wide.map((_, u) => (u === 0 || u === spot ? -5 : 0));
        ground.put(to, new Uint8Array(sparse.buffer));
        fresh();
        expect(ground.call("boolean_lightest", n, to), `lightest of ${n}, ${spot}`).toBe(spot > 0 && spot < n ? weight(spot) : 33);
        expect(ground.call("boolean_peak", n, to), `peak of ${n}, ${spot}`).toBe(n > 0 ? 5 : 0);
      }
      ground.restore(`peak ${n}`);
      const real = Float64Array.from(wide), end = ground.end - real.byteLength;
      ground.put(end, real);
      fresh();
      ground.call("boolean_square", n, end);
      expect(ground.take("f64", end, n)).toEqual(real.map((x) => x * x));
      ground.restore(`square ${n}`, { ptr: end, bytes: real.byteLength });
    }
  });

  it("parities of every width", () => {
    const sbox = Uint32Array.from({ length: 5 }, (_, i) => 0x155 * (i + 1));
    for (const [name, ARRAY] of [["i16", Int16Array], ["i32", Int32Array]] as const) for (let bits = 0; bits <= 10; bits++) {
      const size = ARRAY.BYTES_PER_ELEMENT, total = sbox.length << bits, to = ground.end - total * size;
      ground.put(START, sbox);
      fresh();
      ground.call(`boolean_parities_${name}`, sbox.length, bits, START, to);
      const want = Array.from({ length: total }, (_, at) => 1 - 2 * parity((sbox[at >> bits] as number) & (at & (1 << bits) - 1)));
      expect(Array.from(new ARRAY(ground.bytes(to, total * size).buffer as ArrayBuffer)), `${name}, ${bits} bits`).toEqual(want);
      ground.restore(`parities ${name} ${bits}`, { ptr: to, bytes: total * size });
    }
  });
});
