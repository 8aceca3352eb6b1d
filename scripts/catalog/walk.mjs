// A small flip-graph walk over two elements (Kauers & Moosbauer 2022; plus transitions: Arai, Ichikawa & Hukushima 2024).
// Factors are bit masks of up to 32 entries. Deterministic: the same seed walks the same way everywhere.

/** A counter through a 32-bit mixer: numbers below n. */
export function random(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return (((x ^ (x >>> 15)) >>> 0) * n / 4294967296) | 0;
  };
}

const bits = (x) => {
  x -= (x >>> 1) & 0x55555555;
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

class Walk {
  /** Terms of `start` are triples of masks. */
  constructor(start, seed) {
    const room = start.length + 16;
    this.next = random(seed);
    this.f = [0, 1, 2].map((i) => Int32Array.from({ length: room }, (_, t) => start[t]?.[i] ?? 0));
    this.rank = start.length;
    /** Pairs of terms that share a factor: position, one, other. */
    this.pairs = new Int32Array(3 * room * room / 2);
    this.recount();
  }

  recount() {
    const { f, rank, pairs } = this;
    let count = 0;
    for (let i = 0; i < 3; i++) for (let t = 1, x = f[i]; t < rank; t++) for (let s = 0; s < t; s++) if (x[s] === x[t]) pairs[count++] = i << 20 | s << 10 | t;
    this.count = count;
  }

  /** A factor has another value. */
  set(i, t, value) {
    const { pairs, rank } = this, x = this.f[i];
    let count = 0;
    for (let at = 0, end = this.count; at < end; at++) {
      const pair = pairs[at];
      pairs[count] = pair;
      count += +(pair >>> 20 !== i || ((pair >>> 10 & 1023) !== t && (pair & 1023) !== t));
    }
    x[t] = value;
    for (let s = 0; s < rank; s++) if (x[s] === value && s !== t) pairs[count++] = i << 20 | s << 10 | t;
    this.count = count;
  }

  drop(t) {
    const last = --this.rank;
    for (const x of this.f) x[t] = x[last];
    this.recount();
  }

  /** One flip; false where no two terms share a factor. */
  flip() {
    const { f, next, count } = this;
    if (count === 0) return false;
    const pair = this.pairs[next(count)], i = pair >>> 20, turn = next(4);
    const j = (i + 1 + (turn & 1)) % 3, k = (i + 2 - (turn & 1)) % 3;
    const t = turn & 2 ? pair & 1023 : pair >>> 10 & 1023, s = turn & 2 ? pair >>> 10 & 1023 : pair & 1023;
    const y = f[j][t] ^ f[j][s];
    if (y === 0) { // equal in two positions
      f[k][s] ^= f[k][t];
      this.drop(t);
      return true;
    }
    this.set(j, t, y);
    const z = f[k][s] ^ f[k][t];
    if (z === 0) { this.drop(s); return true; }
    this.set(k, s, z);
    if (!this.merge(j, t)) this.merge(k, s);
    return true;
  }

  /** Terms that agree with t in position i and in one more are one term. */
  merge(i, t) {
    const { f } = this, x = f[i], y = f[(i + 1) % 3], z = f[(i + 2) % 3];
    for (let s = 0; s < this.rank; s++) {
      if (s === t || x[s] !== x[t] || (y[s] !== y[t] && z[s] !== z[t])) continue;
      const sum = y[s] === y[t] ? z : y;
      sum[t] ^= sum[s];
      if (sum[t] === 0) { this.drop(Math.max(s, t)); this.drop(Math.min(s, t)); } else this.drop(s);
      return true;
    }
    return false;
  }

  /** a b c + a' b' c' = a (b + b') c + a b' (c + c') + (a + a') b' c', in a random order of the positions. */
  plus() {
    const { f, next, rank } = this, turn = next(3), x = f[turn], y = f[(turn + 1) % 3], z = f[(turn + 2) % 3];
    for (let tries = 0; tries < 100; tries++) {
      const s = next(rank), t = next(rank);
      if (x[s] === x[t] || y[s] === y[t] || z[s] === z[t]) continue;
      x[rank] = x[s] ^ x[t]; y[rank] = y[t]; z[rank] = z[t];
      y[s] ^= y[t];
      x[t] = x[s]; z[t] ^= z[s];
      this.rank++;
      this.recount();
      return;
    }
  }

  terms() { return Array.from({ length: this.rank }, (_, t) => this.f.map((x) => x[t])); }

  weight() {
    let sum = 0;
    for (const x of this.f) for (let t = 0; t < this.rank; t++) sum += bits(x[t]);
    return sum;
  }
}

/** Walks from `start` to `rank` and then on at that rank for `polish` flips. Schemes of that rank go to `accept(terms)`, which answers something
 *  or nothing, every `every` flips where they are lighter than what was accepted last; the last of its answers is the answer. */
export function search(start, { rank, seed, flips = 2e7, after = 3000, above = 3, polish = 300000, every = 2000 }, accept) {
  const walk = new Walk(start, seed);
  let best = walk.rank, since = 0, tried = -Infinity, lightest = Infinity, answer;
  for (let step = 0, left = flips; left > 0; step++, left--) {
    const moved = walk.flip();
    if (walk.rank < best) {
      best = walk.rank; since = 0;
      if (best <= rank) left = polish;
    }
    if (walk.rank <= rank && step - tried >= every && walk.weight() < lightest) {
      tried = step;
      const found = accept(walk.terms());
      if (found) { answer = found; lightest = walk.weight(); }
    }
    if (!moved || ++since >= after) {
      if (walk.rank < best + above) walk.plus();
      else if (!moved) break;
      since = 0;
    }
  }
  return answer;
}
