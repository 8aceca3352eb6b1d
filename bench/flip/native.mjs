// sgemm and dgemm of OpenBLAS on one thread, where g++ and the library are there.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('gemm.cpp', import.meta.url));
const folder = fileURLToPath(new URL('../../build/flip', import.meta.url));
const program = `${folder}/gemm`;

/** CPU seconds of one product, best of three, or undefined. */
export function openblas(dtype, m, k, n) {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(program) || statSync(program).mtimeMs < statSync(source).mtimeMs) {
    if (spawnSync('g++', ['-O2', source, '-o', program, '-lopenblas']).status !== 0) return undefined;
  }
  const { status, stdout } = spawnSync(program, [dtype, m, k, n].map(String), { encoding: 'utf8', env: { ...process.env, OPENBLAS_NUM_THREADS: '1' } });
  return status === 0 ? Number(stdout) : undefined;
}
