import { describe, expect, it } from "vitest";
import { DtypeError, FormatError } from "../../bindings/errors.js";
import { formatNpy, parseNpz } from "../../bindings/io/index.js";
import type { NpzOptions } from "../../bindings/io/index.js";
import { OBJECTS } from "./numpy-files.js";
import { zipBytes } from "./zip-bytes.js";

async function refusal(bytes: Uint8Array, o?: NpzOptions): Promise<FormatError> {
  try {
    await parseNpz(bytes, o);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    expect(error).toMatchObject({ code: "format", op: "io.parseNpz" });
    expect((error as FormatError).message).toContain(`byte ${(error as FormatError).position}: `);
    return error as FormatError;
  }
  throw new Error("nothing was thrown");
}

const LOCAL = 30 + "x.npy".length;
const data = formatNpy(new Int8Array([1, 2, 3]), [3]);
const zeros = formatNpy(new Int8Array(1 << 20), [1 << 20]);

describe("io.parseNpz refuses, naming the byte,", () => {
  it("what is no zip file", async () => {
    expect((await refusal(new Uint8Array(0))).message).toMatch(/no end of a zip directory/);
    expect((await refusal(data)).message).toMatch(/not a zip file, or cut short/);
  });

  it("a wrong checksum, stored or deflated", async () => {
    for (const deflate of [false, true]) {
      const archive = zipBytes([{ name: "x.npy", data, deflate, says: { crc: 1 } }]);
      const error = await refusal(archive);
      expect(error.message).toMatch(/checksum/);
      expect(Buffer.from(archive).readUInt32LE(error.position)).toBe(1);
    }
  });

  it("entries that are encrypted or packed by another method", async () => {
    expect((await refusal(zipBytes([{ name: "x.npy", data, says: { flags: 1 } }]))).message).toMatch(/"x\.npy" is encrypted/);
    expect((await refusal(zipBytes([{ name: "x.npy", data, says: { method: 14 } }]))).message).toMatch(/LZMA \(14\), expected stored \(0\) or deflate \(8\)/);
  });

  it("sizes and places beyond the archive", async () => {
    expect((await refusal(zipBytes([{ name: "x.npy", data, says: { packed: 1e6, size: 1e6 } }]))).message).toMatch(/runs into the directory/);
    expect((await refusal(zipBytes([{ name: "x.npy", data, says: { size: 5 } }]))).message).toMatch(/stored as 131 bytes, but declares 5/);
    expect((await refusal(zipBytes([{ name: "x.npy", data, says: { localAt: 7 } }]))).message).toMatch(/no entry "x\.npy" at byte 7/);
    expect((await refusal(zipBytes([{ name: "x.npy", data, zip64: true, says: { size: 2 ** 52, packed: 2 ** 52 } }]))).message).toMatch(/runs into the directory/);
  });

  it("entries that are not npy files, stand twice, or are damaged inside", async () => {
    expect((await refusal(zipBytes([{ name: "x.txt", data }]))).message).toMatch(/"x\.txt" is not an npy file/);
    expect((await refusal(zipBytes([{ name: "x.npy", data }, { name: "x.npy", data }]))).message).toMatch(/"x\.npy" stands twice/);
    const inside = await refusal(zipBytes([{ name: "x.npy", data: data.subarray(0, 130) }]));
    expect(inside.message).toMatch(/^io\.parseNpz: entry "x\.npy", byte 130: the data ends after 2 bytes/);
  });

  it("a pickled entry", async () => {
    expect((await refusal(zipBytes([{ name: "x.npy", data: OBJECTS }]))).message).toMatch(/^io\.parseNpz: entry "x\.npy", byte 20: .*pickle/);
  });

  it("a directory that holds more or fewer entries than it says", async () => {
    const archive = zipBytes([{ name: "x.npy", data }]);
    for (const count of [0, 2]) {
      const wrong = archive.slice();
      wrong[wrong.length - 22 + 8] = count;
      wrong[wrong.length - 22 + 10] = count;
      expect((await refusal(wrong)).message).toMatch(/central directory/);
    }
  });
});

describe("io.parseNpz refuses bombs:", () => {
  it("content longer than declared", async () => {
    const error = await refusal(zipBytes([{ name: "x.npy", data: zeros, deflate: true, says: { size: 1000 } }]));
    expect(error.message).toMatch(/holds more than the declared 1000 bytes/);
    expect(error.position).toBe(LOCAL);
  });

  it("content shorter than declared", async () => {
    expect((await refusal(zipBytes([{ name: "x.npy", data, deflate: true, says: { size: 1000 } }]))).message).toMatch(/holds 131 bytes, expected the declared 1000/);
  });

  it("a size that so little deflate data cannot hold, before any memory is taken", async () => {
    const size = 2 ** 30 - 1;
    expect((await refusal(zipBytes([{ name: "x.npy", data, deflate: true, says: { size } }]))).message).toMatch(/cannot hold the declared 1073741823/);
  });

  it("more than maxBytes, in one entry or together, before any is unpacked", async () => {
    const one = zipBytes([{ name: "x.npy", data: zeros, deflate: true }]);
    expect((await refusal(one, { maxBytes: zeros.length - 1 })).message).toMatch(/unpack to 1048704 bytes, more than maxBytes \(1048703\)/);
    expect((await parseNpz(one, { maxBytes: zeros.length })).size).toBe(1);
    const two = zipBytes([{ name: "x.npy", data: zeros, deflate: true }, { name: "y.npy", data: zeros, deflate: true }]);
    expect((await refusal(two, { maxBytes: 2 * zeros.length - 1 })).message).toMatch(/up to "y\.npy"/);
    const huge = zipBytes([{ name: "x.npy", data, deflate: true, zip64: true, says: { size: 2 ** 40 } }]);
    expect((await refusal(huge)).message).toMatch(/more than maxBytes \(1073741824\)/);
  });

  it("entries that share their data", async () => {
    const archive = zipBytes([{ name: "x.npy", data: zeros, deflate: true }, { name: "y.npy", data: zeros, deflate: true, says: { localAt: 0 } }]);
    expect((await refusal(archive)).message).toMatch(/"[xy]\.npy" overlaps entry "[xy]\.npy"/);
  });
});

describe("io.parseNpz rejects", () => {
  it("unknown and wrong options, and what is no Uint8Array", async () => {
    const archive = zipBytes([]);
    await expect(parseNpz(archive, { limit: 1 } as never)).rejects.toMatchObject({ code: "option", arg: "limit" });
    await expect(parseNpz(archive, { maxBytes: -1 })).rejects.toMatchObject({ code: "option", arg: "maxBytes" });
    await expect(parseNpz(archive, { names: "x" as never })).rejects.toMatchObject({ code: "option", arg: "names" });
    await expect(parseNpz("x" as never)).rejects.toBeInstanceOf(DtypeError);
  });
});
