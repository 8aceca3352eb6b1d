// A scheme tried as its user means it, with nothing of the package: matrices of the kinds its target names, multiplied by rows and columns, against the
// scheme's products. Both are bilinear, so all pairs of unit parameters decide, in whole numbers over a common denominator.
import type { Scheme } from "lanewise";

type Matrix = readonly (readonly number[])[];
const packed = (n: number, i: number, j: number): number => i * n - (i * (i - 1)) / 2 + j - i;

/** The n×m matrix of a kind whose parameters are all 0 but one. */
function unit(letter: string, n: number, m: number, at: number): Matrix {
  const places: [number, number][] = [];
  for (let i = 0; i < n; i++) for (let j = letter === "g" ? 0 : letter === "k" ? i + 1 : i; j < m; j++) places.push([i, j]);
  const [i, j] = places[at] as [number, number], x = Array.from({ length: n }, () => new Array<number>(m).fill(0));
  if (letter === "l") x[j]![i] = 1; else x[i]![j] = 1;
  if (letter === "s") x[j]![i] = 1;
  if ((letter === "k" || letter === "w") && i !== j) x[j]![i] = -1;
  return x;
}

const transposed = (x: Matrix): Matrix => x[0]!.map((_, j) => x.map((row) => row[j]!));
const times = (a: Matrix, b: Matrix): Matrix => a.map((row) => b[0]!.map((_, k) => row.reduce((sum, x, j) => sum + x * b[j]![k]!, 0)));
const lcm = (x: ArrayLike<number>): bigint => { const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b)); return Array.from(x, BigInt).reduce((a, b) => (a / gcd(a, b)) * b, 1n); };

export function multiplies({ shape: [n, m, p], target = "gg", ring, rank, u, v, w, denominators: d }: Scheme): boolean {
  const gram = target[1] === "t", left = target[0]!, right = gram ? left : target[1]!, upper = gram || target.slice(0, 2) === "uu", modulus = ring === "Z2" ? 2n : ring === "Z3" ? 3n : 0n;
  const whole = (x: Int32Array, below: Int32Array | undefined, scale: bigint): bigint[] => Array.from(x, (y, i) => BigInt(y) * (scale / BigInt(below?.[i] ?? 1)));
  const scales = [d?.u, d?.v, d?.w].map((x) => lcm(x ?? [1])) as [bigint, bigint, bigint], U = whole(u, d?.u, scales[0]), V = whole(v, d?.v, scales[1]), W = whole(w, d?.w, scales[2]);
  const one = scales[0] * scales[1] * scales[2], [lu, lv, lw] = [u, v, w].map((x) => x.length / rank) as [number, number, number];
  for (let a = 0; a < lu; a++) for (let b = 0; b < lv; b++) {
    const A = unit(left, n, m, a), B = gram ? transposed(unit(right, n, m, b)) : unit(right, m, p, b), wanted = times(A, B), got = new Array<bigint>(lw).fill(0n);
    for (let q = 0; q < rank; q++) {
      const product = U[q * lu + a]! * V[q * lv + b]!;
      if (product !== 0n) for (let c = 0; c < lw; c++) got[c]! += product * W[q * lw + c]!;
    }
    for (let i = 0; i < n; i++) for (let k = upper ? i : 0; k < p; k++) {
      const out = (i === 0 && k === 0 && /[ac]$/.test(target.slice(2))) || (i === n - 1 && k === p - 1 && /[bc]$/.test(target.slice(2)));
      const off = got[upper ? packed(n, i, k) : target === "gg" ? k * n + i : i * p + k]! - (out ? 0n : BigInt(wanted[i]![k]!) * one);
      if (modulus === 0n ? off !== 0n : off % modulus !== 0n) return false;
    }
  }
  return true;
}
