import * as check from "../check.js";
import type { Context } from "../context.js";
import { DtypeError, OptionError, ShapeError } from "../errors.js";
import { driverOf } from "./search.js";
import type { SearchStep, SymmetricOptions } from "./types.js";
import { drive, run } from "./walk/drive.js";
import { KEYS, settingsOf } from "./walk/options.js";
import { symmetricDefaults, symmetricFormat, symmetricKernel, symmetricStart, usualCubes } from "./walk/symmetric.js";

const OP = "flip.searchSymmetric";

function cubesOf(n: number, given: unknown): Int32Array[] {
  if (!Array.isArray(given)) throw new OptionError(OP, "cubes", `cubes is ${check.kindOf(given)}, expected an array of Int32Arrays`);
  return given.map((x: unknown, i) => {
    if (!(x instanceof Int32Array)) throw new DtypeError(OP, "cubes", `cubes[${i}] is ${check.kindOf(x)}, expected an Int32Array`);
    if (x.length !== n * n) throw new ShapeError(OP, "cubes", `cubes[${i}] has ${x.length} entries, expected ${n * n} (${n}×${n})`);
    const wrong = x.findIndex((e) => e !== 0 && e !== 1);
    if (wrong >= 0) throw new OptionError(OP, "cubes", `cubes[${i}][${wrong}] is ${x[wrong]}, expected 0 or 1`);
    if (!x.includes(1)) throw new OptionError(OP, "cubes", `cubes[${i}] is 0, expected a 1 in it`);
    return x.slice();
  });
}

/** Fewer multiplications for the product of two n×n matrices over two elements, by walks among schemes with a symmetry, which have far
 *  fewer unknowns than those of search.
 *
 *  Shapes    n from 1 to 8. The walk begins at the n³ products of single entries, with `cubes` split off.
 *  Options   symmetry: "C3": u⊗v⊗w → v⊗w⊗u keeps the set of terms; "C3xZ2": so does turning round the rows and the columns of every factor, its entries in
 *            reverse order. flips, seed: as in search; a flip changes an orbit of three or six terms at once. cubes: the x of the terms x⊗x⊗x to begin with, n·n entries of
 *            0 or 1 each, row by row; if absent e_ii + e_jj for i + j = n − 1, and other sets for 4×4 and, with C3xZ2, 6×6. All other terms come in threes or sixes, so that
 *            the number of cubes decides which ranks there are, and which are near. target, plusAfter, distance, splitAfter, patience, walkers, pathLimit, pool, restarts,
 *            signal, resume: as in search, ranks of single terms.
 *  Effects   none. Deterministic: the same options walk the same way everywhere.
 *  Result    as of search; `best` is a scheme over Z2 of cubes and whole orbits, one after the other. An orbit whose factors become equal is a cube from then on, as three equal
 *            terms are one: the number of cubes may change by that.
 *  Cost      a flip of C3xZ2 takes about twice as long as one of C3: the contract has rates. 48 bytes a walker for each term of the start, and tables.
 *  Accuracy  exact: what is returned was expanded and is the product.
 *  Throws    OptionError (options; cubes that leave single terms e⊗e⊗e, or that the reflection does not keep), DtypeError, ShapeError (cubes), CapacityError.
 *  Source    Moosbauer & Poole 2025, Flip graphs with symmetry and new matrix multiplication schemes; Ballard, Ikenmeyer, Landsberg & Ryder 2019, The geometry of rank
 *            decompositions of matrix multiplication II (the symmetry of 3×3×3). Pairs are merged as soon as they can be.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const { best } = k.flip.searchSymmetric(3, { symmetry: "C3", flips: 1e6, seed: 1, target: 23 });
 *  console.log(best.rank, k.flip.verify(best).ok, k.flip.lift(best)?.ring); // 23 true ZT */
export function searchSymmetric(ctx: Context, n: number, o: SymmetricOptions): SearchStep {
  ctx.arena.open(OP);
  const options = check.options(OP, o ?? {}, [...KEYS, "symmetry", "cubes"]) as SymmetricOptions;
  check.integer(OP, "n", n, 1, 8);
  const symmetry = check.choice(OP, "symmetry", options.symmetry ?? null, ["C3", "C3xZ2"], "C3");
  const cubes = options.cubes === undefined ? usualCubes(n, symmetry) : cubesOf(n, options.cubes), start = symmetricStart(OP, n, symmetry, cubes);
  const settings = settingsOf(OP, start, options, symmetricDefaults(n, symmetry)), most = start.rank + settings.distance + 6;
  const parts = { format: symmetricFormat(n, symmetry, most), kernel: symmetricKernel(ctx, symmetry, most) };
  return run(drive(() => driverOf(ctx, OP, start, settings, options.resume, parts, symmetry), settings, Infinity));
}
