// A second opinion on schemes that a search has found, besides flip.verify: all products written out over the tensor, by code that shares none with the package.
import { createHash } from 'node:crypto';
import { lengthsOf, tensorOf } from '../../scripts/catalog/targets.mjs';

const MODULUS = { Z2: 2, Z3: 3 };

/** Σ u⊗v⊗w equals the tensor in every entry, over the integers or modulo 2 or 3. */
export function expands({ shape, target, ring, rank, u, v, w }) {
  const [U, V, W] = lengthsOf(shape, target), left = tensorOf(shape, target), modulus = MODULUS[ring];
  if (u.length !== rank * U || v.length !== rank * V || w.length !== rank * W) return false;
  for (let q = 0; q < rank; q++) for (let a = 0; a < U; a++) {
    const x = u[q * U + a];
    if (x) for (let b = 0; b < V; b++) {
      const xy = x * v[q * V + b];
      if (xy) for (let c = 0, at = (a * V + b) * W; c < W; c++) left[at + c] -= xy * w[q * W + c];
    }
  }
  return left.every((x) => (modulus ? x % modulus : x) === 0);
}

/** Throws unless both ways agree that it multiplies, and in the ring that was asked for. */
export function right(k, s, what) {
  if (!k.flip.verify(s).ok) throw new Error(`wrong answer: ${what}, by flip.verify`);
  if (!expands(s)) throw new Error(`wrong answer: ${what}, written out`);
  return s;
}

/** A scheme over Z2 from [[u, v, w], …] in bit masks, as programs print them. */
export function ofMasks(shape, terms) {
  const of = (f, length) => Int32Array.from({ length: terms.length * length }, (_, i) => Number(BigInt(terms[Math.floor(i / length)][f]) >> BigInt(i % length) & 1n));
  const [U, V, W] = lengthsOf(shape);
  return { shape, ring: 'Z2', rank: terms.length, u: of(0, U), v: of(1, V), w: of(2, W) };
}

/** Sixteen digits that tell schemes apart. */
export function digest({ shape, target = '', ring, u, v, w }) {
  const hash = createHash('sha256').update(`${shape} ${target} ${ring}`);
  for (const x of [u, v, w]) hash.update(Int8Array.from(x));
  return hash.digest('hex').slice(0, 16);
}
