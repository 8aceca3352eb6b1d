// Finds structured schemes and prints them as JSON: node scripts/structured.mjs TARGET N RANK [SEED] [LIMIT, flips before a plus]
// A flip-graph walk over F2 (Kauers & Moosbauer 2022) with plus transitions (Arai, Ichikawa & Hukushima 2024) from one term per nonzero, then signs by
// linear algebra (the first Hensel step with zeros kept). Among schemes of the rank wanted, by annealing over flips and changes of basis: as many terms as
// possible whose left factor has diagonal entries only (those products keep the structure, so a block recursion saves on them), and few nonzeros.
// Same arguments, same scheme. X·Yᵀ ("gt") is upper·general ("ug") with the three modes turned: u, v, w of the one are w, v, u of the other.
import { pathToFileURL } from "node:url";

const packed = (n, i, j) => (i * (2 * n - i - 1)) / 2 + j;
/** Index of entry (i, j) of a matrix of a kind, or −1; over F2 signs do not matter, so k and w are as their symmetric counterparts. */
function parameter(letter, n, i, j) {
  if (letter === "g") return i * n + j;
  if ((letter === "u" && i > j) || (letter === "l" && i < j) || (letter === "k" && i === j)) return -1;
  const x = Math.min(i, j), y = Math.max(i, j);
  return letter === "k" ? packed(n, x, y) - x - 1 : packed(n, x, y);
}
const sign = (letter, i, j) => (i > j && (letter === "k" || letter === "w") ? -1 : 1);
const entries = (letter, n) => (letter === "g" ? n * n : letter === "k" ? (n * (n - 1)) / 2 : (n * (n + 1)) / 2);

/** Nonzeros [a, b, c, value] of a target, C row-major (packed upper for xt and uu), and the lengths of the factors. */
export function tensor(target, n) {
  const left = target[0], gram = target[1] === "t", right = gram ? left : target[1], upper = gram || target === "uu", list = [];
  for (let i = 0; i < n; i++) for (let k = upper ? i : 0; k < n; k++) for (let j = 0; j < n; j++) {
    const [r, s] = gram ? [k, j] : [j, k];
    const a = parameter(left, n, i, j), b = parameter(right, n, r, s);
    if (a >= 0 && b >= 0) list.push([a, b, upper ? packed(n, i, k) : i * n + k, sign(left, i, j) * sign(right, r, s)]);
  }
  return { nonzeros: list, lengths: [entries(left, n), entries(right, n), upper ? entries("u", n) : n * n] };
}

/** Whole numbers below a bound from a seed: xorshift on 32 bits. */
export function generator(seed) {
  let x = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return (bound) => {
    x ^= x << 13; x ^= x >>> 17; x ^= x << 5;
    return ((x >>> 0) * bound) / 4294967296 | 0;
  };
}

export function popcount(x) {
  let n = 0;
  for (; x !== 0; x &= x - 1) n++;
  return n;
}

/** A scheme over F2 as three lists of bit masks, changed in place, and the list of pairs of terms that share a factor. */
export class Walk {
  constructor(nonzeros, random) {
    this.random = random;
    this.pairs = new Int32Array(3 << 12);
    this.factors = [0, 1, 2].map((p) => Int32Array.from({ length: 64 }, (_, q) => (q < nonzeros.length ? 1 << nonzeros[q][p] : 0)));
    this.rank = nonzeros.length;
    this.recount();
  }

  save() { return this.factors.map((x) => x.slice(0, this.rank)); }
  restore(saved) { this.rank = saved[0].length; saved.forEach((x, p) => this.factors[p].set(x)); this.recount(); }

  recount() {
    this.count = 0;
    for (let p = 0; p < 3; p++) for (let s = 0; s < this.rank; s++) for (let t = s + 1; t < this.rank; t++) {
      if (this.factors[p][s] === this.factors[p][t]) this.pairs[this.count++] = (p << 12) | (s << 6) | t;
    }
  }

  /** Pairs of a factor that has changed, made anew. True if the term now agrees with another in two places. */
  changed(p, q) {
    const { factors, pairs } = this, x = factors[p], y = factors[(p + 1) % 3], z = factors[(p + 2) % 3], value = x[q];
    let n = 0, meets = value === 0;
    for (let i = 0; i < this.count; i++) {
      const e = pairs[i];
      if (e >> 12 !== p || (((e >> 6) & 63) !== q && (e & 63) !== q)) pairs[n++] = e;
    }
    for (let t = 0; t < this.rank; t++) {
      if (x[t] !== value || t === q) continue;
      pairs[n++] = (p << 12) | (t << 6) | q;
      if (y[t] === y[q] || z[t] === z[q]) meets = true;
    }
    this.count = n;
    return meets;
  }

  drop(q) {
    const last = --this.rank;
    for (const x of this.factors) x[q] = x[last];
  }

  /** One reduction: a zero factor, or two terms that agree in two places. */
  reduced() {
    const [u, v, w] = this.factors;
    for (let s = 0; s < this.rank; s++) {
      if (u[s] === 0 || v[s] === 0 || w[s] === 0) { this.drop(s); return true; }
      for (let t = 0; t < s; t++) {
        const a = u[t] === u[s], b = v[t] === v[s], c = w[t] === w[s];
        if (a + b + c < 2) continue;
        if (!a) u[t] ^= u[s]; else if (!b) v[t] ^= v[s]; else w[t] ^= w[s];
        this.drop(s);
        return true;
      }
    }
    return false;
  }

  /** One flip of a random pair; false if no two terms share a factor. */
  flip() {
    if (this.count === 0) return false;
    const { factors, random } = this, e = this.pairs[random(this.count)], turn = random(4), p = e >> 12;
    const s = turn & 1 ? e & 63 : (e >> 6) & 63, t = turn & 1 ? (e >> 6) & 63 : e & 63;
    const i = turn & 2 ? (p + 1) % 3 : (p + 2) % 3, j = 3 - p - i;
    factors[i][s] ^= factors[i][t];
    factors[j][t] ^= factors[j][s];
    const first = this.changed(i, s), second = this.changed(j, t);
    if (first || second) {
      while (this.reduced());
      this.recount();
    }
    return true;
  }

  /** a1 b1 c1 + a2 b2 c2 = a1 (b1 + b2) c1 + a1 b2 (c1 + c2) + (a1 + a2) b2 c2, turned at random. */
  plus() {
    const { random, factors } = this;
    for (let trial = 0; trial < 1000; trial++) {
      const s = random(this.rank), t = random(this.rank);
      if (s === t || factors.some((x) => x[s] === x[t])) continue;
      const turn = random(3), [a, b, c] = [0, 1, 2].map((p) => factors[(p + turn) % 3]), q = this.rank++;
      a[q] = a[s]; b[q] = b[t]; c[q] = c[s] ^ c[t];
      b[s] ^= b[t]; a[t] ^= a[s];
      break;
    }
    while (this.reduced());
    this.recount();
  }
}

/** Signs (a scheme over Z with coefficients −1, 0, 1) of a scheme over F2, or null: modulo 4, with zeros kept, the signs solve linear equations over F2. */
export function signs({ nonzeros, lengths }, factors) {
  const rank = factors[0].length, unknown = new Map(), key = (p, q, i) => (p * 64 + q) * 32 + i;
  const bits = factors.map((x) => Array.from(x, (mask) => Array.from({ length: 31 }, (_, i) => i).filter((i) => (mask >> i) & 1)));
  bits.forEach((terms, p) => terms.forEach((list, q) => list.forEach((i, first) => { if (p === 2 || first > 0) unknown.set(key(p, q, i), unknown.size); })));
  const equations = new Map(), wanted = new Map(nonzeros.map(([a, b, c, value]) => [(a * lengths[1] + b) * lengths[2] + c, value]));
  for (let q = 0; q < rank; q++) for (const a of bits[0][q]) for (const b of bits[1][q]) for (const c of bits[2][q]) {
    const at = (a * lengths[1] + b) * lengths[2] + c, e = equations.get(at) ?? { row: 0n, terms: 0 };
    for (const name of [key(0, q, a), key(1, q, b), key(2, q, c)]) if (unknown.has(name)) e.row ^= 1n << BigInt(unknown.get(name));
    e.terms++;
    equations.set(at, e);
  }
  const last = BigInt(unknown.size), pivots = [];
  for (const [at, { row, terms }] of equations) {
    let x = row ^ (BigInt(((terms - (wanted.get(at) ?? 0)) >> 1) & 1) << last);
    for (const { bit, row: pivot } of pivots) if ((x >> bit) & 1n) x ^= pivot;
    if (x === 0n) continue;
    let bit = 0n;
    while (!((x >> bit) & 1n)) bit++;
    if (bit === last) return null;
    pivots.push({ bit, row: x });
  }
  const minus = new Uint8Array(unknown.size);
  for (const { bit, row } of pivots.reverse()) {
    let parity = Number((row >> last) & 1n);
    for (let i = 0; i < unknown.size; i++) if (BigInt(i) !== bit && (row >> BigInt(i)) & 1n) parity ^= minus[i];
    minus[Number(bit)] = parity;
  }
  return bits.map((terms, p) => terms.flatMap((list, q) => {
    const row = new Array(lengths[p]).fill(0);
    for (const i of list) row[i] = minus[unknown.get(key(p, q, i)) ?? -1] ? -1 : 1;
    return row;
  }));
}

/** Exact: the terms sum up to the target and to nothing else. */
export function right({ nonzeros, lengths }, [u, v, w]) {
  const [nu, nv, nw] = lengths, sum = new Int32Array(nu * nv * nw);
  for (let q = 0; q < u.length / nu; q++) for (let a = 0; a < nu; a++) for (let b = 0; u[q * nu + a] && b < nv; b++) for (let c = 0; v[q * nv + b] && c < nw; c++) {
    sum[(a * nv + b) * nw + c] += u[q * nu + a] * v[q * nv + b] * w[q * nw + c];
  }
  for (const [a, b, c, value] of nonzeros) sum[(a * nv + b) * nw + c] -= value;
  return sum.every((x) => x === 0);
}

/** Additions of one bit to another in a factor, [factor, from, to], that together change a basis and keep the target: of the rows of A and C, of the
 *  inner dimension, and of the columns of B and C. Only "ug" has its own list; it is where schemes of one rank differ most in cost. */
function changes(target, n) {
  if (target !== "ug") return [];
  const list = [], rest = (from) => Array.from({ length: n - from }, (_, i) => from + i), all = rest(0);
  for (const s of all) for (const t of all) {
    if (s === t) continue;
    list.push(all.flatMap((i) => [[1, i * n + t, i * n + s], [2, i * n + s, i * n + t]]));
    if (s > t) continue;
    list.push([...all.slice(0, s + 1).map((i) => [0, packed(n, i, t), packed(n, i, s)]), ...all.map((k) => [1, s * n + k, t * n + k])]);
    list.push([...rest(t).map((j) => [0, packed(n, s, j), packed(n, t, j)]), ...all.map((k) => [2, t * n + k, s * n + k])]);
  }
  return list;
}

/** Walks from one term per nonzero until the rank is reached; null after too many flips. */
function descend(walk, rank, limit, flips) {
  for (let i = 0, last = 0, best = walk.rank; i < flips; i++) {
    const before = walk.rank;
    if (!walk.flip()) walk.plus();
    if (walk.rank < before) last = i;
    best = Math.min(best, walk.rank);
    if (walk.rank <= rank) return walk;
    if (i - last <= limit) continue;
    if (walk.rank < best + 2) walk.plus();
    last = i;
  }
  return null;
}

/** Anneals flips and changes of basis at constant rank: [cost, terms with a diagonal left factor, nonzeros, factors] of the best scheme met. */
function anneal(walk, target, n, steps) {
  const { random, factors, rank } = walk, moves = changes(target, n);
  const diagonal = target[0] === "g" ? 0 : Array.from({ length: n }, (_, i) => 1 << packed(n, i, i)).reduce((x, y) => x | y);
  const rate = () => {
    let kept = 0, nonzeros = 0;
    for (let q = 0; q < rank; q++) {
      if ((factors[0][q] & ~diagonal) === 0) kept++;
      for (const x of factors) nonzeros += popcount(x[q]);
    }
    return [nonzeros - 25 * kept, kept, nonzeros];
  };
  let now = rate(), best = [...now, walk.save()];
  for (let i = 0; i < steps; i++) {
    const before = walk.save();
    if (moves.length > 0 && random(3) === 0) {
      for (const [p, from, to] of moves[random(moves.length)]) for (let q = 0, x = factors[p]; q < rank; q++) x[q] ^= ((x[q] >> from) & 1) << to;
      walk.recount();
    } else walk.flip();
    const then = rate();
    // Compared as whole numbers of 2^-20, so that every engine decides alike.
    const worse = (then[0] - now[0]) / (12 * (1 - i / steps) + 0.3);
    if (walk.rank === rank && (worse <= 0 || random(1 << 20) < (1 << 20) / (1 + worse + worse * worse / 2 + worse * worse * worse / 6))) {
      now = then;
      if (now[0] < best[0]) best = [...now, walk.save()];
    } else walk.restore(before);
  }
  return best;
}

/** The scheme for the upper triangle of X·Yᵀ that a scheme for upper·general is. */
export function turned({ u, v, w, ...rest }) { return { ...rest, target: "gt", u: w, v, w: u }; }

/** The first scheme over Z that a seed and those after it lead to. */
export function find(target, n, rank, seed = 1, limit = 50000) {
  const T = tensor(target, n);
  for (;; seed++) {
    const walk = descend(new Walk(T.nonzeros, generator(seed)), rank, limit, 2e7);
    if (walk === null) continue;
    const [, diagonal, nonzeros, factors] = anneal(walk, target, n, 200000), found = signs(T, factors);
    if (found === null || !right(T, found)) continue;
    const [u, v, w] = found;
    return { target, n, ring: "ZT", rank, u, v, w, diagonal, nonzeros, seed };
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [target, n, rank, seed, limit] = process.argv.slice(2).map((x, i) => (i === 0 ? x : Number(x)));
  const found = target === "gt" ? turned(find("ug", n, rank, seed, limit)) : find(target, n, rank, seed, limit);
  if (target === "gt" && !right(tensor("gt", n), [found.u, found.v, found.w])) throw new Error("the turned scheme is wrong");
  console.log(JSON.stringify(found));
}
