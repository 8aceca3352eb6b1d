// The kernels of hadamard alone, through the raw exports: table, tiles and narrow transforms over NaN-filled scratch, with everything
// beside operand and scratch unchanged, and operand or scratch at the end of memory.
import { describe, it } from "vitest";
import { type Float, Random } from "../helpers/random.js";
import { firstOutside } from "../helpers/tolerance.js";
import { buildsWith, Ground, SIZE } from "../helpers/vector.ground.js";
import { hadamardBound, randomSigns, signedProduct } from "../helpers/wht.hadamard.js";

const at64 = (bytes: number): number => Math.ceil(bytes / 64) * 64;

describe.each(buildsWith("hadamard_f32"))("hadamard alone, %s", (build) => {
  for (const dtype of ["f32", "f64"] as const) {
    const run = (ground: Ground, m: number, n: number, count: number, gap: number, trans: boolean, last: "x" | "ws"): void => {
      const random = new Random(m * 1000 + n + count), M = randomSigns(random, m), length = m * n, ldx = length + gap;
      const data = Array.from({ length: count }, () => random.array(dtype, length));
      const span = count === 0 ? 0 : ((count - 1) * ldx + length) * SIZE[dtype];
      const tableBytes = ground.call("hadamard_table_bytes", m), wsBytes = ground.call("hadamard_workspace", m);
      const signs = 65536, table = signs + at64(m * m), rest = table + at64(tableBytes) + 64;
      const ws = last === "ws" ? (ground.end - wsBytes) & ~63 : rest, x = last === "x" ? ground.end - span : rest + SIZE[dtype];
      data.forEach((row, r) => ground.put(x + r * ldx * SIZE[dtype], row));
      ground.put(signs, new Uint8Array(M.buffer));
      ground.mark();
      ground.call("hadamard_table", m, signs, trans ? 1 : 0, table);
      ground.call(`hadamard_${dtype}`, count, m, n, x, ldx, table, -0.75, ws);
      const what = `${dtype} m=${m} n=${n} count=${count} gap=${gap} trans=${trans}`;
      for (const [r, row] of data.entries()) {
        const got = ground.take(dtype, x + r * ldx * SIZE[dtype], length), want = signedProduct(row, M, trans, -0.75);
        const bad = firstOutside(got, want, want.slice().fill(hadamardBound(dtype as Float, row, m, -0.75)));
        if (bad >= 0) throw new Error(`${what}: row ${r}, element ${bad} is ${got[bad]}, expected ${want[bad]}`);
      }
      ground.forget(table, tableBytes);
      ground.forget(ws, wsBytes);
      ground.restore(what, ...data.map((_, r) => ({ ptr: x + r * ldx * SIZE[dtype], bytes: length * SIZE[dtype] })));
    };

    it(`${dtype}: every m to 17, n to 64, more rows than a tile holds`, () => {
      const ground = new Ground(build, 8);
      for (let m = 2; m <= 17; m++) for (const [n, count] of [[1, 0], [1, 1], [1, 32], [1, 35], [2, 17], [4, 9], [8, 5], [16, 3], [32, 2], [64, 1], [64, 2]] as const) {
        run(ground, m, n, count, (m + n) % 3, m % 2 === 0, (m + n) % 2 ? "x" : "ws");
      }
    });

    it(`${dtype}: wide tables and rows a page apart`, () => {
      const ground = new Ground(build, 16);
      for (const [m, n] of [[28, 128], [20, 256], [57, 16], [64, 32], [100, 2], [12, 512]] as const) run(ground, m, n, 1, 0, m % 8 === 4, "x");
    });
  }
});
