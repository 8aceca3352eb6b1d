// Signs for a scheme over two elements, so that it holds over the integers: with every nonzero coefficient ±1, one step of Hensel's lifting
// (mod 2 → mod 4) is a linear system over two elements whose unknowns are the signs. It is tried, and what comes out is checked exactly.

/** Schemes here are `{shape, target?, rank, u, v, w}` with arrays of −1, 0, 1, row-major by terms. */
export function expand({ rank, u, v, w }, lengths) {
  const [U, V, W] = lengths, sums = new Int32Array(U * V * W);
  for (let q = 0; q < rank; q++) for (let a = 0; a < U; a++) {
    const x = u[q * U + a];
    if (x) for (let b = 0; b < V; b++) {
      const y = x * v[q * V + b];
      if (y) for (let c = 0; c < W; c++) sums[(a * V + b) * W + c] += y * w[q * W + c];
    }
  }
  return sums;
}

/** Masks of a term per position → rows of 0 and 1. */
function rows(terms, position, length) {
  return terms.flatMap((t) => Array.from({ length }, (_, i) => (t[position] >>> i) & 1));
}

/** One solution of rows·x = right over two elements (free unknowns 0), rows as arrays of 32-bit words with the right side in the last bit; or undefined. */
function solve(equations, unknowns) {
  const pivots = [];
  let rest = equations;
  for (let x = 0; x < unknowns; x++) {
    const word = x >>> 5, bit = 1 << (x & 31), at = rest.findIndex((row) => row[word] & bit);
    if (at < 0) continue;
    const pivot = rest[at];
    rest[at] = rest.at(-1);
    rest.pop();
    for (const row of rest) if (row[word] & bit) for (let i = word; i < row.length; i++) row[i] ^= pivot[i];
    pivots.push({ x, pivot });
  }
  const right = (row) => (row[unknowns >>> 5] >>> (unknowns & 31)) & 1;
  if (rest.some(right)) return undefined;
  const solution = new Uint8Array(unknowns);
  for (const { x, pivot } of pivots.reverse()) {
    let value = right(pivot);
    for (let y = x + 1; y < unknowns; y++) value ^= (pivot[y >>> 5] >>> (y & 31)) & solution[y] & 1;
    solution[x] = value;
  }
  return solution;
}

/** The scheme with signs, or undefined where there are none of this kind. `tensor`: the wanted sums. */
export function signed(terms, lengths, tensor) {
  const [U, V, W] = lengths, rank = terms.length;
  const parts = lengths.map((length, i) => rows(terms, i, length));
  const [u, v, w] = parts;
  // unknown numbers of the nonzero coefficients
  let unknowns = 0;
  const number = parts.map((x) => x.map((y) => (y ? unknowns++ : -1)));
  const words = (unknowns >>> 5) + 1, equations = new Map();
  for (let q = 0; q < rank; q++) for (let a = 0; a < U; a++) if (u[q * U + a]) for (let b = 0; b < V; b++) if (v[q * V + b]) for (let c = 0; c < W; c++) if (w[q * W + c]) {
    const e = (a * V + b) * W + c;
    let row = equations.get(e);
    if (!row) equations.set(e, row = { sum: 0, bits: new Int32Array(words) });
    row.sum++;
    for (const x of [number[0][q * U + a], number[1][q * V + b], number[2][q * W + c]]) row.bits[x >>> 5] ^= 1 << (x & 31);
  }
  // Σ (−1)^(signs) = wanted: mod 4, the number of minus signs is (terms − wanted)/2 mod 2
  const system = [];
  for (const [e, { sum, bits }] of equations) {
    const half = (sum - tensor[e]) / 2;
    if (!Number.isInteger(half)) return undefined;
    if (half & 1) bits[unknowns >>> 5] ^= 1 << (unknowns & 31);
    system.push(bits);
  }
  const minus = solve(system, unknowns);
  if (!minus) return undefined;
  const sign = (x, i) => Int32Array.from(x, (y, at) => (y ? 1 - 2 * minus[number[i][at]] : 0));
  const scheme = normal({ rank, u: sign(u, 0), v: sign(v, 1), w: sign(w, 2) }, lengths);
  const sums = expand(scheme, lengths);
  return sums.every((x, e) => x === tensor[e]) ? scheme : undefined;
}

/** The first nonzero coefficient of every u and v positive, terms in the order of their coefficients: one scheme of many that are the same. */
export function normal({ rank, u, v, w }, [U, V, W]) {
  const terms = Array.from({ length: rank }, (_, q) => {
    const t = [u.slice(q * U, q * U + U), v.slice(q * V, q * V + V), w.slice(q * W, q * W + W)];
    for (const i of [0, 1]) if (t[i].find((x) => x !== 0) < 0) for (const x of [t[i], t[2]]) x.forEach((y, at) => { x[at] = y === 0 ? 0 : -y; });
    return t;
  });
  const key = (t) => t.map((x) => Array.from(x, (y) => (y + 3) % 3).join("")).join("");
  terms.sort((s, t) => (key(s) < key(t) ? 1 : -1));
  return { rank, u: Int32Array.from(terms.flatMap((t) => [...t[0]])), v: Int32Array.from(terms.flatMap((t) => [...t[1]])), w: Int32Array.from(terms.flatMap((t) => [...t[2]])) };
}
