// Sparse matrices at random places.
import { OptionError, ShapeError } from "../errors.js";
import { fromLower } from "./lower.js";
import { extent, finite, seedOf } from "./options.js";
import type { Seeded } from "./options.js";
import { normalQuantile } from "../random/quantile.js";
import type { SparseProblem } from "./stencil.js";
import { Threefry } from "../random/threefry.js";

export interface RandomSpdOptions extends Seeded {
  /** Entries off the diagonal by n·(n − 1), from 0 to 1 (default: about eight in a row). */
  density?: number;
}

export interface RandomSparseOptions extends Seeded {
  /** Entries by rows·cols, from 0 to 1 (default: about eight in a row). */
  density?: number;
  /** The lower half is drawn and mirrored; the diagonal is there. Square matrices only. Default false. */
  symmetric?: boolean;
  /** The diagonal is there, and each of its entries is 1 more than the absolute values beside it sum to: never singular. Square matrices only.
   *  Default false. */
  dominant?: boolean;
}

/** Most entries drawn: what a Set holds. */
const MOST_DRAWN = 0x1000000;
/** Places are drawn from 52 random bits. */
const MOST_PLACES = 0x10000000000000;

/** Normal numbers at places spread evenly over the matrix, none twice.
 *  Shapes    rows·cols (cols default rows). density·rows·cols entries, and with `symmetric` or `dominant` the diagonal besides.
 *  Throws    ShapeError, OptionError.
 *  Source    Threefry-2x32-20 (Salmon et al. 2011).
 *  @example
 *  import { randomSparse } from "lanewise/gallery";
 *  const a = randomSparse(1000, 500, { density: 0.01, seed: 7 });
 *  console.log(a.rows, a.cols, a.values.length); // 1000 500 5000 */
export function randomSparse(rows: number, cols: number = rows, o?: RandomSparseOptions): SparseProblem {
  const op = "gallery.randomSparse";
  const seed = seedOf(op, o, ["density", "symmetric", "dominant"]);
  const flag = (name: "symmetric" | "dominant"): boolean => {
    const value = o?.[name] ?? false;
    if (typeof value !== "boolean") throw new OptionError(op, name, `${name} is ${String(value)}, expected true or false`);
    if (value && rows !== cols) throw new ShapeError(op, "cols", `cols is ${cols}, expected ${rows} (rows, as ${name} is true)`);
    return value;
  };
  return random(op, rows, cols, o?.density, seed, flag("symmetric"), flag("dominant"));
}

/** A symmetric positive definite matrix: normal numbers at random places, their mirror images, and a dominant diagonal.
 *  Shapes    n×n; density·n·(n − 1) entries off the diagonal.
 *  Throws    ShapeError, OptionError.
 *  Source    Gershgorin's circles: every eigenvalue is at least 1.
 *  @example
 *  import { randomSpd } from "lanewise/gallery";
 *  const a = randomSpd(1000, { seed: 7 });
 *  console.log(a.values.length); // 9000 */
export function randomSpd(n: number, o?: RandomSpdOptions): SparseProblem {
  const op = "gallery.randomSpd";
  return random(op, n, n, o?.density, seedOf(op, o, ["density"]), true, true);
}

function random(op: string, rows: number, cols: number, density: number | undefined, seed: number, symmetric: boolean, dominant: boolean): SparseProblem {
  const places = symmetric ? (extent(op, "n", rows) * (rows - 1)) / 2 : extent(op, "rows", rows) * extent(op, "cols", cols);
  const share = finite(op, "density", density, Math.min(1, 8 / Math.max(1, symmetric ? cols - 1 : cols)), 0);
  if (share > 1) throw new OptionError(op, "density", `density is ${share}, expected at most 1`);
  const wanted = Math.round(share * Math.max(0, places));
  if (wanted > MOST_DRAWN || rows * cols > MOST_PLACES) throw new ShapeError(op, "rows", `${rows}×${cols} with density ${share} is ${wanted} entries to draw, expected at most ${MOST_DRAWN} among ${MOST_PLACES} places`);
  const keys = draw(wanted, rows, cols, seed, symmetric);
  // Entries on the diagonal, where it is there anyway, come on top of those that were drawn.
  const all = symmetric || dominant ? Float64Array.from(new Set([...keys, ...diagonal(rows)])) : keys;
  all.sort();
  const row = Int32Array.from(all, (key) => Math.floor(key / cols));
  const col = Int32Array.from(all, (key) => key % cols);
  const values = Threefry.of(seed, "sparseValues");
  const drawn = Float64Array.from(all, (_, k) => normalQuantile(values.unit(k)));
  const out = symmetric ? fromLower(rows, row, col, drawn) : { row, col, values: drawn, rows, cols };
  if (dominant) dominate(out);
  return out;
}

/** Different places as row·cols + column; with `lower` off the diagonal, below it. */
function draw(wanted: number, rows: number, cols: number, seed: number, lower: boolean): Float64Array {
  const draws = Threefry.of(seed, "sparsePlaces");
  const keys = new Set<number>();
  for (let at = 0; keys.size < wanted; at++) {
    const key = Math.floor(draws.unit(at) * rows * cols);
    const [i, j] = [Math.floor(key / cols), key % cols];
    if (lower && i === j) continue;
    keys.add(lower && i < j ? j * cols + i : key);
  }
  return Float64Array.from(keys);
}

function* diagonal(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i * n + i;
}

function dominate({ row, col, values, rows }: SparseProblem): void {
  const sums = new Float64Array(rows).fill(1);
  for (let k = 0; k < row.length; k++) if (row[k] !== col[k]) sums[row[k] as number]! += Math.abs(values[k] as number);
  for (let k = 0; k < row.length; k++) if (row[k] === col[k]) values[k] = sums[row[k] as number] as number;
}
