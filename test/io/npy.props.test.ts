import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError } from "../../bindings/errors.js";
import { formatNpy, parseNpy } from "../../bindings/io/index.js";
import { dict, npyBytes } from "./npy-bytes.js";

const ARRAYS = {
  f32: Float32Array, f64: Float64Array, i8: Int8Array, u8: Uint8Array, i16: Int16Array, i32: Int32Array, u32: Uint32Array,
  i64: BigInt64Array, u64: BigUint64Array,
};
const CODES: Readonly<Record<string, string>> = { f32: "f4", f64: "f8", i8: "i1", u8: "u1", i16: "i2", i32: "i4", u32: "u4", i64: "i8", u64: "u8" };

const dtypes = fc.constantFrom(...(Object.keys(ARRAYS) as (keyof typeof ARRAYS)[]));
const shapes = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });
const seeds = fc.integer();

function product(shape: readonly number[]): number {
  return shape.reduce((p, n) => p * n, 1);
}

/** Any bits at all, NaNs and denormals among them. */
function randomBytes(length: number, seed: number): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1664525) + 1013904223) | 0) >>> 24);
}

describe("io.parseNpy and io.formatNpy", () => {
  it("give back dtype, shape and every bit", () => {
    fc.assert(fc.property(dtypes, shapes, seeds, (dtype, shape, seed) => {
      const array = ARRAYS[dtype];
      const data = new array(randomBytes(product(shape) * array.BYTES_PER_ELEMENT, seed).buffer as ArrayBuffer);
      const back = parseNpy(formatNpy(data, shape));
      expect([back.dtype, back.shape]).toEqual([dtype, shape]);
      expect(Buffer.from(back.data.buffer)).toEqual(Buffer.from(data.buffer));
    }));
  });

  it("read either byte order and either axis order as the same array", () => {
    fc.assert(fc.property(dtypes, shapes, seeds, fc.boolean(), (dtype, shape, seed, fortran) => {
      const size = ARRAYS[dtype].BYTES_PER_ELEMENT;
      const bytes = randomBytes(product(shape) * size, seed);
      // The file by its definition: element by element, in file order.
      const file: number[] = [];
      for (let at = 0; at < product(shape); at++) {
        const from = fortran ? rowMajorIndex(at, shape) : at;
        file.push(...bytes.slice(from * size, (from + 1) * size).reverse());
      }
      const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
      const a = parseNpy(npyBytes({ header: dict(`'>${CODES[dtype]}'`, tuple, fortran ? "True" : "False"), data: file }));
      expect(Buffer.from(a.data.buffer)).toEqual(Buffer.from(bytes));
    }));
  });

  it("refuse every cut and every surplus, and say where", () => {
    fc.assert(fc.property(dtypes, shapes, fc.nat(), (dtype, shape, cut) => {
      const whole = formatNpy(new ARRAYS[dtype](product(shape)), shape);
      const short = whole.subarray(0, cut % whole.length);
      expect(thrown(() => parseNpy(short))).toMatchObject({ name: "FormatError", position: short.length });
      expect(thrown(() => parseNpy(Uint8Array.from([...whole, 0])))).toMatchObject({ name: "FormatError", position: whole.length });
    }));
  });

  it("meet damage with a FormatError or an array, nothing else", () => {
    const whole = formatNpy(new Float32Array(6), [2, 3]);
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }), (damage) => {
      const bytes = whole.slice();
      for (const [at, byte] of damage) bytes[at] = byte;
      const error = thrown(() => parseNpy(bytes));
      if (error !== undefined) expect(error).toBeInstanceOf(FormatError);
    }), { numRuns: 2000 });
  });
});

/** Place in row-major order of the element that stands `at` in column-major order. */
function rowMajorIndex(at: number, shape: readonly number[]): number {
  const index = shape.map((n) => {
    const i = at % n;
    at = Math.floor(at / n);
    return i;
  });
  return index.reduce((sum, i, axis) => sum * (shape[axis] as number) + i, 0);
}

function thrown(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  return undefined;
}
