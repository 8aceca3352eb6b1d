// Addresses above 2 GiB, where an i32 is negative.
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { flavours } from "../helpers/guard.kernels.js";
import type { Float } from "../helpers/random.js";
import { product } from "./large.js";

const timeout = 180_000;

describe.each(flavours())("memory above 2 GiB, %s", (variant) => {
  it("computes there", { timeout }, () => {
    const k = loadSync({ variant, reserve: 2 ** 31 + 64 * 2 ** 20 });
    const filler = k.vector("u8", 2 ** 31 - 1);
    for (const dtype of ["f32", "f64"] as const) product(k, dtype, (r, c) => k.matrix<Float>(dtype, r, c), 2 ** 31 - 1);
    filler.free();
    expect(k.memory()).toMatchObject({ handles: 0, used: 0 });
    k.free();
  });

  it("grows past 2 GiB with views that hold", { timeout }, () => {
    const k = loadSync({ variant, reserve: 2 ** 31 - 2 * 2 ** 20 });
    const filler = k.vector("u8", 2 ** 31 - 4 * 2 ** 20);
    const v = k.vector("f32", [1, 2, 3]);
    const M = k.matrix("f64", 1000, 1000);
    expect(k.memory().capacity).toBeGreaterThan(2 ** 31);
    M.view[999_999] = 7;
    expect([M.copy()[999_999], v.copy()[2], filler.view.length]).toEqual([7, 3, 2 ** 31 - 4 * 2 ** 20]);
    k.free();
  });
});
