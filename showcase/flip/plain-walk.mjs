// A walk on the flip graph over two elements in plain JavaScript, made as the kernels are: factors are bit masks, equal ones hang together in rings,
// so that a flip takes a few steps whatever the rank. For factors of up to 16 entries.

/** A counter through a 32-bit mixer: numbers below n. */
function draws(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return (((x ^ (x >>> 15)) >>> 0) * n / 4294967296) | 0;
  };
}

const masks = (factor, length, rank) => Int32Array.from({ length: rank }, (_, t) => factor.subarray(t * length, (t + 1) * length).reduce((mask, x, i) => mask | (x & 1) << i, 0));

export class PlainWalk {
  /** `scheme` is read modulo 2. */
  constructor({ shape: [n, m, p], rank, u, v, w }, seed) {
    this.room = rank + 4;
    this.bits = Math.max(n * m, m * p, p * n);
    this.below = draws(seed);
    /** Factor `position·room + term`: its value, its neighbours in the ring of equals, its place among those that have any. */
    this.value = new Int32Array(3 * this.room);
    this.after = new Int32Array(3 * this.room);
    this.before = new Int32Array(3 * this.room);
    this.place = new Int32Array(3 * this.room).fill(-1);
    this.paired = new Int32Array(3 * this.room);
    this.pairs = 0;
    /** Any factor of a value at a position, or −1. */
    this.ring = new Int32Array(3 << this.bits).fill(-1);
    this.rank = 0;
    const [a, b, c] = [masks(u, n * m, rank), masks(v, m * p, rank), masks(w, p * n, rank)];
    for (let t = 0; t < rank; t++) this.add(a[t], b[t], c[t]);
  }

  add(a, b, c) {
    const t = this.rank++;
    this.hang(t, 0, a);
    this.hang(this.room + t, 1, b);
    this.hang(2 * this.room + t, 2, c);
  }

  list(x) { this.place[x] = this.pairs; this.paired[this.pairs++] = x; }

  unlist(x) {
    const at = this.place[x], last = this.paired[--this.pairs];
    this.paired[at] = last;
    this.place[last] = at;
    this.place[x] = -1;
  }

  hang(x, position, value) {
    const { after, before, ring } = this, key = position << this.bits | value, y = ring[key];
    this.value[x] = value;
    ring[key] = x;
    if (y < 0) { after[x] = before[x] = x; return; }
    const z = after[y];
    if (z === y) this.list(y);
    after[y] = x; before[x] = y; after[x] = z; before[z] = x;
    this.list(x);
  }

  take(x, position) {
    const { after, before, ring } = this, key = position << this.bits | this.value[x], y = after[x], z = before[x];
    if (y === x) { ring[key] = -1; return; }
    after[z] = y; before[y] = z;
    ring[key] = y;
    this.unlist(x);
    if (y === z) this.unlist(y);
  }

  drop(t) {
    const { room } = this, last = --this.rank;
    for (let i = 0; i < 3; i++) {
      this.take(i * room + t, i);
      if (t === last) continue;
      const value = this.value[i * room + last];
      this.take(i * room + last, i);
      this.hang(i * room + t, i, value);
    }
  }

  set(x, position, value) { this.take(x, position); this.hang(x, position, value); }

  /** One flip; false where no two terms share a factor. */
  flip() {
    const { room, value, below, pairs } = this;
    if (pairs === 0) return false;
    const x = this.paired[below(pairs)], i = x < room ? 0 : x < 2 * room ? 1 : 2, turn = below(2), j = (i + 1 + turn) % 3, k = (i + 2 - turn) % 3;
    let y = this.after[x], others = 1;
    // Any of the ring but x, each as likely.
    for (let z = this.after[y]; z !== x; z = this.after[z]) if (below(++others) === 0) y = z;
    const s = x - i * room, t = y - i * room, a = value[j * room + s] ^ value[j * room + t], b = value[k * room + t] ^ value[k * room + s];
    if (a === 0) { // equal in two positions
      this.set(k * room + t, k, b);
      this.drop(s);
      if (b === 0) this.drop(t < this.rank ? t : s);
      return true;
    }
    this.set(j * room + s, j, a);
    if (b === 0) { this.drop(t); return true; }
    this.set(k * room + t, k, b);
    if (!this.merge(s, j)) this.merge(t, k);
    return true;
  }

  /** A term that agrees with t at this position and another becomes one with it. */
  merge(t, position) {
    const { room, value } = this, x = position * room + t, j = (position + 1) % 3, k = (position + 2) % 3;
    for (let y = this.after[x]; y !== x; y = this.after[y]) {
      const s = y - position * room, same = value[j * room + s] === value[j * room + t] ? j : value[k * room + s] === value[k * room + t] ? k : -1;
      if (same < 0) continue;
      const sum = same === j ? k : j, c = value[sum * room + s] ^ value[sum * room + t];
      this.set(sum * room + t, sum, c);
      this.drop(s);
      if (c === 0) this.drop(t < this.rank ? t : s);
      return true;
    }
    return false;
  }

  /** a b c + d e f = a (b + e) c + a e (c + f) + (a + d) e f. */
  plus() {
    const { room, value, below, rank } = this;
    for (let tries = 0; tries < 100; tries++) {
      const s = below(rank), t = below(rank), [a, b, c, d, e, f] = [s, t].flatMap((x) => [value[x], value[room + x], value[2 * room + x]]);
      if (a === d || b === e || c === f) continue;
      this.set(room + s, 1, b ^ e);
      this.set(t, 0, a);
      this.set(2 * room + t, 2, c ^ f);
      this.add(a ^ d, e, f);
      return;
    }
  }

  /** Flips until the rank is reached or there are no more; answers how many there were. */
  walk(rank, flips, patience = 20000) {
    let best = this.rank, since = 0, made = 0;
    for (; made < flips && this.rank > rank; made++) {
      const moved = this.flip();
      if (this.rank < best) { best = this.rank; since = 0; }
      if (!moved || ++since > patience) { if (this.rank < best + 2) this.plus(); else if (!moved) break; since = 0; }
    }
    return made;
  }

  /** The terms as a scheme over two elements. */
  scheme([n, m, p]) {
    const read = (position, length) => Int32Array.from({ length: length * this.rank }, (_, e) => this.value[position * this.room + Math.floor(e / length)] >> e % length & 1);
    return { shape: [n, m, p], ring: 'Z2', rank: this.rank, u: read(0, n * m), v: read(1, m * p), w: read(2, p * n) };
  }
}
