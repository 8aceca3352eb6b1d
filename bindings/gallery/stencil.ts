// Difference operators on a box of grid points, as triplets.
import { ShapeError } from "../errors.js";
import { MOST, extent, total } from "./options.js";

/** A sparse matrix as plain data: values[k] stands at (row[k], col[k]). Sorted by row, then column; nothing stands twice. */
export interface SparseProblem {
  readonly row: Int32Array;
  readonly col: Int32Array;
  readonly values: Float64Array;
  readonly rows: number;
  readonly cols: number;
}

/** A neighbour's offset along x, y and z, and its weight. */
export type Point = readonly [dx: number, dy: number, dz: number, weight: number];

/** Point (x, y, z) is unknown (z·ny + y)·nx + x; neighbours outside the box are 0 and drop out (Dirichlet). `stencil` is sorted by (dz, dy, dx). */
export function onGrid(op: string, nx: number, ny: number, nz: number, stencil: readonly Point[]): SparseProblem {
  const rows = total(op, "nx", extent(op, "nx", nx), extent(op, "ny", ny), extent(op, "nz", nz));
  const inside = (n: number, d: number): number => Math.max(0, n - Math.abs(d));
  const count = stencil.reduce((sum, [dx, dy, dz]) => sum + inside(nx, dx) * inside(ny, dy) * inside(nz, dz), 0);
  if (count > MOST) throw new ShapeError(op, "nx", `${rows} unknowns make ${count} entries, expected at most ${MOST}`);
  const row = new Int32Array(count);
  const col = new Int32Array(count);
  const values = new Float64Array(count);
  let at = 0;
  let i = 0;
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, i++) {
        for (const [dx, dy, dz, weight] of stencil) {
          if (x + dx < 0 || x + dx >= nx || y + dy < 0 || y + dy >= ny || z + dz < 0 || z + dz >= nz) continue;
          row[at] = i;
          col[at] = i + (dz * ny + dy) * nx + dx;
          values[at++] = weight;
        }
      }
    }
  }
  return { row, col, values, rows, cols: rows };
}
