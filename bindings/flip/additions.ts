import { integer, options } from "../check.js";
import { UnsupportedError } from "../errors.js";
import { lengthsOf, schemeOf } from "../scheme.js";
import { type Row, mapsOf, straightLineOf } from "../straightline.js";
import { Forms, type Path, type Taste, pairsOf } from "./cse.js";
import { adjoint } from "./program.js";
import { Random } from "./random.js";
import type { Additions, LinearProgram, ReduceOptions, Scheme, StraightLine } from "./types.js";

const total = (rows: readonly Row[], f: (row: Row) => number): number => rows.reduce((sum, row) => sum + f(row), 0);

/** How many additions a scheme takes as it is written: Σ (nonzeros − 1) over its linear forms, the r left factors, the r right ones, and the
 *  entries of C that are not zero; with nnz = [nnz(U), nnz(V), nnz(W)] that is Σ nnz − 2r − n·p for a general product.
 *
 *  Shapes    s: any scheme, structured ones included. The result holds `naive` and `nnz`.
 *  Effects   none.
 *  Cost      one pass over the coefficients.
 *  Exactness whole numbers. Multiplications by coefficients other than ±1 are not counted.
 *  Throws    DtypeError, ShapeError, OptionError for what is no scheme.
 *  Source    Perminov 2025 (`complexity` of the scheme files).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync();
 *  const strassen = { shape: [2, 2, 2], ring: "ZT",
 *    u: [1, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, -1, 0, 1, 0, 0, 1, 0, -1],
 *    v: [1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, -1, -1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1],
 *    w: [1, 0, 0, 1, 0, 1, 0, -1, 0, 0, 1, 1, 1, 1, 0, 0, -1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0] };
 *  console.log(flip.additions(strassen)); // { naive: 18, nnz: [ 12, 12, 12 ] } */
export function additions(s: Scheme): Additions {
  const { u, v, w } = mapsOf(schemeOf("flip.additions", "s", s)), size = (row: Row): number => row.size;
  return { naive: total([...u, ...v, ...w], (row) => Math.max(0, row.size - 1)), nnz: [total(u, size), total(v, size), total(w, size)] };
}

const TASTES: readonly Taste[] = ["most", "most", "ahead", "weighted"];
/** Tries from nothing before the best one is taken apart again and again. */
const FRESH = 20;
/** Pairs of a map beyond which it is refused: the tables would take hundreds of megabytes. */
const MOST = 1 << 20;

/** The shortest program found for a matrix. Odd tries reduce its transpose, which is the same problem seen from the other side: a pair shared by k
 *  forms there is a sum of k terms that two forms share here. A try after the first ones replays the best path but for a part left out at random:
 *  a large neighbourhood search; in 200 tries it passes what 500 fresh starts reach. */
function shortest(op: string, rows: readonly Row[], inputs: number, random: Random, tries: number): LinearProgram {
  const columns = Array.from({ length: inputs }, () => new Map());
  rows.forEach((row, i) => { for (const [j, c] of row) columns[j]!.set(i, c); });
  const sides = [rows, columns].filter((forms) => pairsOf(forms) <= MOST).slice(0, tries)
    .map((forms) => ({ forms: new Forms(forms === rows ? inputs : rows.length, forms), reversed: forms !== rows, best: Infinity, path: [] as Path }));
  if (sides.length === 0) throw new UnsupportedError(op, "s", `s has linear forms with ${pairsOf(rows)} pairs, expected at most ${MOST}`);
  for (let t = 0; t < tries; t++) {
    const side = sides[t % sides.length]!, taste = TASTES[random.below(4)]!;
    const { additions, path } = t < FRESH ? side.forms.run(random, taste) : side.forms.run(random, taste, side.path, 8 << random.below(4));
    if (additions <= side.best) { side.best = additions; side.path = path; }
  }
  const saved = (side: typeof sides[0]): number => side.forms.naive - side.best;
  const { forms, path, reversed } = sides.reduce((x, y) => (saved(y) > saved(x) ? y : x));
  return reversed ? adjoint(forms.program(path)) : forms.program(path);
}

/** A scheme with its three linear maps as straight-line programs of few additions: common subexpressions ±(x_i ± x_j) become variables of their own
 *  (over Z and Q: any multiple of d·x_i + n·x_j), chosen greedily, by their outlook and at random, in `tries` tries a map.
 *
 *  Shapes    s: any scheme, structured ones included. Options: `seed` (0), a whole number below 2^53; `tries` (200), 1 to 2^20. Programs u, v go from
 *            entries of A, B to the factors, w from products to entries of C in the order of the scheme's w.
 *  Effects   none. The same scheme, seed and tries give the same programs on every engine.
 *  Cost      each try about steps × live pairs. 200 tries: 0.05 s for 3×3×3:23, 0.3 s for 4×4×4:49, 1 s for 4×5×6:90.
 *  Exactness a scheme of whole coefficients gets programs of whole coefficients. They are expanded over the fractions and compared with the scheme
 *            before they are returned. It is a search: the additions are an upper bound. They depend on the basis: a scheme with few nonzeros
 *            (Strassen 18) can end above a denser equivalent (Winograd 15).
 *  Throws    DtypeError, ShapeError, OptionError; UnsupportedError for forms with more than 2^20 pairs and for fractions n/d with |n|·d ≥ 2^52.
 *  Source    Mårtensson & Wagner 2024, "The number of the beast"; Perminov 2025, arXiv 2512.21980; transposition: Tellegen's principle.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync();
 *  const winograd = { shape: [2, 2, 2], ring: "ZT",
 *    u: [1, 0, 0, 0, 0, 1, 0, 0, 1, 1, -1, -1, 0, 0, 0, 1, 0, 0, 1, 1, -1, 0, 1, 1, 1, 0, -1, 0],
 *    v: [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, -1, -1, 1, -1, 1, 0, 0, 1, -1, 0, 1, 0, -1, 0, 1],
 *    w: [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1] };
 *  console.log(flip.additions(winograd).naive, flip.reduceAdditions(winograd).additions); // 24 15 */
export function reduceAdditions(s: Scheme, o?: ReduceOptions): StraightLine {
  const op = "flip.reduceAdditions", scheme = schemeOf(op, "s", s), known = options(op, o, ["seed", "tries"]);
  const seed = integer(op, "seed", known?.seed, 0, Number.MAX_SAFE_INTEGER, 0), tries = integer(op, "tries", known?.tries, 1, 1 << 20, 200);
  const maps = mapsOf(scheme), lengths = lengthsOf(scheme.shape, scheme.target);
  const map = (rows: readonly Row[], inputs: number, stream: number): LinearProgram => shortest(op, rows, inputs, new Random(3 * (seed % 2 ** 51) + 2 ** 49 * Math.floor(seed / 2 ** 51) + stream), tries);
  return straightLineOf(op, "s", { scheme, additions: 0, u: map(maps.u, lengths.u, 0), v: map(maps.v, lengths.v, 1), w: map(maps.w, scheme.rank, 2) });
}
