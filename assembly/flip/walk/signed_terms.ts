// Terms over Z3 and ZT while a walk runs: every factor has its lowest nonzero entry positive, the sign of a term stands beside it. So factors that
// agree up to sign are equal, in all three positions alike.
// Tags: R is u8 for ZT, u16 for Z3; sizeof<W>() is the words of a plane.
// A node is a factor of a term: its planes of values and signs, then what links it to others. Pointers are to nodes.

/** The other factors of the term. */
export const Y: usize = 0;
export const Z: usize = 4;
/** The ring of nodes with the same factor in the same position. */
export const NEXT: usize = 8;
export const PREVIOUS: usize = 12;
/** Where it stands in the list of nodes that have company. */
export const PLACE: usize = 16;
/** The sign of the term: all bits of a u64. */
export const SIGN: usize = 20;
/** The next node in the chain of its hash, and where the pointer to this one is. */
export const LINK: usize = 24;
export const BACK: usize = 28;
/** The heads of the chains of its position. */
export const HEAD: usize = 32;

// @ts-ignore: decorator
@inline export function planeBytes<W>(): usize { return sizeof<W>() << 3; }
// @ts-ignore: decorator
@inline export function meta<W>(): usize { return planeBytes<W>() << 1; }
// @ts-ignore: decorator
@inline export function nodeBytes<W>(): usize { return sizeof<W>() == 1 ? 64 : 128; }
/** Terms of a class that a general reduction looks at. */
export const MOST: i32 = 64;
/** A row of its elimination: a factor, then the values and signs of the relation it came by. */
// @ts-ignore: decorator
@inline export function rowBytes<W>(): usize { return meta<W>() + 16; }
// @ts-ignore: decorator
@inline export function link<W>(node: usize, what: usize): usize { return load<u32>(node + meta<W>() + what); }
// @ts-ignore: decorator
@inline export function setLink<W>(node: usize, what: usize, to: usize): void { store<u32>(node + meta<W>() + what, <u32>to); }

/** Nonzero where a + b leaves ZT; with m = −1, where a − b does. Never over Z3. */
export function clash<R, W>(a: usize, b: usize, m: u64): u64 {
  const plane = planeBytes<W>();
  let bad: u64 = 0;
  if (sizeof<R>() == 1) for (let i: usize = 0; i < plane; i += 8) bad |= (load<u64>(a + i + plane) ^ load<u64>(b + i + plane) ^ ~m) & load<u64>(a + i) & load<u64>(b + i);
  return bad;
}

/** The nonzero entries of a + b, and of those the negative ones, a word of each plane: entries do not clash. */
// @ts-ignore: decorator
@inline export function sumValues<R>(av: u64, as: u64, bv: u64, bs: u64): u64 {
  return sizeof<R>() == 1 ? av ^ bv : (av ^ bv) | (av & bv & ~(as ^ bs));
}
// @ts-ignore: decorator
@inline export function sumSigns<R>(av: u64, as: u64, bv: u64, bs: u64, v: u64): u64 {
  return (sizeof<R>() == 1 ? as | bs : (as | bs) ^ (av & bv)) & v;
}
/** −1 where the lowest nonzero entry is negative. */
// @ts-ignore: decorator
@inline export function negative(v: u64, s: u64): u64 { return 0 - <u64>((s & v & (0 - v)) != 0); }

/** a += b, or a −= b for m = −1, for what does not clash; a is given its positive form. −1 if its sign changed for that. */
export function accumulate<R, W>(a: usize, b: usize, m: u64): u64 {
  const plane = planeBytes<W>();
  for (let i: usize = 0; i < plane; i += 8) {
    const av = load<u64>(a + i), as = load<u64>(a + i + plane), bv = load<u64>(b + i), bs = load<u64>(b + i + plane) ^ (bv & m), v = sumValues<R>(av, as, bv, bs);
    store<u64>(a + i, v);
    store<u64>(a + i + plane, sumSigns<R>(av, as, bv, bs, v));
  }
  return positive<W>(a);
}

/** Gives a factor its positive form; −1 if its sign changed. */
export function positive<W>(a: usize): u64 {
  const plane = planeBytes<W>();
  let i: usize = 0;
  while (i + 8 < plane && load<u64>(a + i) == 0) i += 8;
  const turn = negative(load<u64>(a + i), load<u64>(a + i + plane));
  for (let j: usize = 0; j < plane; j += 8) store<u64>(a + j + plane, load<u64>(a + j + plane) ^ (load<u64>(a + j) & turn));
  return turn;
}

// @ts-ignore: decorator
@inline export function same<W>(a: usize, b: usize): bool {
  if (sizeof<W>() == 1) return ((load<u64>(a) ^ load<u64>(b)) | (load<u64>(a + 8) ^ load<u64>(b + 8))) == 0;
  let other: u64 = 0;
  for (let i: usize = 0; i < meta<W>(); i += 8) other |= load<u64>(a + i) ^ load<u64>(b + i);
  return other == 0;
}

// @ts-ignore: decorator
@inline export function zero<W>(a: usize): bool {
  if (sizeof<W>() == 1) return load<u64>(a) == 0;
  let any: u64 = 0;
  for (let i: usize = 0; i < planeBytes<W>(); i += 8) any |= load<u64>(a + i);
  return any == 0;
}

/** 64 bits of a factor; the higher, the better mixed. */
// @ts-ignore: decorator
@inline export function hashWord(v: u64, s: u64): u64 { return v * 0x9e3779b97f4a7c15 + s * 0xd6e8feb86659fd93; }
// @ts-ignore: decorator
@inline export function hash<W>(a: usize): u64 {
  if (sizeof<W>() == 1) return hashWord(load<u64>(a), load<u64>(a + 8));
  let h: u64 = 0;
  for (let i: usize = 0; i < meta<W>(); i += 8) h = (h ^ (h >> 32) ^ load<u64>(a + i)) * 0x9e3779b97f4a7c15;
  return h;
}

export function copyFactor<W>(to: usize, from: usize): void {
  for (let i: usize = 0; i < meta<W>(); i += 8) store<u64>(to + i, load<u64>(from + i));
}
