// −Δ by second differences on a line, a square or a cube of equal cells, zero at the boundary, times h².
import { onGrid } from "./stencil.js";
import type { SparseProblem } from "./stencil.js";

/** tridiag(−1, 2, −1): the Poisson problem on a line.
 *  Shapes    n×n, 3n − 2 entries; symmetric positive definite, eigenvalues 2 − 2·cos(kπ/(n + 1)), k = 1 … n.
 *  Throws    ShapeError.
 *  Source    LeVeque, Finite Difference Methods (2007), §2.4.
 *  @example
 *  import { poisson1d } from "lanewise/gallery";
 *  console.log(poisson1d(3).values.join(" ")); // 2 -1 -1 2 -1 -1 2 */
export function poisson1d(n: number): SparseProblem {
  return onGrid("gallery.poisson1d", n, 1, 1, [[-1, 0, 0, -1], [0, 0, 0, 2], [1, 0, 0, -1]]);
}

/** The five-point Laplacian: 4 on the diagonal, −1 for each neighbour.
 *  Shapes    nx·ny unknowns (ny default nx), x fastest; symmetric positive definite, eigenvalues are sums of those of poisson1d(nx) and poisson1d(ny).
 *  Throws    ShapeError.
 *  Source    LeVeque, Finite Difference Methods (2007), §3.2.
 *  @example
 *  import { poisson2d } from "lanewise/gallery";
 *  const a = poisson2d(100);
 *  console.log(a.rows, a.values.length); // 10000 49600 */
export function poisson2d(nx: number, ny: number = nx): SparseProblem {
  return onGrid("gallery.poisson2d", nx, ny, 1, [[0, -1, 0, -1], [-1, 0, 0, -1], [0, 0, 0, 4], [1, 0, 0, -1], [0, 1, 0, -1]]);
}

/** The seven-point Laplacian: 6 on the diagonal, −1 for each neighbour.
 *  Shapes    nx·ny·nz unknowns (ny default nx, nz default ny), x fastest, then y; symmetric positive definite.
 *  Throws    ShapeError.
 *  Source    LeVeque, Finite Difference Methods (2007), §3.
 *  @example
 *  import { poisson3d } from "lanewise/gallery";
 *  const a = poisson3d(20);
 *  console.log(a.rows, a.values.length); // 8000 53600 */
export function poisson3d(nx: number, ny: number = nx, nz: number = ny): SparseProblem {
  return onGrid("gallery.poisson3d", nx, ny, nz, [
    [0, 0, -1, -1], [0, -1, 0, -1], [-1, 0, 0, -1], [0, 0, 0, 6], [1, 0, 0, -1], [0, 1, 0, -1], [0, 0, 1, -1],
  ]);
}
