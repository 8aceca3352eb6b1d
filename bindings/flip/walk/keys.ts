// Keys of walks: every one a hash of (seed, walker, walk), so that walkers share nothing and a walk is the same wherever it is made.
// The mixer is that of the kernels (assembly/flip/walk/random.ts).

const wrap = (z: bigint): bigint => BigInt.asUintN(64, z);

function mix(x: bigint): bigint {
  let z = wrap(x + 0x9e3779b97f4a7c15n);
  z = wrap((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = wrap((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

/** The two words of the key of one walk, lower first. */
export function keyOf(seed: number, walker: number, walk: number): readonly [number, number] {
  const key = mix(mix(mix(BigInt(seed)) ^ BigInt(walker)) ^ BigInt(walk));
  return [Number(key & 0xffffffffn) | 0, Number(key >> 32n) | 0];
}

/** A whole number below n that belongs to a key, n up to 2^21. */
export function drawOf([low, high]: readonly [number, number], n: number): number {
  const z = mix(BigInt(low >>> 0) << 32n | BigInt(high >>> 0));
  return Math.floor(Number(z >> 32n) * n / 0x100000000);
}
