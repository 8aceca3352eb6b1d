// What the sparse family works with, and how its parts see a linear map: by addresses of f64 vectors inside the instance.
import type { Context } from "../context.js";

export type SparseContext = Context;

/** y ← A·x for vectors at two addresses, which never overlap. It may call back and grow memory: no view survives it. */
export interface LinearMap {
  readonly rows: number;
  readonly cols: number;
  apply(y: number, x: number): void;
  /** y ← Aᵀ·x */
  applyTranspose?: ((y: number, x: number) => void) | undefined;
}
