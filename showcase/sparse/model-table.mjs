// Model problems of the gallery by several methods each.
import { anisotropic2d, convectionDiffusion2d, elasticity2d, poisson2d, poisson3d } from 'lanewise/gallery';
import { largestGap } from '../face/check.mjs';
import { within } from '../rows.mjs';
import { solvedRows, system } from './jobs.mjs';

const AUTO = ['auto', {}];
const DIRECT = ['cholesky', { method: 'cholesky' }];
const MIC0 = ['cg mic0', { method: 'cg', precond: 'mic0' }];
const AMG = ['cg amg', { method: 'cg', precond: 'amg' }];
const LU = ['lu', { method: 'lu' }];
const ILUT = ['bicgstab ilut', { method: 'bicgstab', precond: 'ilut' }];

function systems(k) {
  const body = elasticity2d(80, 40);
  const modes = (s, A) => ({ method: 'cg', precond: s.use(k.sparse.amg(A, { nearNullspace: s.matrix('f64', body.rows, 3, body.rigidBodyModes) })) });
  return [
    [system('Poisson 120²', poisson2d(120), { banded: true }), [AUTO, DIRECT, MIC0, AMG]],
    [system('Poisson 24³', poisson3d(24)), [AUTO, DIRECT, MIC0, AMG]],
    [system('anisotropic 120²', anisotropic2d(120)), [AUTO, DIRECT, MIC0, AMG]],
    [system('elasticity 80×40', body), [AUTO, DIRECT, ['cg amg modes', modes]]],
    [system('convection 100²', convectionDiffusion2d(100, 100, { velocity: [60, 30] }), { symmetric: false }), [AUTO, LU, ILUT]],
  ];
}

export async function modelTable(k) {
  const rows = [], checks = [];
  for (const [one, ways] of systems(k)) {
    const { rows: more, answers } = await solvedRows(k, one, ways);
    rows.push(...more);
    const at = ways.findIndex((way) => way === DIRECT || way === LU);
    checks.push({ what: `${one.name}: direct x from the known one`, check: within(largestGap(answers[at], one.want), 1e-10) });
  }
  return {
    title: 'Sparse systems of the gallery to a residual of 1e-8, set-up and solve',
    about: 'Differences and finite elements in f64, the right-hand side made of a known solution. auto: sparse.solve looks at the matrix and picks; mic0: a relaxed '
      + 'incomplete factorization; amg: smoothed aggregation, modes: with the rigid motions of the body as near-nullspace.',
    heads: { what: 'system', shape: 'method' },
    rows,
    checks,
    note: 'check: |b − Ax| over |b|, recomputed by plain loops, at most 1e-8. vs JS: the faster of what gets there in plain typed arrays: conjugate gradients or BiCGSTAB with '
      + 'the diagonal, banded Cholesky on the first.',
  };
}
