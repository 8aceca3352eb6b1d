// Matrices of other people, where the folder with them is beside this one.
import { existsSync, readFileSync } from 'node:fs';
import { gunzip, parseMatrixMarket } from 'lanewise/io';
import { solvedRows, system } from './jobs.mjs';

const folder = new URL('../../../shared/data/sparse/', import.meta.url);
const NAMES = ['1138_bus', 'csrmat_FE', 'crystm01', 'bcsstk13', 'bcsstk16', 'nasa1824', 'west0479', 'add32', 'memplus', 'bayer10', 'ACTIVSg200_AC'];

/** The table, or undefined where no file is there. */
export async function realTable(k) {
  const rows = [];
  for (const name of NAMES) {
    const file = new URL(`${name}.mtx.gz`, folder);
    if (!existsSync(file)) continue;
    const problem = parseMatrixMarket(await gunzip(readFileSync(file)));
    const found = await solvedRows(k, system(name, problem, { symmetric: problem.symmetry === 'symmetric' }), [['auto', {}]]);
    rows.push(...found.rows);
  }
  if (rows.length === 0) return undefined;
  return {
    title: 'Matrices from engineering, solved by what sparse.solve picks',
    about: 'Structures, power networks, circuits and chemical plants from public collections; some are indefinite, some have zeros on the diagonal, some are nearly singular.',
    heads: { what: 'matrix', shape: 'method' },
    rows,
    checks: [],
    note: 'check and vs JS as above; without a figure the plain solvers did not get there in 4000 iterations.',
  };
}
