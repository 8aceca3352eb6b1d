// The transposes alone, through the raw exports: every element size, edges of tiles and blocks, strides, both operands at the end of memory.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { transposeReference } from "../helpers/vector.js";
import { buildsWith, Ground } from "../helpers/vector.ground.js";

const ARRAY = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: BigUint64Array } as const;
/** Tiles of 8, 4 and 2; lines of 8 to 64; squares of 128 and 256. */
const sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33];
const large = [[63, 129], [127, 64], [128, 256], [257, 65], [300, 255], [1, 600], [600, 1], [520, 260]] as const;

type Size = keyof typeof ARRAY;

/** Any bit pattern, NaNs with payload among them. */
function words(size: Size, length: number, seed: number): Uint8Array | Uint16Array | Uint32Array | BigUint64Array {
  const random = new Random(seed);
  const bytes = Uint8Array.from({ length: length * size }, () => random.u32());
  return new ARRAY[size](bytes.buffer);
}

describe.each(buildsWith("transpose_32"))("transpose alone, %s", (build) => {
  for (const size of [1, 2, 4, 8] as const) {
    const run = (ground: Ground, m: number, n: number, gapA: number, gapB: number, last?: "a" | "b"): void => {
      const [lda, ldb] = [n + gapA, m + gapB];
      const a = words(size, m === 0 || n === 0 ? 0 : (m - 1) * lda + n, m * 1000 + n);
      const bytesB = m === 0 || n === 0 ? 0 : ((n - 1) * ldb + m) * size;
      const pa = last === "a" ? ground.end - a.byteLength : 65536 + size;
      const pb = last === "b" ? ground.end - bytesB : 65536 + Math.floor((ground.end - 65536) / 2 / 64) * 64 + (last === "a" ? -bytesB - size * 8 & ~63 : 0) + size;
      ground.put(pa, a);
      ground.mark();
      ground.call(`transpose_${8 * size}`, m, n, pa, lda, pb, ldb);
      const what = `${8 * size} bits ${m}×${n} gaps ${gapA}, ${gapB}`;
      const got = new ARRAY[size](ground.bytes(pb, bytesB).buffer);
      const want = transposeReference<number | bigint>(a as ArrayLike<number | bigint>, m, n, lda);
      for (let i = 0; i < want.length; i++) {
        const [row, column] = [Math.floor(i / m), i % m];
        if (got[row * ldb + column] !== want[i]) throw new Error(`${what}: B(${row}, ${column}) is ${got[row * ldb + column]}, expected ${want[i]}`);
      }
      ground.restore(what, ...Array.from({ length: m === 0 ? 0 : n }, (_, j) => ({ ptr: pb + j * ldb * size, bytes: m * size })));
    };

    it(`${8 * size} bits: every small shape, compact and strided`, () => {
      const ground = new Ground(build, 2);
      for (const m of sizes) for (const n of sizes) { run(ground, m, n, 0, 0); run(ground, m, n, 3, 5); }
    });

    it(`${8 * size} bits: blocks, squares and their tails`, () => {
      const ground = new Ground(build, 42);
      for (const [m, n] of large) { run(ground, m, n, 0, 0); run(ground, m, n, 1, 2); }
    });

    it(`${8 * size} bits: rows a power of two apart`, () => {
      const ground = new Ground(build, 42);
      run(ground, 40, 70, 512 - 70, 512 - 40);
    });

    it(`${8 * size} bits: nothing beyond the last element`, () => {
      const ground = new Ground(build, 2);
      for (const m of sizes) for (const n of sizes) for (const last of ["a", "b"] as const) run(ground, m, n, m % 3, n % 2, last);
    });
  }

  it("twice is the identity, through another stride", () => {
    const ground = new Ground(build, 20);
    const a = words(4, 300 * 211, 5);
    ground.put(65536, a);
    ground.call("transpose_32", 300, 211, 65536, 211, 393216, 307);
    ground.call("transpose_32", 211, 300, 393216, 307, 720896, 211);
    expect(ground.bytes(720896, a.byteLength)).toEqual(new Uint8Array(a.buffer));
  });
});
