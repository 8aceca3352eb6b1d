// The native solvers that the bars refer to: a C++ program over Eigen, CHOLMOD and UMFPACK, built from ../shared/peers/sparse where it is.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../../shared/peers/sparse/native.cpp', import.meta.url));
const folder = fileURLToPath(new URL('../../build/sparse', import.meta.url));
const program = `${folder}/native`;
const cholmodSource = fileURLToPath(new URL('cholmod.cpp', import.meta.url));
const cholmodProgram = `${folder}/cholmod`;
const environment = { ...process.env, OPENBLAS_NUM_THREADS: '1' };

/** Why there is nothing to compare with, or undefined. */
export function absent() {
  if (!existsSync(source)) return '../shared/peers/sparse is not there';
  mkdirSync(folder, { recursive: true });
  if (existsSync(program) && statSync(program).mtimeMs > statSync(source).mtimeMs) return undefined;
  spawnSync('g++', ['-O3', '-march=native', '-I/usr/include/suitesparse', cholmodSource, '-o', cholmodProgram, '-lcholmod', '-lopenblas']);
  const flags = ['-O3', '-march=native', '-DNDEBUG', '-I/usr/include/eigen3', '-I/usr/include/suitesparse', source, '-o', program, '-lcholmod', '-lumfpack', '-lcxsparse', '-lspqr', '-lopenblas'];
  const { status, error } = spawnSync('g++', flags, { encoding: 'utf8' });
  return status === 0 ? undefined : error ? 'g++ is not there' : 'it does not compile: apt install libeigen3-dev libsuitesparse-dev libopenblas-serial-dev';
}

const known = new Map();

/** What each native solver did on a Matrix Market file: solver → { setup_ms, solve_ms, iters, us, … }, CPU time. `fresh` measures again; after
 *  `seconds` the solvers that are left (the slower preconditioned ones) are given up. */
export function native(file, { direct = true, fresh = false, seconds = 240 } = {}) {
  const key = `${file} ${direct}`;
  if (!fresh && known.has(key)) return known.get(key);
  const { stdout } = spawnSync(program, [direct ? '--direct' : '--iter', file], { encoding: 'utf8', maxBuffer: 1 << 26, env: environment, timeout: seconds * 1e3 });
  const rows = {};
  for (const line of stdout.split('\n').filter((l) => l.startsWith('{'))) {
    const row = JSON.parse(line);
    if (row.solver) rows[row.solver] = row;
  }
  known.set(key, rows);
  return rows;
}

/** Set-up of CHOLMOD alone. */
export function cholmod(file) {
  return JSON.parse(spawnSync(cholmodProgram, [file], { encoding: 'utf8', env: environment }).stdout);
}
