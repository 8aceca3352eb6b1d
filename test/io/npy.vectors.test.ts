import { describe, expect, it } from "vitest";
import { formatNpy, parseNpy } from "../../bindings/io/index.js";
import { dict, npyBytes } from "./npy-bytes.js";
import { VERSION_2 } from "./numpy-files.js";

describe("io.parseNpy", () => {
  const little: [descr: string, dtype: string, data: number[], values: (number | bigint)[]][] = [
    ["'<f4'", "f32", [0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0], [1, -2.5]],
    ["'<f8'", "f64", [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 4, 0xc0], [1, -2.5]],
    ["'|i1'", "i8", [0x7f, 0x80], [127, -128]],
    ["'|u1'", "u8", [0, 255], [0, 255]],
    ["'<i2'", "i16", [0xff, 0x7f, 0, 0x80], [32767, -32768]],
    ["'<i4'", "i32", [1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff], [1, -2]],
    ["'<u4'", "u32", [1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff], [1, 4294967294]],
    ["'<i8'", "i64", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80], [1n, -(2n ** 63n)]],
    ["'<u8'", "u64", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80], [1n, 2n ** 63n]],
    ["'|b1'", "bool", [1, 0], [1, 0]],
  ];
  for (const [descr, dtype, data, values] of little) {
    it(`reads ${descr} as ${dtype}`, () => {
      const a = parseNpy(npyBytes({ header: dict(descr, "(2,)"), data }));
      expect(a.dtype).toBe(dtype);
      expect(a.shape).toEqual([2]);
      expect(Array.from(a.data as ArrayLike<number | bigint>)).toEqual(values);
    });
    if (!descr.startsWith("'<")) continue;
    it(`reads ${descr.replace("<", ">")} as ${dtype}`, () => {
      const size = data.length / 2;
      const big = [...data.slice(0, size).reverse(), ...data.slice(size).reverse()];
      const a = parseNpy(npyBytes({ header: dict(descr.replace("<", ">"), "(2,)"), data: big }));
      expect(Array.from(a.data as ArrayLike<number | bigint>)).toEqual(values);
    });
  }

  it("reads versions 1.0, 2.0 and 3.0, also where the data starts at an odd byte", () => {
    for (const version of [[1, 0], [2, 0], [3, 0]] as const) {
      for (let pad = 60; pad < 76; pad++) {
        const a = parseNpy(npyBytes({ version, header: dict("'<f4'", "(1,)"), data: [0, 0, 0x80, 0x3f], pad }));
        expect(a).toEqual({ dtype: "f32", shape: [1], data: new Float32Array([1]) });
      }
    }
  });

  it("reads a header with keys in any order, either quotes, no last comma, Python 2 long integers", () => {
    const header = "{ \"shape\":(2L , 1L),\n'fortran_order' : True , \"descr\":\"|u1\" }";
    expect(parseNpy(npyBytes({ header, data: [5, 6] }))).toEqual({ dtype: "u8", shape: [2, 1], data: new Uint8Array([5, 6]) });
  });

  it("turns column-major data row-major", () => {
    // Element (i, j, k) of shape (2, 3, 2) is 100i + 10j + k; the file holds it first axis fastest.
    const file: number[] = [];
    for (const k of [0, 1]) for (const j of [0, 1, 2]) for (const i of [0, 1]) file.push(100 * i + 10 * j + k);
    const a = parseNpy(npyBytes({ header: dict("'|u1'", "(2, 3, 2)", "True"), data: file }));
    expect(Array.from(a.data as Uint8Array)).toEqual([0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121]);
  });

  it("keeps the bits of a NaN through byte order and axis order", () => {
    const a = parseNpy(npyBytes({ header: dict("'>f8'", "(1, 1)", "True"), data: [0x7f, 0xf0, 0, 0, 0, 0, 0xde, 0xad] }));
    expect(Array.from(new Uint8Array(a.data.buffer))).toEqual([0xad, 0xde, 0, 0, 0, 0, 0xf0, 0x7f]);
  });

  it("reads shapes without axes and without elements", () => {
    expect(parseNpy(npyBytes({ header: dict("'|i1'", "()"), data: [7] }))).toEqual({ dtype: "i8", shape: [], data: new Int8Array([7]) });
    expect(parseNpy(npyBytes({ header: dict("'<f8'", "(4, 0, 3)", "True") }))).toEqual({ dtype: "f64", shape: [4, 0, 3], data: new Float64Array(0) });
    const huge = `(0, ${Array.from({ length: 40 }, () => "4503599627370496").join(", ")})`;
    expect(parseNpy(npyBytes({ header: dict("'<f8'", huge) })).data.byteLength).toBe(0);
  });

  it("reads what NumPy 2.4 writes with version=(2, 0) and (3, 0)", () => {
    const file = VERSION_2.slice();
    for (const version of [2, 3]) {
      file[6] = version;
      expect(parseNpy(file)).toEqual({ dtype: "f64", shape: [2], data: new Float64Array([1.5, -2]) });
    }
  });

  it("takes Node's Buffer and a window of a larger array, and keeps no hold of either", () => {
    const bytes = npyBytes({ header: dict("'|u1'", "(1, 2)"), data: [1, 2] });
    const pool = Buffer.concat([Buffer.from([9, 9, 9]), bytes, Buffer.from([9])]);
    const a = parseNpy(pool.subarray(3, -1));
    pool.fill(0);
    expect(a.data).toEqual(new Uint8Array([1, 2]));
    expect(a.data.buffer.byteLength).toBe(2);
  });

  it("reads shared memory", () => {
    const bytes = npyBytes({ header: dict("'|u1'", "(2,)"), data: [1, 2] });
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    expect(parseNpy(shared).data).toEqual(new Uint8Array([1, 2]));
  });
});

describe("io.formatNpy", () => {
  it("writes the bytes of NumPy Enhancement Proposal 1", () => {
    const header = dict("'<f4'", "(1, 2)");
    expect(formatNpy(new Float32Array([1, -2.5]), [1, 2])).toEqual(npyBytes({ header, data: [0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0], pad: 118 }));
  });

  it("starts the data at a multiple of 64 bytes whatever the shape", () => {
    for (let axes = 0; axes < 64; axes++) {
      const bytes = formatNpy(new Int8Array([3]), new Array<number>(axes).fill(1));
      const start = 10 + (bytes[8] as number) + 256 * (bytes[9] as number);
      expect(start % 64).toBe(0);
      expect(bytes.length).toBe(start + 1);
      expect(bytes[start - 1]).toBe(10);
    }
  });

  it("writes a window of a larger array", () => {
    const window = new Float64Array([1, 2, 3, 4]).subarray(1, 3);
    expect(parseNpy(formatNpy(window, [2]))).toEqual({ dtype: "f64", shape: [2], data: new Float64Array([2, 3]) });
  });
});
