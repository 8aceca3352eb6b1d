// Inverses of integer matrices without fractions.

interface Inverse { readonly adjugate: readonly (readonly bigint[])[]; readonly determinant: bigint }

/** X·adjugate = determinant·I by elimination of [X | I]; or, as a number, the first column without a pivot. Over the integers every division is
 *  exact (Bareiss 1968, Math. Comp. 22). Modulo p = 2 or 3, where a pivot is its own inverse, the determinant is made 1. */
export function inverseOf(x: ArrayLike<number>, n: number, p: bigint): Inverse | number {
  const residue = (y: bigint): bigint => (p === 0n ? y : ((y % p) + p) % p);
  const rows = Array.from({ length: n }, (_, i) => Array.from({ length: 2 * n }, (_, j) => (j < n ? residue(BigInt(x[i * n + j]!)) : j === n + i ? 1n : 0n)));
  let last = 1n;
  for (let k = 0; k < n; k++) {
    const at = rows.findIndex((row, i) => i >= k && row[k] !== 0n);
    if (at < 0) return k;
    // A swap with one sign changed keeps the determinant.
    if (at !== k) { const row = rows[k]!.map((y) => residue(-y)); rows[k] = rows[at]!; rows[at] = row; }
    const pivot = p === 0n ? rows[k]! : rows[k]!.map((y) => residue(y * rows[k]![k]!)), lead = pivot[k]!;
    rows[k] = pivot;
    for (const [i, row] of rows.entries()) if (i !== k) {
      const f = row[k]!;
      for (let j = 0; j < 2 * n; j++) row[j] = residue((lead * row[j]! - f * pivot[j]!) / last);
    }
    last = lead;
  }
  return { adjugate: rows.map((row) => row.slice(n)), determinant: last };
}
