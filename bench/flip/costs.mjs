// node bench/flip/costs.mjs [--write]
//
// What the cost model of algorithm "auto" (bindings/flip/strassen_shape.ts) takes things to cost, by least squares of relative errors over products of many shapes and
// depths, variant simd. --write rewrites bindings/flip/costs.ts; build again after it. Takes two minutes of an idle machine.
import { readFileSync, writeFileSync } from 'node:fs';
import { loadSync } from 'lanewise';
import { optimiseInForeground } from '../harness/tiers.mjs';
import { operands } from './operands.mjs';
import { interleaved } from '../harness/interleaved.mjs';

optimiseInForeground();
const file = new URL('../../bindings/flip/costs.ts', import.meta.url);
const SHAPES = [[128, 128, 128], [192, 192, 192], [256, 256, 256], [256, 512, 256], [512, 256, 512], [384, 384, 384], [512, 512, 512], [1024, 256, 512], [256, 1024, 1024], [768, 768, 768], [1024, 1024, 1024], [512, 2048, 512], [2048, 512, 1024], [1536, 1536, 1536]];
const LEAST = 40;

/** Terms of the model for `levels` levels: multiplications, turns of tiles, streams, moves. */
function terms(levels, [m, k, n]) {
  const [lm, lk, ln] = [m, k, n].map((x) => x / 2 ** levels);
  let products = 1, streams = 0;
  for (let l = 1, q = 1; l <= levels; l++, q *= 4) {
    products *= 7;
    streams = 7 * streams + q * (7 * lm * lk + (l === 1 ? 4 : 7) * lk * ln + (l === 1 ? 0 : 11) * lm * ln);
  }
  return [products * lm * lk * ln, products * lm * ln, streams, m * k + k * n + m * n];
}

/** Least squares of Σ xᵢ·rowᵢ = 1 with x ≥ 0: an unknown that comes out negative is left out. */
function fit(rows) {
  let active = rows[0].map((_, i) => i);
  for (;;) {
    const a = active.map((i) => [...active.map((j) => rows.reduce((s, r) => s + r[i] * r[j], 0)), rows.reduce((s, r) => s + r[i], 0)]);
    for (let p = 0; p < a.length; p++) {
      const best = a.slice(p).reduce((x, r, i) => (Math.abs(r[p]) > Math.abs(a[x][p]) ? p + i : x), p);
      [a[p], a[best]] = [a[best], a[p]];
      for (let r = 0; r < a.length; r++) if (r !== p) { const f = a[r][p] / a[p][p]; a[r] = a[r].map((x, c) => x - f * a[p][c]); }
    }
    const x = a.map((r, p) => r[a.length] / r[p]), worst = x.indexOf(Math.min(...x));
    if (x[worst] >= 0) return rows[0].map((_, i) => (active.includes(i) ? x[active.indexOf(i)] : 0));
    active = active.filter((_, i) => i !== worst);
  }
}

const costs = {}, k = loadSync({ variant: 'simd' });
for (const dtype of ['f32', 'f64']) {
  const fast = [], dense = [];
  for (const shape of SHAPES) {
    const x = operands(k, dtype, ...shape), depths = [1, 2, 3, 4, 5].filter((l) => Math.min(...shape) / 2 ** l >= LEAST);
    const runs = [() => k.dense.gemm(x.C, x.A, x.B), ...depths.map((levels) => () => k.dense.gemm(x.D, x.A, x.B, { algorithm: 'strassen', levels }))];
    const [classical, ...times] = interleaved(runs, { total: 3, least: 7, most: 25 });
    const [m, kk, n] = shape;
    dense.push([m * kk * n, m * kk + kk * n + m * n].map((t) => t / classical));
    times.forEach((t, i) => fast.push(terms(depths[i], shape).map((y) => y / t)));
    console.log(`${dtype} ${shape.join('x')}: ${times.map((t, i) => `${depths[i]} levels ${(classical / t).toFixed(3)}`).join(', ')}`);
    x.free();
  }
  const [multiply, tile, sum, move] = fit(fast), [plain, pack] = fit(dense), of = (t) => Number((t / multiply).toPrecision(3));
  costs[dtype] = { tile: of(tile), sum: of(sum), move: of(move), dense: of(plain), pack: of(pack) };
  console.log(dtype, JSON.stringify(costs[dtype]), `${(2e-9 / multiply).toFixed(1)} GF/s`);
}
k.free();
if (process.argv.includes('--write')) {
  const row = (o) => `{ ${Object.entries(o).map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/ {2}f32: \{.*\n {2}f64: \{.*\n/, `  f32: ${row(costs.f32)},\n  f64: ${row(costs.f64)},\n`));
}
