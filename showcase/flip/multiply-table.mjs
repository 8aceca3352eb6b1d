// 2048² by 2048² in f32: classical, by plans from schemes of the catalogue, and by the kernel made for it.
import { uniform } from 'lanewise/gallery';
import { cpuSeconds } from '../clock.mjs';
import { within } from '../rows.mjs';
import { gap, plainGemm } from './plain.mjs';

const N = 2048, BAND = 16;
/** Errors are allowed to double at every level and stay below this part of the root mean square. */
const LIMIT = 5e-4;

/** CPU seconds of the faster of two calls each, in turns. */
function best(runs) {
  const seconds = runs.map(() => Infinity);
  for (let round = 0; round < 2; round++) runs.forEach((run, i) => {
    const start = cpuSeconds();
    run();
    seconds[i] = Math.min(seconds[i], cpuSeconds() - start);
  });
  return seconds;
}

export async function multiplyTable(k) {
  const [a, b] = [7, 8].map((seed) => Float32Array.from(uniform(N, N, { seed })));
  const A = k.matrix('f32', N, N, a), B = k.matrix('f32', N, N, b), C = k.matrix('f32', N, N);
  const plans = [[2, 2, 2, 2], [4, 4, 4, 1], [3, 4, 4, 1]].map(([n, m, p, levels]) => k.flip.plan(k.flip.best(n, m, p), { levels }));
  const jobs = [
    ['classical', 'dense.gemm', () => k.dense.gemm(C, A, B)],
    ...plans.map((plan) => [`plan, ${plan.levels} level${plan.levels > 1 ? 's' : ''}`, `${plan.scheme.shape.join('×')}:${plan.scheme.rank}`, () => plan.run(C, A, B)]),
    ['algorithm strassen', 'dense.gemm', () => k.dense.gemm(C, A, B, { algorithm: 'strassen' })],
  ];
  const gaps = jobs.map(([, , run]) => { run(); return gap(N, a, b, C.view); });
  // Each has run once by now; a second of work in all is enough for calls this long.
  const seconds = best([...jobs.map(([, , run]) => run), () => plainGemm(N, BAND, a, b)]);
  for (const handle of [...plans, A, B, C]) handle.free();
  const plain = seconds.at(-1) * (N / BAND), rate = (2 * N ** 3) / seconds[0] / 1e9;
  return {
    title: `${N}×${N} by ${N}×${N} in f32 with fewer products`,
    about: 'A plan turns a scheme into sums of blocks and products of blocks, which the strassen kernel of the package takes further down. strassen alone goes '
      + 'as deep as it is fastest within the error asked for.',
    heads: { what: 'method', shape: 'scheme' },
    rows: jobs.map(([what, shape], i) => ({
      what, shape, check: within(gaps[i], i === 0 ? 1e-5 : LIMIT, (number) => `${number} error`), ms: seconds[i] * 1e3, speedup: plain / seconds[i],
    })),
    checks: [],
    note: `error: greatest over 400 entries against f64 sums, over their root mean square, at most ${LIMIT} (classical 1e-5). `
      + `Classical: ${rate.toFixed(1)} GF/s; faster than that: ${jobs.slice(1).map(([what, shape], i) => `${(seconds[0] / seconds[i + 1]).toFixed(2)}× ${shape === 'dense.gemm' ? what : shape}`).join(', ')}. vs JS: timed on ${BAND} rows.`,
  };
}
