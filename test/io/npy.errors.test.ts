import { describe, expect, it } from "vitest";
import { DtypeError, FormatError, ShapeError } from "../../bindings/errors.js";
import { formatNpy, parseNpy } from "../../bindings/io/index.js";
import { dict, npyBytes } from "./npy-bytes.js";
import { OBJECTS } from "./numpy-files.js";

function refusal(bytes: Uint8Array): { message: string; position: number } {
  try {
    parseNpy(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    expect(error).toMatchObject({ code: "format", op: "io.parseNpy" });
    const { message, position } = error as FormatError;
    expect(message).toMatch(new RegExp(`^io\\.parseNpy: byte ${position}: `));
    return { message, position };
  }
  throw new Error("nothing was thrown");
}

describe("io.parseNpy refuses, naming the byte,", () => {
  const DESCR_AT = 10 + "{'descr': ".length;
  const cases: [what: string, bytes: Uint8Array, position: number, message: RegExp][] = [
    ["no bytes at all", new Uint8Array(0), 0, /ends inside/],
    ["another file", Uint8Array.from(Buffer.from("PK\x03\x04....")), 0, /not an npy file/],
    ["a wrong letter", Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x5a, 1, 0, 0, 0]), 5, /not an npy file/],
    ["version 4.0", npyBytes({ version: [4, 0], header: "{}" }), 6, /version is 4\.0/],
    ["version 1.1", npyBytes({ version: [1, 1], header: "{}" }), 6, /version is 1\.1/],
    ["a header that is no dict", npyBytes({ header: "[]" }), 10, /found "\[", expected "\{"/],
    ["an empty dict", npyBytes({ header: "{}" }), 10, /lacks descr/],
    ["a missing shape", npyBytes({ header: "{'descr': '<f4', 'fortran_order': False}" }), 10, /lacks shape/],
    ["a missing order", npyBytes({ header: "{'descr': '<f4', 'shape': ()}" }), 10, /lacks fortran_order/],
    ["a key twice", npyBytes({ header: "{'descr': '<f4', 'descr': '<f8'}" }), 27, /descr stands twice/],
    ["a key of its own", npyBytes({ header: "{'evil': 1}" }), 11, /unknown key "evil"/],
    ["__proto__ as a key", npyBytes({ header: "{'__proto__': 1}" }), 11, /unknown key "__proto__"/],
    ["an expression", npyBytes({ header: dict("'<f4'", "(1+1,)") }), 62, /found "\+"/],
    ["a negative size", npyBytes({ header: dict("'<f4'", "(-1,)") }), 61, /other than whole numbers/],
    ["a size past 2^53", npyBytes({ header: dict("'<f4'", "(99999999999999999999,)") }), 61, /too large/],
    ["a number for a tuple", npyBytes({ header: dict("'<f4'", "(3)") }), 62, /a tuple of one/],
    ["an order that is no bool", npyBytes({ header: dict("'<f4'", "(3,)", "1") }), 44, /not True or False/],
    ["an open string", npyBytes({ header: "{'descr" }), 17, /inside a string/],
    ["an escape", npyBytes({ header: dict("'<f\\x34'", "()") }), DESCR_AT + 3, /inside a string/],
    ["words after the dict", npyBytes({ header: `${dict("'|u1'", "()")} x`, data: [1] }), 10 + dict("'|u1'", "()").length + 1, /after the header/],
    ["half precision", npyBytes({ header: dict("'<f2'", "()"), data: [0, 0] }), DESCR_AT, /"<f2" is not supported/],
    ["complex numbers", npyBytes({ header: dict("'<c8'", "()"), data: [0, 0] }), DESCR_AT, /"<c8" is not supported/],
    ["text", npyBytes({ header: dict("'<U3'", "()"), data: [0, 0] }), DESCR_AT, /"<U3" is not supported/],
    ["no byte order", npyBytes({ header: dict("'f4'", "()"), data: [0, 0, 0, 0] }), DESCR_AT, /no byte order/],
    ["the writer's byte order", npyBytes({ header: dict("'=f4'", "()"), data: [0, 0, 0, 0] }), DESCR_AT, /no byte order/],
    ["a structured dtype", npyBytes({ header: dict("[('a', '<f4')]", "(2,)"), data: [0, 0] }), DESCR_AT, /structured/],
    ["data too short", npyBytes({ header: dict("'<f4'", "(3, 4)"), data: new Uint8Array(47) }), 10 + dict("'<f4'", "(3, 4)").length + 1 + 47, /ends after 47 bytes, expected 48 \(shape \(3, 4\) of f32\)/],
    ["data too long", npyBytes({ header: dict("'<f4'", "(3, 4)"), data: new Uint8Array(49) }), 10 + dict("'<f4'", "(3, 4)").length + 1 + 48, /has 49 bytes, expected 48/],
    ["a shape beyond memory", npyBytes({ header: dict("'<f8'", "(4503599627370496, 4503599627370496)") }), 10 + dict("'<f8'", "(4503599627370496, 4503599627370496)").length + 1, /ends after 0 bytes/],
  ];
  for (const [what, bytes, position, message] of cases) {
    it(what, () => {
      const found = refusal(bytes);
      expect(found.message).toMatch(message);
      expect(found.position).toBe(position);
    });
  }

  it("an object array, whose pickle is never run", () => {
    expect(refusal(OBJECTS)).toMatchObject({ position: DESCR_AT, message: expect.stringMatching(/"\|O" holds Python objects as a pickle/) as string });
  });

  it("what is no Uint8Array, by DtypeError", () => {
    for (const wrong of [undefined, null, "x", new ArrayBuffer(8), new Uint16Array(4), [1, 2]]) {
      expect(() => parseNpy(wrong as never)).toThrow(DtypeError);
    }
    expect(() => parseNpy(new ArrayBuffer(8) as never)).toThrow("io.parseNpy: bytes is ArrayBuffer, expected a Uint8Array");
  });
});

describe("io.formatNpy refuses", () => {
  it("a shape that is not the data's", () => {
    expect(() => formatNpy(new Float32Array(6), [2, 4])).toThrow(ShapeError);
    expect(() => formatNpy(new Float32Array(6), [2, 4])).toThrow("io.formatNpy: shape is (2, 4), which is 8 elements, expected 6 (data.length)");
    expect(() => formatNpy(new Float32Array(0), [])).toThrow(ShapeError);
  });

  it("sizes that are no whole numbers", () => {
    for (const n of [-1, 1.5, Number.NaN, Infinity]) expect(() => formatNpy(new Float32Array(6), [n, 6])).toThrow(`io.formatNpy: shape[0] is ${n}, expected a whole number`);
  });

  it("more axes than a header holds", () => {
    expect(() => formatNpy(new Float32Array(1), new Array<number>(30000).fill(1))).toThrow(ShapeError);
  });

  it("what is no typed array of a known dtype", () => {
    for (const wrong of [[1, 2], new Uint8ClampedArray(2), new Uint16Array(2), new DataView(new ArrayBuffer(2)), null]) {
      expect(() => formatNpy(wrong as never, [2])).toThrow(DtypeError);
    }
  });
});
