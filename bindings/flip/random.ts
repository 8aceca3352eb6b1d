// SplitMix with 32-bit words: a Weyl sequence and a mixer of two multiplications, so that a seed gives the same numbers on every engine.
// Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators"; the mixer's constants are Wellons's search for 32 bits.

export class Random {
  private state: number;

  /** `seed`: a whole number below 2^53. */
  constructor(seed: number) { this.state = (seed ^ Math.imul(Math.floor(seed / 0x100000000), 0x85ebca6b)) | 0; }

  /** The next 32 bits, as a number from 0. */
  next(): number {
    let z = this.state = (this.state + 0x9e3779b9) | 0;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  }

  /** A whole number from 0 to n − 1, n up to 2^21. */
  below(n: number): number { return Math.floor((this.next() * n) / 0x100000000); }
}
