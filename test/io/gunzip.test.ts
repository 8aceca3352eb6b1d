import zlib from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DtypeError, FormatError } from "../../bindings/errors.js";
import { gunzip } from "../../bindings/io/index.js";

const hello = Uint8Array.from(zlib.gzipSync("hello hello hello"));

/** A member with every optional header field of RFC 1952 §2.3. */
function decorated(content: string): Uint8Array {
  const plain = zlib.gzipSync(content);
  const header = Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, 0x1f, 1, 2, 3, 4, 0, 3]), Buffer.from([4, 0, 0x41, 0x42, 0, 0]), Buffer.from("name.txt\0"), Buffer.from("a comment\0"),
  ]);
  const sum = zlib.crc32(header) & 0xffff;
  return Uint8Array.from(Buffer.concat([header, Buffer.from([sum & 255, sum >> 8]), plain.subarray(10)]));
}

async function refusal(bytes: Uint8Array, o?: { maxBytes?: number }): Promise<FormatError> {
  const error: unknown = await gunzip(bytes, o).then(() => undefined, (e: unknown) => e);
  expect(error).toBeInstanceOf(FormatError);
  expect((error as FormatError).message).toContain(`io.gunzip: byte ${(error as FormatError).position}: `);
  return error as FormatError;
}

describe("io.gunzip", () => {
  it("unpacks what zlib packs, at every level", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.integer({ min: 0, max: 9 }), fc.nat(300), async (bytes, level, repeat) => {
      const content = Buffer.concat(new Array<Uint8Array>(repeat).fill(bytes));
      expect(Buffer.from(await gunzip(Uint8Array.from(zlib.gzipSync(content, { level }))))).toEqual(content);
    }));
  });

  it("reads every optional header field", async () => {
    expect(new TextDecoder().decode(await gunzip(decorated("hello")))).toBe("hello");
  });

  it("takes a Buffer in a pool", async () => {
    const pool = Buffer.concat([Buffer.alloc(3, 7), hello, Buffer.alloc(3, 7)]);
    expect(new TextDecoder().decode(await gunzip(pool.subarray(3, -3)))).toBe("hello hello hello");
  });

  it("refuses every cut", async () => {
    for (const whole of [hello, decorated("hello")]) {
      for (let cut = 0; cut < whole.length; cut++) await refusal(whole.subarray(0, cut));
    }
  });

  it("refuses damage to anything that is checked", async () => {
    const whole = decorated("hello hello hello");
    for (const at of [0, 1, 2, 3, 5, 12, 17, 30, 36, 40, whole.length - 8, whole.length - 5, whole.length - 4, whole.length - 1]) {
      const bytes = whole.slice();
      bytes[at] = (bytes[at] as number) ^ 0x55;
      await refusal(bytes);
    }
  });

  it("names the byte of the header, of the checksum, of the length", async () => {
    expect(await refusal(Uint8Array.from([0x1f, 0x8c, 8]))).toMatchObject({ position: 1, message: expect.stringMatching(/not a gzip file/) as string });
    expect(await refusal(hello.with(2, 7))).toMatchObject({ position: 2, message: expect.stringMatching(/method is 7/) as string });
    expect(await refusal(hello.with(3, 0x80))).toMatchObject({ position: 3, message: expect.stringMatching(/reserved/) as string });
  });

  it("refuses several members, also equal ones", async () => {
    await refusal(Uint8Array.from([...hello, ...hello]));
    await refusal(Uint8Array.from([...hello, ...zlib.gzipSync("x")]));
    await refusal(Uint8Array.from([...hello, 0, 0, 0]));
  });

  it("refuses bombs: beyond maxBytes, longer than declared, more than deflate can hold", async () => {
    const zeros = Uint8Array.from(zlib.gzipSync(Buffer.alloc(1 << 20)));
    expect((await refusal(zeros, { maxBytes: (1 << 20) - 1 })).message).toMatch(/1048576 bytes, more than maxBytes \(1048575\)/);
    expect((await gunzip(zeros, { maxBytes: 1 << 20 })).length).toBe(1 << 20);
    const small = zeros.slice();
    small.set([16, 0, 0, 0], small.length - 4);
    expect((await refusal(small)).message).toMatch(/holds more than the declared 16 bytes/);
    const large = hello.slice();
    large.set([0, 0, 0, 0x3f], large.length - 4);
    expect((await refusal(large)).message).toMatch(/cannot hold the declared 1056964608/);
  });

  it("rejects unknown options and what is no Uint8Array", async () => {
    await expect(gunzip(hello, { max: 1 } as never)).rejects.toMatchObject({ code: "option", arg: "max" });
    await expect(gunzip("x" as never)).rejects.toBeInstanceOf(DtypeError);
  });
});
