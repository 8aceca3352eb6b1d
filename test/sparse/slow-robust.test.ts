// Thousands of random systems, most of them unpleasant: an answer that says "converged" is right, whatever else ends in a typed error or
// an honest reason, nothing hangs, and all memory comes back.
import { isKernelError, loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { randomSystem, residualOf } from "../helpers/sparse.random.js";

const SYSTEMS = Number(process.env["LANEWISE_SYSTEMS"] ?? 5000);

describe("random systems", () => {
  it(`${SYSTEMS} of them: no wrong success, no hang, no crash, memory returned`, () => {
    const k = loadSync();
    const tally = { converged: 0, honest: 0, refused: 0 };
    const before = k.memory();
    for (let seed = 0; seed < SYSTEMS; seed++) {
      const system = randomSystem(seed), { rows, cols, data, b, options, what } = system;
      const from = performance.now();
      try {
        k.scope((s) => {
          const A = s.csr("f64", rows, cols, data), x = s.vector("f64", cols), y = s.vector("f64", b);
          const info = k.sparse.solve(x, A, y, options);
          const { residual, size, noise } = residualOf(system, x.view);
          expect(x.view.every(Number.isFinite), `seed ${seed} (${what}): ${info.reason}, x is not finite`).toBe(true);
          if (!info.converged) { tally.honest++; return; }
          tally.converged++;
          // Summed in another order here, so a rounding or two of the terms is allowed.
          if (rows === cols) expect(residual, `seed ${seed} (${what}): ${info.method} said ${info.reason}, ${info.residualNorm}`).toBeLessThanOrEqual((options.rtol ?? 1e-8) * size * 1.0001 + 1e-14 * noise);
        });
      } catch (e) {
        if (!isKernelError(e)) throw new Error(`seed ${seed} (${what})`, { cause: e });
        tally.refused++;
      }
      expect(performance.now() - from, `seed ${seed} (${what}) took long`).toBeLessThan(5000);
      expect({ used: k.memory().used, handles: k.memory().handles }, `seed ${seed} (${what}): memory`).toEqual({ used: before.used, handles: before.handles });
    }
    console.log(`${SYSTEMS} systems: ${tally.converged} converged, ${tally.honest} said no, ${tally.refused} refused`);
    expect(tally.converged).toBeGreaterThan(SYSTEMS / 5);
    k.free();
  });
});
