// The matrices of the bars: real ones of ../shared/data/sparse and model problems of the gallery, as triplets and as files for the native side.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { anisotropic2d, convectionDiffusion2d, poisson2d, poisson3d } from 'lanewise/gallery';
import { formatMatrixMarket, parseMatrixMarket } from 'lanewise/io';

const data = fileURLToPath(new URL('../../../shared/data/sparse/', import.meta.url));
const folder = fileURLToPath(new URL('../../build/sparse/', import.meta.url));

/** (1, ε) as the native side's generator has it: −1 along x, −ε along y. */
const models = {
  poisson2d_300: () => poisson2d(300), poisson2d_1000: () => poisson2d(1000), poisson3d_48: () => poisson3d(48), poisson3d_100: () => poisson3d(100),
  aniso2d_200: () => anisotropic2d(200), convdiff2d_200: () => convectionDiffusion2d(200),
};

export const SPD = ['bcsstk01', '494_bus', '1138_bus', 'bcsstk13', 'csrmat_FE', 'crystm01', 'bcsstk16', 'poisson_100x100'];
export const SQUARE = [...SPD, 'nasa1824', 'ACTIVSg200_AC', 'fs_183_1', 'west0479', 'nnc1374', 'orsreg_1', 'add32', 'bayer10', 'memplus', 'ScaleMicrogrid_01', 'arrow'];

const known = new Map();

/** { name, rows, cols, row, col, values, file } or undefined where the data is absent. */
export function problem(name) {
  if (known.has(name)) return known.get(name);
  mkdirSync(folder, { recursive: true });
  const file = `${folder}${name}.mtx`;
  let A;
  if (models[name]) {
    A = models[name]();
    if (!existsSync(file)) writeFileSync(file, formatMatrixMarket(A, { symmetry: name.startsWith('convdiff') ? 'general' : 'symmetric' }));
  } else {
    if (!existsSync(`${data}${name}.mtx.gz`)) return undefined;
    const bytes = gunzipSync(readFileSync(`${data}${name}.mtx.gz`));
    if (!existsSync(file)) writeFileSync(file, bytes);
    A = parseMatrixMarket(bytes);
  }
  const made = { ...A, name, file };
  known.set(name, made);
  return made;
}

/** x* of the native side: a 32-bit LCG, uniform in [0, 1). */
export function solution(n) {
  const x = new Float64Array(n);
  for (let i = 0, s = 12345; i < n; i++) {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    x[i] = s / 4294967296;
  }
  return x;
}

/** A·x in plain JS. */
export function product({ row, col, values, rows }, x) {
  const y = new Float64Array(rows);
  for (let k = 0; k < values.length; k++) y[row[k]] += values[k] * x[col[k]];
  return y;
}

/** ‖b − A·x‖₂ / ‖b‖₂ in plain JS. */
export function relativeResidual(A, x, b) {
  const y = product(A, x);
  let r = 0, s = 0;
  for (let i = 0; i < b.length; i++) { r += (b[i] - y[i]) ** 2; s += b[i] ** 2; }
  return Math.sqrt(r / s);
}

/** Normwise (‖r‖∞ / (‖A‖∞‖x‖∞ + ‖b‖∞)) and componentwise (max |r|ᵢ / (|A||x| + |b|)ᵢ) backward error. Residuals in doubled precision. */
export function backwardError({ row, col, values, rows }, x, b) {
  const hi = Float64Array.from(b), lo = new Float64Array(rows), size = b.map(Math.abs), norm = new Float64Array(rows);
  const split = (a) => { const c = 134217729 * a, h = c - (c - a); return [h, a - h]; };
  for (let k = 0; k < values.length; k++) {
    const i = row[k], a = values[k], v = x[col[k]], p = a * v, [ah, al] = split(a), [vh, vl] = split(v);
    const e = al * vl - (p - ah * vh - al * vh - ah * vl), s = hi[i] - p, t = s - hi[i];
    lo[i] += hi[i] - (s - t) + (-p - t) - e;
    hi[i] = s;
    size[i] += Math.abs(p);
    norm[i] += Math.abs(a);
  }
  const most = (v) => v.reduce((m, y) => Math.max(m, Math.abs(y)), 0);
  const r = hi.map((h, i) => h + lo[i]);
  return { normwise: most(r) / (most(norm) * most(x) + most(b)), componentwise: r.reduce((m, v, i) => Math.max(m, v === 0 ? 0 : Math.abs(v) / size[i]), 0) };
}
