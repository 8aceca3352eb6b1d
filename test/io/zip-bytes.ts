// Zip archives put together by hand from APPNOTE.TXT, apart from the code under test; checksums and deflate data by Node's zlib.
import zlib from "node:zlib";

export interface Entry {
  readonly name: string;
  readonly data: Uint8Array;
  readonly deflate?: boolean;
  /** What the records say, where that is to differ from the truth. */
  readonly says?: { readonly crc?: number; readonly size?: number; readonly packed?: number; readonly method?: number; readonly flags?: number; readonly localAt?: number };
  /** Sizes in a zip64 extra field. */
  readonly zip64?: boolean;
}

const FULL = 0xffffffff;

export function zipBytes(entries: readonly Entry[], o: { comment?: string; zip64?: boolean } = {}): Uint8Array {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, data, deflate = false, says = {}, zip64 = false } of entries) {
    const content = deflate ? zlib.deflateRawSync(data) : Buffer.from(data);
    const { crc = zlib.crc32(data), size = data.length, packed = content.length, method = deflate ? 8 : 0, flags = 0x800, localAt = at } = says;
    const label = Buffer.from(name, flags & 0x800 ? "utf8" : "latin1");
    const common = [u16(flags), u16(method), u32(0x00210000), u32(crc), u32(zip64 ? FULL : packed), u32(zip64 ? FULL : size), u16(label.length)];
    const local = Buffer.concat([u32(0x04034b50), u16(45), ...common, u16(0), label]);
    // A field that is not for us stands before the zip64 one.
    const extra = zip64 ? Buffer.concat([u16(0x5455), u16(1), Buffer.from([0]), u16(1), u16(24), u64(size), u64(packed), u64(localAt)]) : Buffer.alloc(0);
    central.push(Buffer.concat([
      u32(0x02014b50), u16(45), u16(45), ...common, u16(extra.length), u16(0), u16(0), u16(0), u32(0), u32(zip64 ? FULL : localAt), label, extra,
    ]));
    parts.push(local, content);
    at += local.length + content.length;
  }
  const directory = Buffer.concat(central);
  const comment = Buffer.from(o.comment ?? "");
  const count = entries.length;
  if (o.zip64) {
    const wide = Buffer.concat([u32(0x06064b50), u64(44), u16(45), u16(45), u32(0), u32(0), u64(count), u64(count), u64(directory.length), u64(at)]);
    const locator = Buffer.concat([u32(0x07064b50), u32(0), u64(at + directory.length), u32(1)]);
    const end = Buffer.concat([u32(0x06054b50), u16(0), u16(0), u16(0xffff), u16(0xffff), u32(FULL), u32(FULL), u16(comment.length)]);
    return Uint8Array.from(Buffer.concat([...parts, directory, wide, locator, end, comment]));
  }
  const end = Buffer.concat([u32(0x06054b50), u16(0), u16(0), u16(count), u16(count), u32(directory.length), u32(at), u16(comment.length)]);
  return Uint8Array.from(Buffer.concat([...parts, directory, end, comment]));
}

function u16(x: number): Buffer {
  return Buffer.from([x & 255, x >> 8]);
}

function u32(x: number): Buffer {
  const b = Buffer.alloc(4);
  b.writeUInt32LE(x);
  return b;
}

function u64(x: number): Buffer {
  const b = Buffer.alloc(8);
  b.writeBigUInt64LE(BigInt(x));
  return b;
}
