// Is it right? Products against their bound, integers for equality, faces for whether they are told apart.
import { cpuSeconds } from '../clock.mjs';
import { multiplyIntegers } from './plain.mjs';

const U = 2 ** -24;
const gamma = (j) => (j * U) / (1 - j * U);

/** Of large products every seventh row is checked: a step that meets every row of the kernels' tiles (4, 5, 6) in turn. */
const rowStep = ({ m, k, n }) => (m * k * n > 1.6e7 ? 7 : 1);

/**
 * The largest |Ĉ − C| / bound over the elements of C = act(A·B + bias + before), with C and |A||B| formed in f64 and the bound of
 * dense.gemm: γ(k + 2)·|A||B| + 3u·(|before| + |bias|). At most 1 if the kernel keeps its word; NaN counts as infinite.
 */
export function boundShare({ m, k, n, A, B, bias, before, C, layer }, step = rowStep({ m, k, n })) {
  const right = Float64Array.from(B);
  const sum = new Float64Array(n), size = new Float64Array(n);
  let worst = 0;
  for (let i = 0; i < m; i += step) {
    sum.fill(0);
    size.fill(0);
    for (let p = 0; p < k; p++) {
      const a = A[i * k + p];
      if (a === 0) continue; // half of what a ReLU leaves
      for (let j = 0, b = p * n; j < n; j++) {
        const product = a * right[b + j];
        sum[j] += product;
        size[j] += Math.abs(product);
      }
    }
    for (let j = 0; j < n; j++) {
      const start = before ? before[i * n + j] : 0;
      const value = sum[j] + bias[j] + start;
      const error = Math.abs(C[i * n + j] - (layer.relu ? Math.max(0, value) : value));
      const share = error / (gamma(k + 2) * size[j] + 3 * U * (Math.abs(start) + Math.abs(bias[j])));
      if (error > 0 && !(share <= worst)) worst = share >= 0 ? share : Infinity;
      if (Number.isNaN(error)) worst = Infinity;
    }
  }
  return worst;
}

/** `{C, seconds}`: (A − zeroA)·(B − zeroB) by the plain loop over operands widened beforehand, and the CPU time of the loop. */
export function integerReference({ m, k, n, A, zeroA, B, zeroB }) {
  const left = new Int16Array(A).map((code) => code - zeroA);
  const right = new Int16Array(B).map((code) => code - zeroB);
  const C = new Int32Array(m * n);
  const start = cpuSeconds();
  multiplyIntegers(C, left, right, m, k, n);
  return { C, seconds: cpuSeconds() - start };
}

export function equal(a, b) {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** sat_u8(rne(scale·(sum + bias))) with the ReLU at zero. */
export function requantised(sums, scale, bias) {
  const n = scale.length;
  return Uint8Array.from(sums, (sum, i) => Math.min(255, Math.max(0, roundHalfEven(scale[i % n] * (sum + bias[i % n])))));
}

function roundHalfEven(x) {
  const below = Math.floor(x), rest = x - below;
  return rest === 0.5 ? below + (below % 2 === 0 ? 0 : 1) : Math.round(x);
}

/** Largest absolute difference; NaN counts as infinite. */
export function largestGap(a, b) {
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const gap = Math.abs(a[i] - b[i]);
    if (!(gap <= most)) most = gap >= 0 ? gap : Infinity;
  }
  return most;
}

/**
 * Two pictures of each of several people: `same` is the largest distance between the two of one person, `other` the smallest
 * between pictures of different people.
 */
export function distances(first, second, length = 128) {
  const count = first.length / length;
  const all = [...Array(2 * count).keys()].map((i) => (i < count ? first : second).subarray((i % count) * length, (i % count + 1) * length));
  let same = 0, other = Infinity;
  for (let i = 0; i < 2 * count; i++) {
    for (let j = 0; j < i; j++) {
      const distance = Math.hypot(...all[i].map((value, at) => value - all[j][at]));
      if (i % count === j % count) same = Math.max(same, distance);
      else other = Math.min(other, distance);
    }
  }
  return { same, other };
}

/** The largest Euclidean distance between descriptors of the same face in two sets. */
export function farthest(first, second, length = 128) {
  const count = first.length / length;
  return Math.max(...[...Array(count).keys()].map((i) =>
    Math.hypot(...first.subarray(i * length, (i + 1) * length).map((value, at) => value - second[i * length + at]))));
}

/** Does the network do what it is for? */
export function apart(first, second) {
  const { same, other } = distances(first, second);
  return {
    what: 'two pictures of each face told from other faces',
    check: { ok: same < other, text: `same ≤ ${same.toFixed(2)} < ${other.toFixed(2)} ≤ other` },
  };
}
