// combine and spread alone, over memory full of NaN: sizes around vectors and around the piece of a block that stays in L1, any number of rows, odd addresses.
import { describe, it } from "vitest";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";

type Dtype = "f32" | "f64" | "i32";
const size = { f32: 4, f64: 8, i32: 4 } as const, TABLE = 65536, BLOCKS = 70000;

function arrayOf(dtype: Dtype, buffer: ArrayBuffer, ptr: number, n: number): Float32Array | Float64Array | Int32Array {
  const bytes = buffer.slice(ptr, ptr + n * size[dtype]);
  return dtype === "f32" ? new Float32Array(bytes) : dtype === "f64" ? new Float64Array(bytes) : new Int32Array(bytes);
}

/** Small whole numbers: sums are exact in any order; integers wrap. */
class Bench {
  readonly ground = new Ground("simd", 9);
  readonly random: Random;
  readonly dtype: Dtype;
  constructor(dtype: Dtype, seed: number) { this.dtype = dtype; this.random = new Random(seed); }

  data(n: number): Float32Array | Float64Array | Int32Array {
    const make = (): number => this.dtype === "i32" ? this.random.u32() | 0 : this.random.int(-50, 50);
    return (this.dtype === "f32" ? Float32Array : this.dtype === "f64" ? Float64Array : Int32Array).from({ length: n }, make);
  }

  put(ptr: number, x: ArrayBufferView): void { new Uint8Array(this.ground.raw.memory.buffer).set(new Uint8Array(x.buffer, x.byteOffset, x.byteLength), ptr); }

  table(coefficients: readonly number[], pointers: readonly number[]): void {
    const view = new DataView(this.ground.raw.memory.buffer);
    coefficients.forEach((c, i) => { view.setFloat64(TABLE + 16 * i, c, true); view.setUint32(TABLE + 16 * i + 8, pointers[i]!, true); });
  }

  /** Σ cᵢ·xᵢ[at], as the dtype has it. */
  sum(coefficients: readonly number[], values: readonly number[], start: number): number {
    if (this.dtype === "i32") return coefficients.reduce((sum, c, i) => (sum + Math.imul(c, values[i]!)) | 0, start | 0);
    return coefficients.reduce((sum, c, i) => sum + c * values[i]!, start);
  }

  /** Equal numbers, element by element; 0 and −0 are. */
  expect(got: Float32Array | Float64Array | Int32Array, want: (e: number) => number, what: string): void {
    for (let e = 0; e < got.length; e++) if (got[e] !== want(e)) throw new Error(`${what}: [${e}] is ${got[e]}, expected ${want(e)}`);
  }
}

const lengths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 17, 33, 100], coefficients = [1, -1, 1, -1, 2, -3, 1, 1, -1, 0.5, 4, -1, 7] as const;

describe.each(["f32", "f64", "i32"] as const)("blocks of %s", (dtype) => {
  const bytes = size[dtype], long = 16384 / bytes, c = coefficients.map((x) => dtype === "i32" && x === 0.5 ? -2147483648 : x);

  it("combine: any number of rows into one", () => {
    const b = new Bench(dtype, 1);
    for (const n of [...lengths, long, 2 * long + 9]) for (const count of n > 100 ? [9] : [0, 1, 2, 3, 4, 5, 8, 9, 13]) {
      const blocks = Array.from({ length: count }, () => b.data(n)), apart = n * bytes + 3 * bytes, at = (i: number): number => BLOCKS + 4 + i * apart, dst = at(count);
      blocks.forEach((x, i) => b.put(at(i), x));
      b.table(c.slice(0, count), blocks.map((_, i) => at(i)));
      b.ground.mark();
      b.ground.call(`combine_${dtype}`, n, count, TABLE, dst);
      const got = arrayOf(dtype, b.ground.raw.memory.buffer, dst, n);
      b.expect(got, (e) => b.sum(c.slice(0, count), blocks.map((x) => x[e]!), 0), `n=${n} count=${count}`);
      b.ground.restore(`combine n=${n} count=${count}`, { ptr: dst, bytes: n * bytes });
    }
  });

  it("combine in place of the first row", () => {
    const b = new Bench(dtype, 2);
    for (const n of [1, 8, 31, long + 5]) for (const count of [1, 2, 4, 6]) {
      const blocks = Array.from({ length: count }, () => b.data(n)), at = (i: number): number => BLOCKS + i * (n * bytes + 8);
      blocks.forEach((x, i) => b.put(at(i), x));
      b.table(c.slice(0, count), blocks.map((_, i) => at(i)));
      b.ground.mark();
      b.ground.call(`combine_${dtype}`, n, count, TABLE, at(0));
      const got = arrayOf(dtype, b.ground.raw.memory.buffer, at(0), n);
      b.expect(got, (e) => b.sum(c.slice(0, count), blocks.map((x) => x[e]!), 0), `n=${n} count=${count}`);
      b.ground.restore("in place", { ptr: at(0), bytes: n * bytes });
    }
  });

  it("spread: one block onto any number", () => {
    const b = new Bench(dtype, 3);
    for (const n of [...lengths, long, 2 * long + 9]) for (const count of n > 100 ? [9] : [0, 1, 2, 3, 4, 5, 8, 13]) {
      const blocks = Array.from({ length: count }, () => b.data(n)), src = b.data(n), apart = n * bytes + 3 * bytes, at = (i: number): number => BLOCKS + 4 + i * apart;
      blocks.forEach((x, i) => b.put(at(i), x));
      b.put(at(count), src);
      b.table(c.slice(0, count), blocks.map((_, i) => at(i)));
      b.ground.mark();
      b.ground.call(`spread_${dtype}`, n, count, TABLE, at(count));
      blocks.forEach((x, i) => {
        const got = arrayOf(dtype, b.ground.raw.memory.buffer, at(i), n);
        b.expect(got, (e) => b.sum([c[i]!], [src[e]!], x[e]!), `n=${n} count=${count} block ${i}`);
      });
      b.ground.restore(`spread n=${n} count=${count}`, ...blocks.map((_, i) => ({ ptr: at(i), bytes: n * bytes })));
    }
  });
});
