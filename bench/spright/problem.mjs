// Random sparse spectra: K of 2^n indices, drawn evenly without replacement, with coefficients ±1; x[m] = Σ X[k]·(−1)^⟨k,m⟩ + σ·w[m], w white and normal.
import { bitsAt, normalAt, streamOf } from './random.mjs';

const SUPPORT = 0;
const SIGNS = 1;
const NOISE = 2;

/** SNR = Kρ²/σ²: power of a sample without noise over that of the noise. ρ is 1. */
export const sigmaFor = (sparsity, snr) => (snr === Infinity ? 0 : Math.sqrt(sparsity / 10 ** (snr / 10)));

/** {n, indices (ascending), values, sigma, query}; n ≤ 30. */
export function problem({ n, sparsity, snr = Infinity, seed }) {
  const stream = streamOf(seed, SUPPORT);
  const drawn = new Set();
  for (let i = 0; drawn.size < sparsity; i++) drawn.add(bitsAt(stream, i) >>> (32 - n));
  const indices = Uint32Array.from(drawn).sort();
  const signs = streamOf(seed, SIGNS);
  const values = Float64Array.from(indices, (_, i) => (bitsAt(signs, i) & 1 ? -1 : 1));
  const sigma = sigmaFor(sparsity, snr);
  return { n, indices, values, sigma, query: query(n, indices, values, sigma, streamOf(seed, NOISE)) };
}

/**
 * The signs (−1)^⟨k,m⟩ of all coefficients are bits of words, and those of m the exclusive-or of the words of its two halves, so that a sample is
 * K less twice a count of bits: tens of times as fast as a sum.
 */
function query(n, indices, values, sigma, noise) {
  const words = Math.ceil(indices.length / 32);
  const half = n >> 1;
  const low = signTable(indices, 0, half, words);
  const high = signTable(indices, half, n - half, words);
  values.forEach((x, i) => { if (x < 0) for (let v = 0; v < low.length; v += words) low[v + (i >> 5)] ^= 1 << (i & 31); });
  return (at, out) => {
    for (let i = 0; i < at.length; i++) {
      const m = at[i];
      let l = (m & ((1 << half) - 1)) * words;
      let h = (m >>> half) * words;
      let count = 0;
      for (let w = 0; w < words; w++) count += bitCount(low[l++] ^ high[h++]);
      out[i] = indices.length - 2 * count;
      if (sigma > 0) out[i] += sigma * normalAt(noise, m);
    }
  };
}

/** For each value v of `bits` bits of m from `shift` on: the parities of v∧k, one bit a coefficient. */
function signTable(indices, shift, bits, words) {
  const table = new Int32Array(words << bits);
  for (let bit = 0; bit < bits; bit++) indices.forEach((k, i) => { table[(words << bit) + (i >> 5)] |= (((k >>> shift) >>> bit) & 1) << (i & 31); });
  for (let v = 1; v < 1 << bits; v++) {
    const rest = v & (v - 1);
    if (rest === 0) continue;
    for (let w = 0; w < words; w++) table[v * words + w] = table[rest * words + w] ^ table[(v ^ rest) * words + w];
  }
  return table;
}

function bitCount(x) {
  x -= (x >>> 1) & 0x55555555;
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** All 2^n samples in a vector of `k`, by the dense transform. `unit`: standard normal numbers for the noise, scaled here. */
export function materialise(k, { n, indices, values, sigma }, unit) {
  const x = k.vector('f32', 2 ** n);
  indices.forEach((at, i) => { x.view[at] = values[i]; });
  k.wht.fwht(x);
  if (sigma > 0) {
    const { view } = x;
    for (let m = 0; m < view.length; m++) view[m] += sigma * unit[m];
  }
  return x;
}

/** 2^n standard normal numbers. */
export function unitNoise(n, seed) {
  const stream = streamOf(seed, NOISE);
  return Float32Array.from({ length: 2 ** n }, (_, m) => normalAt(stream, m));
}
