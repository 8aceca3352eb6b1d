import { DtypeError, ShapeError, SingularMatrixError } from "../errors.js";
import { schemeOf } from "../scheme.js";
import { inverseOf } from "./inverse.js";
import { general } from "./rings.js";
import { type Term, type Vec, characteristic, schemeFrom, termsOf, vec } from "./terms.js";
import type { Scheme } from "./types.js";

type Sparse = readonly (readonly (readonly [number, bigint])[])[];

/** The entries of each row that are not 0. */
const sparseRows = (rows: readonly (readonly bigint[])[]): Sparse => rows.map((row) => row.flatMap((x, j) => (x === 0n ? [] : [[j, x] as const])));

interface Change { readonly columns: Sparse; readonly inverse: Sparse; readonly determinant: bigint }

function changeOf(op: string, arg: string, x: unknown, n: number, p: bigint): Change {
  if (!(x instanceof Int32Array)) throw new DtypeError(op, arg, `${arg} is ${x === null || typeof x !== "object" ? String(x) : x.constructor?.name ?? "an object"}, expected an Int32Array`);
  if (x.length !== n * n) throw new ShapeError(op, arg, `${arg}.length is ${x.length}, expected ${n * n} (${n}×${n})`);
  const found = inverseOf(x, n, p);
  if (typeof found === "number") throw new SingularMatrixError(op, arg, `${arg} is singular${p === 0n ? "" : ` modulo ${p}`}, expected an invertible matrix`, found);
  return { columns: sparseRows(Array.from({ length: n }, (_, j) => Array.from({ length: n }, (_, i) => BigInt(x[i * n + j]!)))), inverse: sparseRows(found.adjugate), determinant: found.determinant };
}

/** L·M·R⁻¹ for the matrix M of n×m that a factor is. */
function between(x: Vec, left: Change, right: Change, m: number, p: bigint): Vec {
  const { determinant: d } = right, entries: [number, bigint][] = [];
  x.at.forEach((e, i) => {
    for (const [r, a] of left.columns[Math.floor(e / m)]!) for (const [c, b] of right.inverse[e % m]!) entries.push([r * m + c, a * b * x.n[i]!]);
  });
  // A denominator is kept positive.
  return vec(d < 0n ? entries.map(([e, y]) => [e, -y]) : entries, x.d * (d < 0n ? -d : d), p);
}

/** The same algorithm in other bases: u ← X·u·Y⁻¹, v ← Y·v·Z⁻¹, w ← Z·w·X⁻¹ for the factors of every term as matrices n×m, m×p, p×n.
 *
 *  Shapes    x n×n, y m×m, z p×p, row-major, of integers; over Z2 and Z3 they stand for their residues. Null where a coefficient of the result is not
 *            in the ring of s: not ternary over ZT, a fraction over Z (never if the determinants are ±1), past 32 bits. Over Q every invertible
 *            matrix will do.
 *  Effects   none. Terms keep their order.
 *  Cost      n³ + m³ + p³ in BigInts for the inverses, then x·y sums for every coefficient, with x and y the entries that are not 0 in a column of
 *            one matrix and a row of the inverse of another.
 *  Accuracy  exact, over every ring: a right scheme stays right.
 *  Throws    SingularMatrixError (over Z2 and Z3 modulo 2 and 3), DtypeError, ShapeError, UnsupportedError (structured), and as verify for what is no
 *            scheme.
 *  Source    de Groote 1978, "On varieties of optimal algorithms for the computation of bilinear mappings", Theor. Comput. Sci. 7.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), one = Int32Array.of(1, 0, 0, 1);
 *  const s = flip.sandwich(flip.standard(2, 2, 2), Int32Array.of(1, 1, 0, 1), one, one);
 *  console.log(s.u.subarray(16, 20), flip.verify(s).ok); // Int32Array [1, 0, 1, 0] true */
export function sandwich(s: Scheme, x: Int32Array, y: Int32Array, z: Int32Array): Scheme | null {
  const op = "flip.sandwich", from = general(op, "s", schemeOf(op, "s", s)), p = characteristic(from.ring), { shape } = from;
  const changes = [changeOf(op, "x", x, shape[0], p), changeOf(op, "y", y, shape[1], p), changeOf(op, "z", z, shape[2], p)] as const;
  return schemeFrom(from, termsOf(from).map((t) => t.map((f, i) => between(f, changes[i]!, changes[(i + 1) % 3]!, shape[(i + 1) % 3]!, p)) as Term));
}
