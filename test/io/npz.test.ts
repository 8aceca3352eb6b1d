import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError } from "../../bindings/errors.js";
import { formatNpy, parseNpz } from "../../bindings/io/index.js";
import { COMPRESSED, STORED } from "./numpy-files.js";
import { zipBytes } from "./zip-bytes.js";

describe("io.parseNpz", () => {
  it("reads what np.savez_compressed writes", async () => {
    expect([...(await parseNpz(COMPRESSED))]).toEqual([
      ["be", { dtype: "f32", shape: [2, 3], data: new Float32Array([0, 1, 2, 3, 4, 5]) }],
      ["fortran", { dtype: "i16", shape: [2, 3], data: new Int16Array([0, 1, 2, 3, 4, 5]) }],
      ["flags", { dtype: "bool", shape: [2], data: new Uint8Array([1, 0]) }],
      ["scalar", { dtype: "i64", shape: [], data: new BigInt64Array([-(2n ** 62n)]) }],
      ["empty", { dtype: "u32", shape: [0, 3], data: new Uint32Array(0) }],
      ["big", { dtype: "u64", shape: [1], data: new BigUint64Array([2n ** 64n - 1n]) }],
    ]);
  });

  it("reads what np.savez writes, also from a Buffer in a pool", async () => {
    const pool = Buffer.concat([Buffer.alloc(5, 1), STORED, Buffer.alloc(3, 2)]);
    expect([...(await parseNpz(pool.subarray(5, -3)))]).toEqual([["x", { dtype: "i8", shape: [3], data: new Int8Array([1, 2, 3]) }]]);
  });

  it("reads any archive it should: stored, deflated, zip64 sizes and directory, a comment", async () => {
    const entry = fc.record({ values: fc.float32Array({ maxLength: 40, noNaN: true }), deflate: fc.boolean(), zip64: fc.boolean() });
    await fc.assert(fc.asyncProperty(fc.array(entry, { maxLength: 4 }), fc.boolean(), fc.string(), async (entries, zip64, comment) => {
      const archive = zipBytes(entries.map((e, i) => ({ ...e, name: `a${i}.npy`, data: formatNpy(e.values, [e.values.length]) })), { zip64, comment });
      const arrays = await parseNpz(archive);
      expect([...arrays.keys()]).toEqual(entries.map((_, i) => `a${i}`));
      for (const [i, { values }] of entries.entries()) expect(arrays.get(`a${i}`)?.data).toEqual(new Float32Array(values));
    }));
  });

  it("decodes names as UTF-8 or code page 437, as marked", async () => {
    const data = formatNpy(new Int8Array(1), [1]);
    expect([...(await parseNpz(zipBytes([{ name: "Ω/é.npy", data }]))).keys()]).toEqual(["Ω/é"]);
    expect([...(await parseNpz(zipBytes([{ name: "\xea.npy", data, says: { flags: 0 } }]))).keys()]).toEqual(["Ω"]);
  });

  it("passes folders over and keeps __proto__ an ordinary name", async () => {
    const data = formatNpy(new Int8Array(1), [1]);
    const arrays = await parseNpz(zipBytes([{ name: "f/", data: new Uint8Array(0) }, { name: "__proto__.npy", data }]));
    expect([...arrays.keys()]).toEqual(["__proto__"]);
  });

  it("reads only the names asked for, leaving the others unread", async () => {
    const data = formatNpy(new Int8Array([1]), [1]);
    const archive = zipBytes([{ name: "good.npy", data }, { name: "bad.npy", data: new Uint8Array(9), deflate: true, says: { crc: 1 } }, { name: "notes.txt", data }]);
    expect([...(await parseNpz(archive, { names: ["good"] })).keys()]).toEqual(["good"]);
    await expect(parseNpz(archive, { names: ["gone"] })).rejects.toMatchObject({ code: "option", arg: "names" });
  });

  it("reads entries longer than one piece of input", async () => {
    const values = Float64Array.from({ length: 60000 }, (_, i) => Math.fround(Math.sin(i)) * i);
    const arrays = await parseNpz(zipBytes([{ name: "x.npy", data: formatNpy(values, [300, 200]), deflate: true }]));
    const x = arrays.get("x");
    expect([x?.dtype, x?.shape]).toEqual(["f64", [300, 200]]);
    expect(Buffer.from(x?.data.buffer ?? new ArrayBuffer(0)).equals(Buffer.from(values.buffer))).toBe(true);
  });

  it("meets cuts with FormatError and other damage with FormatError or arrays, nothing else", async () => {
    const whole = zipBytes([{ name: "a.npy", data: formatNpy(new Int8Array(9), [9]) }, { name: "b.npy", data: formatNpy(new Int8Array(9), [3, 3]), deflate: true }]);
    for (let cut = 0; cut < whole.length; cut++) await expect(parseNpz(whole.subarray(0, cut))).rejects.toBeInstanceOf(FormatError);
    await fc.assert(fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
      const bytes = whole.slice();
      bytes[at] = byte;
      try {
        await parseNpz(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }), { numRuns: 500 });
  });
});
