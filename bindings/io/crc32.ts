// CRC-32 of ISO 3309 (polynomial 0xEDB88320 reflected), as zip and gzip use it: RFC 1952 §8. Four bytes a step by four tables
// ("slicing by 4", Kounavis & Berry 2005), since archives are large and this runs over all of their content.

let tables: Uint32Array | undefined;

/** Table t, entry b: the remainder of byte b followed by t zero bytes. */
function makeTables(): Uint32Array {
  const made = new Uint32Array(4 * 256);
  for (let b = 0; b < 256; b++) {
    let c = b;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    made[b] = c;
  }
  for (let i = 256; i < 1024; i++) {
    const c = made[i - 256] as number;
    made[i] = (c >>> 8) ^ (made[c & 0xff] as number);
  }
  return made;
}

export function crc32(bytes: Uint8Array): number {
  const t = (tables ??= makeTables());
  const whole = bytes.length - (bytes.length % 4);
  let c = -1;
  let at = 0;
  for (; at < whole; at += 4) {
    c ^= (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
    c = (t[768 + (c & 0xff)] as number) ^ (t[512 + ((c >>> 8) & 0xff)] as number) ^ (t[256 + ((c >>> 16) & 0xff)] as number) ^ (t[c >>> 24] as number);
  }
  for (; at < bytes.length; at++) c = (t[(c ^ (bytes[at] as number)) & 0xff] as number) ^ (c >>> 8);
  return ~c >>> 0;
}
