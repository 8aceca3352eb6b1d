// What dense is lent: products with fewer multiplications, chosen by size. Jobs have the shape of dense's own.
import type { Context } from "../context.js";
import type { Float } from "../types.js";
import { structuredEntry } from "./catalog.js";
import { planOf, runPlan } from "./plan.js";
import { StrassenPacked, packStrassen, strassenMultiplyPacked } from "./strassen_packed.js";
import { type Placeable, type StrassenJob, strassenMultiply } from "./strassen_product.js";
import { pays, strassenShape } from "./strassen_shape.js";
import { fastHalf, halfByPlan } from "./structured_plan.js";
import type { Plan } from "./types.js";

interface Wish { readonly algorithm: "strassen" | "auto" | Plan; readonly levels: number | undefined; readonly errorTarget: number | undefined }
interface Job extends StrassenJob { readonly dtype: Float; readonly b: Placeable }

/** Errors that "auto" may have, over the root mean square of C. */
const TARGET = { f32: 1e-4, f64: 1e-12 } as const;

export interface Fast {
  multiply(job: Job, wish: Wish): boolean;
  half(job: Job, wish: Wish): boolean;
  pack(op: string, dtype: Float, k: number, n: number, b: Placeable, o: Pick<Wish, "levels" | "errorTarget">): StrassenPacked<Float>;
  isResident(B: unknown): B is StrassenPacked<Float>;
  multiplyResident(job: Omit<Job, "b">, B: StrassenPacked<Float>): void;
}

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
    isResident: (B): B is StrassenPacked<Float> => B instanceof StrassenPacked,
    multiplyResident: (job, B) => strassenMultiplyPacked(ctx, job, B),
  };
}
