// How often each pair c·(x_i + ρ·x_j), i < j, stands in a set of linear forms, kept while pairs are replaced by new variables.
// A table by open addressing: pairs once seen keep their slot, and a table is copied to start over.

/** Where a pair is kept depends on its bits only. */
function hash(pair: number, ratio: number): number {
  const z = Math.imul(pair ^ Math.imul(pair / 0x100000000, 0x85ebca6b) ^ Math.imul(ratio * 5040, 0xc2b2ae35), 0x9e3779b9);
  return z ^ (z >>> 15);
}

export class Pairs {
  readonly counts: Int32Array;
  /** Slots of pairs that occur at least twice. */
  readonly live: Int32Array;
  size = 0;
  private readonly names: Float64Array;
  private readonly ratios: Float64Array;
  private readonly place: Int32Array;
  private readonly variables: number;

  /** Room for `most` different pairs of `variables` variables. */
  constructor(variables: number, most: number) {
    const slots = 2 ** Math.ceil(Math.log2(2 * most + 2));
    this.variables = variables;
    this.names = new Float64Array(slots).fill(-1);
    this.ratios = new Float64Array(slots);
    this.counts = new Int32Array(slots);
    this.place = new Int32Array(slots);
    this.live = new Int32Array(most + 1);
  }

  copy(from: Pairs): void {
    for (const field of ["names", "ratios", "counts", "place"] as const) this[field].set(from[field] as Float64Array & Int32Array);
    this.live.set(from.live.subarray(0, from.size));
    this.size = from.size;
  }

  /** The slot of a pair, taken for it if it has none. */
  slot(i: number, j: number, ratio: number): number {
    const { names, ratios } = this, name = i * this.variables + j, mask = names.length - 1;
    let s = hash(name, ratio) & mask;
    while (names[s]! >= 0 && (names[s] !== name || ratios[s] !== ratio)) s = (s + 1) & mask;
    if (names[s]! < 0) { names[s] = name; ratios[s] = ratio; }
    return s;
  }

  first(s: number): number { return Math.floor(this.names[s]! / this.variables); }
  second(s: number): number { return this.names[s]! % this.variables; }
  ratio(s: number): number { return this.ratios[s]!; }

  add(s: number): void {
    if (++this.counts[s]! !== 2) return;
    this.place[s] = this.size;
    this.live[this.size++] = s;
  }

  remove(s: number): void {
    if (--this.counts[s]! !== 1) return;
    const last = this.live[--this.size]!;
    this.live[this.place[s]!] = last;
    this.place[last] = this.place[s]!;
  }
}
