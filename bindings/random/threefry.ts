// Threefry-2x32 with 20 rounds: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, §4.2. Counter-based: a draw is
// a keyed hash of its index, so element i of a problem depends on (seed, i) alone, and 32-bit additions, shifts and exclusive-ors are the same
// everywhere.

const PARITY = 0x1bd11bda;

/** What a problem draws for. Two purposes never share a draw, so the same seed gives unrelated numbers in different problems. */
const STREAM = {
  uniform: 1, normal: 2, leftPairs: 3, leftAngles: 4, rightPairs: 5, rightAngles: 6, spectrumIndices: 7, spectrumValues: 8, sparsePlaces: 9, sparseValues: 10,
  edgesInside: 11, edgesOutside: 12,
} as const;

export class Threefry {
  /** The two words of the draw last asked for. */
  low = 0;
  high = 0;
  readonly k0: number;
  readonly k1: number;
  readonly stream: number;
  private readonly k2: number;

  /** Two words of key, and the second word of every counter. */
  constructor(k0: number, k1: number, stream: number) {
    this.k0 = k0 | 0;
    this.k1 = k1 | 0;
    this.k2 = PARITY ^ k0 ^ k1;
    this.stream = stream;
  }

  /** `seed`: a whole number below 2^53. */
  static of(seed: number, stream: keyof typeof STREAM): Threefry {
    return new Threefry(seed, seed / 0x100000000, STREAM[stream]);
  }

  /** Draws number `index`, a whole number below 2^32. */
  at(index: number): this {
    const { k0, k1, k2 } = this;
    let x = (index + k0) | 0;
    let y = (this.stream + k1) | 0;
    // 20 rounds, written out: a loop over a table of rotations takes twice the time.
    x = (x + y) | 0; y = rotate(y, 13) ^ x;
    x = (x + y) | 0; y = rotate(y, 15) ^ x;
    x = (x + y) | 0; y = rotate(y, 26) ^ x;
    x = (x + y) | 0; y = rotate(y, 6) ^ x;
    x = (x + k1) | 0; y = (y + k2 + 1) | 0;
    x = (x + y) | 0; y = rotate(y, 17) ^ x;
    x = (x + y) | 0; y = rotate(y, 29) ^ x;
    x = (x + y) | 0; y = rotate(y, 16) ^ x;
    x = (x + y) | 0; y = rotate(y, 24) ^ x;
    x = (x + k2) | 0; y = (y + k0 + 2) | 0;
    x = (x + y) | 0; y = rotate(y, 13) ^ x;
    x = (x + y) | 0; y = rotate(y, 15) ^ x;
    x = (x + y) | 0; y = rotate(y, 26) ^ x;
    x = (x + y) | 0; y = rotate(y, 6) ^ x;
    x = (x + k0) | 0; y = (y + k1 + 3) | 0;
    x = (x + y) | 0; y = rotate(y, 17) ^ x;
    x = (x + y) | 0; y = rotate(y, 29) ^ x;
    x = (x + y) | 0; y = rotate(y, 16) ^ x;
    x = (x + y) | 0; y = rotate(y, 24) ^ x;
    x = (x + k1) | 0; y = (y + k2 + 4) | 0;
    x = (x + y) | 0; y = rotate(y, 13) ^ x;
    x = (x + y) | 0; y = rotate(y, 15) ^ x;
    x = (x + y) | 0; y = rotate(y, 26) ^ x;
    x = (x + y) | 0; y = rotate(y, 6) ^ x;
    x = (x + k2) | 0; y = (y + k0 + 5) | 0;
    this.low = x >>> 0;
    this.high = y >>> 0;
    return this;
  }

  /** Draw `index` as one of 2^52 evenly spread numbers in (0, 1), symmetric about ½, never 0 or 1. Exact. */
  unit(index: number): number {
    this.at(index);
    const steps = this.low * 0x100000 + (this.high >>> 12);
    return (2 * steps + 1) / 0x20000000000000;
  }

  /** Draw `index` as a whole number below `n`, n below 2^21. */
  below(n: number, index: number): number {
    return Math.floor((this.at(index).low * n) / 0x100000000);
  }
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
