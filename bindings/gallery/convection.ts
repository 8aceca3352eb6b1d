import { OptionError } from "../errors.js";
import { choice, finite, knownKeys } from "./options.js";
import { onGrid } from "./stencil.js";
import type { SparseProblem } from "./stencil.js";

export interface ConvectionOptions {
  /** Along x and y (default [20, 20]). */
  velocity?: readonly [number, number];
  /** "central" (default) is second order; "upwind" is first order and keeps the matrix an M-matrix at any velocity. */
  differences?: "central" | "upwind";
}

/** −Δu + v·∇u on cells of width h = 1/(nx + 1), zero at the boundary, times h²: unsymmetric, the more so the larger the velocity.
 *  Shapes    nx·ny unknowns (ny default nx), x fastest. With velocity 0 it is poisson2d.
 *  Throws    ShapeError, OptionError.
 *  Source    Elman, Silvester, Wathen, Finite Elements and Fast Iterative Solvers (2014), §6; Trottenberg et al., Multigrid (2001), §7.1.
 *  @example
 *  import { convectionDiffusion2d } from "lanewise/gallery";
 *  const a = convectionDiffusion2d(3, 3, { velocity: [4, 0] });
 *  console.log(a.values.subarray(0, 3)); // Float64Array(3) [ 4, -0.5, -1 ] */
export function convectionDiffusion2d(nx: number, ny: number = nx, o?: ConvectionOptions): SparseProblem {
  const op = "gallery.convectionDiffusion2d";
  knownKeys(op, o, ["velocity", "differences"]);
  const velocity = o?.velocity ?? [20, 20];
  if (!Array.isArray(velocity) || velocity.length !== 2) throw new OptionError(op, "velocity", "velocity is not a pair, expected [x, y]");
  // Both weights of an axis, times h: a central difference gives half to each neighbour, an upwind one all to the side the flow comes from.
  const h = 1 / (nx + 1);
  const upwind = choice(op, "differences", o?.differences, ["central", "upwind"]) === "upwind";
  const split = (v: number): { before: number; after: number } =>
    upwind ? { before: -Math.max(v, 0) * h, after: Math.min(v, 0) * h } : { before: (-v * h) / 2, after: (v * h) / 2 };
  const x = split(finite(op, "velocity[0]", velocity[0], 0));
  const y = split(finite(op, "velocity[1]", velocity[1], 0));
  const middle = 4 - (x.before + x.after + y.before + y.after);
  return onGrid(op, nx, ny, 1, [[0, -1, 0, -1 + y.before], [-1, 0, 0, -1 + x.before], [0, 0, 0, middle], [1, 0, 0, -1 + x.after], [0, 1, 0, -1 + y.after]]);
}
