// Random graphs with communities that are known.
import { OptionError, ShapeError } from "../errors.js";
import { fromLower } from "./lower.js";
import { choice, extent, finite, seedOf } from "./options.js";
import type { Seeded } from "./options.js";
import { log } from "../random/quantile.js";
import type { SparseProblem } from "./stencil.js";
import { Threefry } from "../random/threefry.js";

export interface PartitionOptions extends Seeded {
  /** "laplacian" (default): degrees on the diagonal, −1 for an edge, singular; "adjacency": 1 for an edge. */
  matrix?: "laplacian" | "adjacency";
}

export interface GraphProblem extends SparseProblem {
  /** The cluster of every vertex. */
  readonly labels: Uint32Array;
}

/** A graph whose clusters are planted: vertices of one cluster are joined with probability pIn, others with pOut, each pair on its own.
 *  Shapes    n×n, symmetric; cluster c holds vertices ⌈c·n/clusters⌉ up to the next cluster's first.
 *  Cost      proportional to the edges and n.
 *  Throws    ShapeError, OptionError.
 *  Source    Condon, Karp, "Algorithms for graph partitioning on the planted partition model", Random Struct. Algorithms 18 (2001); skipping as in
 *            Batagelj, Brandes, "Efficient generation of large random networks", Phys. Rev. E 71 (2005).
 *  @example
 *  import { plantedPartition } from "lanewise/gallery";
 *  const g = plantedPartition(6, 2, 1, 0, { matrix: "adjacency" });
 *  console.log(g.labels.join(""), g.values.length); // 000111 12 */
export function plantedPartition(n: number, clusters: number, pIn: number, pOut: number, o?: PartitionOptions): GraphProblem {
  const op = "gallery.plantedPartition";
  const seed = seedOf(op, o, ["matrix"]);
  const laplacian = choice(op, "matrix", o?.matrix, ["laplacian", "adjacency"]) === "laplacian";
  extent(op, "n", n);
  if (extent(op, "clusters", clusters) < 1 && n > 0) throw new ShapeError(op, "clusters", `clusters is ${clusters}, expected at least 1`);
  const labels = Uint32Array.from({ length: n }, (_, i) => Math.floor((i * clusters) / n));
  const inside = skipper(op, "pIn", pIn, Threefry.of(seed, "edgesInside"));
  const outside = skipper(op, "pOut", pOut, Threefry.of(seed, "edgesOutside"));
  const row: number[] = [];
  const col: number[] = [];
  const values: number[] = [];
  const degrees = new Float64Array(n);
  const own = new Float64Array(laplacian ? n : 0); // where each diagonal entry is
  for (let i = 0, start = 0; i < n; i++) {
    while (labels[start] !== labels[i]) start++;
    const edge = (j: number): void => {
      row.push(i);
      col.push(j);
      values.push(laplacian ? -1 : 1);
      degrees[i]!++;
      degrees[j]!++;
    };
    outside(start, edge);
    inside(i - start, (j) => edge(start + j));
    if (!laplacian) continue;
    own[i] = row.length;
    row.push(i);
    col.push(i);
    values.push(0);
  }
  own.forEach((at, i) => { values[at] = degrees[i] as number; });
  return { ...fromLower(n, row, col, values), labels };
}

/** Goes over pairs, `length` more a call, and tells those that have an edge: the gaps between edges are geometric, so that pairs without cost nothing. */
function skipper(op: string, arg: string, p: unknown, draws: Threefry): (length: number, edge: (at: number) => void) => void {
  const probability = finite(op, arg, p ?? null, 0, 0);
  if (probability > 1) throw new OptionError(op, arg, `${arg} is ${probability}, expected at most 1`);
  const miss = 1 - probability; // 1 also where the probability is below rounding
  const scale = miss > 0 && miss < 1 ? 1 / log(miss) : 0;
  let drawn = 0;
  const gap = (): number => (miss === 1 ? Infinity : miss === 0 ? 0 : Math.floor(log(draws.unit(drawn++)) * scale));
  let next = gap();
  return (length, edge) => {
    for (; next < length; next += 1 + gap()) edge(next);
    next -= length;
  };
}
