// Counter-based random bits: the i-th output is a function of a key and i, so kernels keep no state and may start anywhere.
//
// SplitMix64 (Steele, Lea & Flood 2014, OOPSLA, fig. 17 with Stafford's mix 13): a bijection of 64 bits for every key, passes
// BigCrush. The same bits on every engine.

const GOLDEN: u64 = 0x9e3779b97f4a7c15;

// @ts-ignore: decorator
@inline
export function mix64(z: u64): u64 {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/** Key of one stream of one seed. `seed` is a whole number below 2^53 as JavaScript holds it; streams are far apart. */
// @ts-ignore: decorator
@inline
export function streamKey(seed: f64, stream: u32): u64 {
  return mix64(mix64(<u64>seed + GOLDEN) + (<u64>stream + 1) * 0xd1342543de82ef95);
}

/** The i-th 64 random bits under a key. */
// @ts-ignore: decorator
@inline
export function random64(key: u64, i: u64): u64 {
  return mix64(key + (i + 1) * GOLDEN);
}

/** From 0 inclusive to `bound` exclusive, bias below bound/2^32: the high half of a 32×32-bit product (Lemire 2019). */
// @ts-ignore: decorator
@inline
export function below(bits: u64, bound: u32): u32 {
  return <u32>(((bits >> 32) * <u64>bound) >> 32);
}
