// Moves of the permutations between orders, by element size: bits are moved, never interpreted.

/** Line i of `to` ← line rev(i) of `from`, 2^q lines of 64 bytes, steps in bytes, no overlap. */
export function reverse_lines_ukr(q: i32, from: usize, fromStep: usize, to: usize, toStep: usize): void {
  const n = 1 << q;
  let r = 0;
  for (let i = 0; i < n; i++) {
    const s = from + <usize>r * fromStep, t = to + <usize>i * toStep;
    v128.store(t, v128.load(s));
    v128.store(t, v128.load(s, 16), 16);
    v128.store(t, v128.load(s, 32), 32);
    v128.store(t, v128.load(s, 48), 48);
    r ^= n - (n >> (ctz(i + 1) + 1));
  }
}

// The binary-reflected Gray code is linear, so a vector of consecutive j reads one vector, whose lanes depend on the parity of
// the vector's number only.
// @ts-ignore: decorator
@inline
function even<T>(v: v128): v128 {
  if (sizeof<T>() == 2) return v128.shuffle<u16>(v, v, 0, 1, 3, 2, 6, 7, 5, 4);
  return sizeof<T>() == 4 ? v128.shuffle<u32>(v, v, 0, 1, 3, 2) : v;
}

// @ts-ignore: decorator
@inline
function odd<T>(v: v128): v128 {
  if (sizeof<T>() == 2) return v128.shuffle<u16>(v, v, 4, 5, 7, 6, 2, 3, 1, 0);
  return sizeof<T>() == 4 ? v128.shuffle<u32>(v, v, 2, 3, 1, 0) : v128.shuffle<u64>(v, v, 1, 0);
}

/** to[j] ← from[j ⊕ j/2] for the vectors t0 ≤ t < t1 of j; both are even. */
// @ts-ignore: decorator
@inline
function gray<T>(from: usize, to: usize, t0: i32, t1: i32): void {
  for (let t = t0; t < t1; t += 2) {
    const near = <usize>t << 4, far = <usize>(t ^ (t >> 1)) << 4;
    v128.store(to + near, even<T>(v128.load(from + far)));
    v128.store(to + near, odd<T>(v128.load(from + (far ^ 16))), 16);
  }
}

export function gray_16_ukr(from: usize, to: usize, t0: i32, t1: i32): void { gray<u16>(from, to, t0, t1); }
export function gray_32_ukr(from: usize, to: usize, t0: i32, t1: i32): void { gray<u32>(from, to, t0, t1); }
export function gray_64_ukr(from: usize, to: usize, t0: i32, t1: i32): void { gray<u64>(from, to, t0, t1); }
