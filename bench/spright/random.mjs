// Counter-based random numbers: a draw is a hash of (seed, index), so the noise of a sample does not depend on when it is asked for.

const GOLDEN = 0x9e3779b9;

/** C. Wellons' lowbias32 (hash-prospector). */
function mix(x) {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}

/** Unlike seeds and purposes have unrelated streams. */
export const streamOf = (seed, purpose) => mix(mix(seed + GOLDEN) ^ mix(purpose + 1));

/** 32 random bits. */
export const bitsAt = (stream, index) => mix(mix(Math.imul(index, GOLDEN) + stream) ^ stream) >>> 0;

/** A standard normal number: Box & Muller 1958. */
export function normalAt(stream, index) {
  const first = bitsAt(stream, 2 * index);
  const second = bitsAt(stream, 2 * index + 1);
  return Math.sqrt(-2 * Math.log((first + 0.5) / 2 ** 32)) * Math.cos((second * (2 * Math.PI)) / 2 ** 32);
}
