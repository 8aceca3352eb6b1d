// What dense is lent: products with fewer multiplications, chosen by size.
import type { Context } from "../context.js";
import type { Fast } from "../fast.js";
import type { Float } from "../types.js";
import { structuredEntry } from "./catalog.js";
import { planOf, runPlan } from "./plan.js";
import { StrassenPacked, packStrassen, strassenMultiplyPacked } from "./strassen_packed.js";
import { strassenMultiply } from "./strassen_product.js";
import { pays, strassenShape } from "./strassen_shape.js";
import { fastHalf, halfByPlan } from "./structured_plan.js";

/** Errors that "auto" may have, over the root mean square of C. */
const TARGET = { f32: 1e-4, f64: 1e-12 } as const;

export function makeFast(ctx: Context): Fast {
  return {
    multiply(job, { algorithm, levels, errorTarget }) {
      const { op, dtype, m, n, k } = job, auto = algorithm === "auto";
      if (typeof algorithm === "object") {
        runPlan(planOf(ctx, op, "algorithm", algorithm), job);
        return true;
      }
      const shape = strassenShape(dtype, m, n, k, auto ? { errorTarget: errorTarget ?? TARGET[dtype] } : { levels, errorTarget });
      if (shape.levels === 0 || (auto && !pays(dtype, m, k, n, shape))) return false;
      strassenMultiply(ctx, job, shape);
      return true;
    },
    half(job, { algorithm, errorTarget }) {
      if (typeof algorithm !== "object") return fastHalf(ctx, job, structuredEntry("gt", 4), errorTarget ?? TARGET[job.dtype]);
      halfByPlan(ctx, job, algorithm);
      return true;
    },
    pack: (op, dtype, k, n, b, o) => packStrassen(ctx, op, dtype, k, n, b, o),
    isResident: (B) => B instanceof StrassenPacked,
    multiplyResident: (job, B) => strassenMultiplyPacked(ctx, job, B as StrassenPacked<Float>),
  };
}
