// Draws of a walk: a hash of (key, counter), so that a walk is the same everywhere and goes on from wherever it stopped.
// Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, fig. 16 (mix64variant13).

/** The step of the counter: the golden ratio. */
export const GAMMA: u64 = 0x9e3779b97f4a7c15;

/** A draw from key + GAMMA·counter. */
// @ts-ignore: decorator
@inline
export function mix(z: u64): u64 {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/** A whole number below n from 32 bits of a draw: (bits·n) >> 32. */
// @ts-ignore: decorator
@inline
export function below(bits: u32, n: u32): u32 { return <u32>((<u64>bits * n) >> 32); }
