// Threefry-2x32 with 20 rounds: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, §4.2. Four counters at a time; the same
// draws as bindings/random/threefry.ts.

const PARITY: i32 = 0x1bd11bda;

// @ts-ignore: decorator
@inline
function round(x: v128, y: v128, by: i32): v128 {
  return v128.xor(v128.or(i32x4.shl(y, by), i32x4.shr_u(y, 32 - by)), x);
}

/** Hashes the counters (x, stream) under the key (k0, k1); stores the first words, then the second. */
// @ts-ignore: decorator
@inline
export function threefry(x: v128, stream: i32, k0: i32, k1: i32, out: usize): void {
  const k2 = PARITY ^ k0 ^ k1;
  let y = i32x4.splat(stream + k1);
  x = i32x4.add(x, i32x4.splat(k0));
  for (let s = 1; s < 6; s++) {
    // Four rounds, then the next two of the three words of key.
    if (s & 1) {
      x = i32x4.add(x, y); y = round(x, y, 13);
      x = i32x4.add(x, y); y = round(x, y, 15);
      x = i32x4.add(x, y); y = round(x, y, 26);
      x = i32x4.add(x, y); y = round(x, y, 6);
    } else {
      x = i32x4.add(x, y); y = round(x, y, 17);
      x = i32x4.add(x, y); y = round(x, y, 29);
      x = i32x4.add(x, y); y = round(x, y, 16);
      x = i32x4.add(x, y); y = round(x, y, 24);
    }
    x = i32x4.add(x, i32x4.splat(s == 1 || s == 4 ? k1 : s == 3 ? k0 : k2));
    y = i32x4.add(y, i32x4.splat((s == 1 || s == 4 ? k2 : s == 3 ? k1 : k0) + s));
  }
  v128.store(out, x);
  v128.store(out, y, 16);
}
