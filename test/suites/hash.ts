// FNV-1a, 64 bits (Fowler, Noll, Vo; IETF draft-eastlake-fnv), in two 32-bit words: no BigInt, no crypto of the engine.
// NaN is canonicalised first: its sign and payload are the engine's choice (WebAssembly spec, NaN propagation).

export type Hashable = Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Int32Array | Uint32Array;

const PRIME_LOW = 0x1b3; // the prime is 2^40 + 0x1b3

/** Sixteen hexadecimal digits over the little-endian bytes of all arrays in turn. */
export function hash(...arrays: readonly Hashable[]): string {
  let high = 0xcbf29ce4, low = 0x84222325;
  for (const array of arrays) {
    for (const byte of bytes(array)) {
      low = (low ^ byte) >>> 0;
      const product = low * PRIME_LOW;
      high = (Math.imul(high, PRIME_LOW) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
      low = product >>> 0;
    }
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}

function* bytes(array: Hashable): Generator<number> {
  const view = new DataView(array.buffer, array.byteOffset, array.byteLength);
  const size = array.BYTES_PER_ELEMENT;
  for (const [i, x] of array.entries()) {
    const isNaN = x !== x;
    for (let b = 0; b < size; b++) yield isNaN ? canonicalNaN(size, b) : view.getUint8(i * size + b);
  }
}

/** Byte b of 0x7fc00000 or 0x7ff8000000000000. */
function canonicalNaN(size: number, b: number): number {
  if (b === size - 1) return 0x7f;
  return b === size - 2 ? (size === 4 ? 0xc0 : 0xf8) : 0;
}
