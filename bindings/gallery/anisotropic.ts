import { finite, knownKeys } from "./options.js";
import { onGrid } from "./stencil.js";
import type { SparseProblem } from "./stencil.js";

export interface AnisotropicOptions {
  /** Conductivity along y over that along x, above 0 (default 0.01). */
  epsilon?: number;
}

/** −(u_xx + ε·u_yy) by second differences, zero at the boundary, times h²: strong coupling along x only, hard for point smoothers.
 *  Shapes    nx·ny unknowns (ny default nx), x fastest; symmetric positive definite.
 *  Throws    ShapeError, OptionError.
 *  Source    Trottenberg, Oosterlee, Schüller, Multigrid (2001), §5.1.
 *  @example
 *  import { anisotropic2d } from "lanewise/gallery";
 *  console.log(anisotropic2d(2, 2, { epsilon: 0.5 }).values.subarray(0, 3)); // Float64Array(3) [ 3, -1, -0.5 ] */
export function anisotropic2d(nx: number, ny: number = nx, o?: AnisotropicOptions): SparseProblem {
  const op = "gallery.anisotropic2d";
  knownKeys(op, o, ["epsilon"]);
  const e = finite(op, "epsilon", o?.epsilon, 0.01, 0, true);
  return onGrid(op, nx, ny, 1, [[0, -1, 0, -e], [-1, 0, 0, -1], [0, 0, 0, 2 + 2 * e], [1, 0, 0, -1], [0, 1, 0, -e]]);
}
