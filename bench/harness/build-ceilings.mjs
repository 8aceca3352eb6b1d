// Compiles bench/ceilings/*.ts into build/ when a source is newer than the module. In a process of its own, so that the
// compiler's garbage and background threads never share the clock with what is measured.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = fileURLToPath(new URL('../ceilings/', import.meta.url));
const require = createRequire(import.meta.url);

const targets = {
  simd: { entry: 'index.ts', file: `${root}build/ceilings.wasm`, features: ['simd'] },
  relaxed: { entry: 'relaxed.ts', file: `${root}build/ceilings-relaxed.wasm`, features: ['simd', 'relaxed-simd'] },
};

const changed = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Paths of the two modules, compiled first where stale. */
export function buildCeilings() {
  const newest = Math.max(...readdirSync(sources).map((name) => changed(sources + name)));
  for (const target of Object.values(targets)) if (changed(target.file) < newest) compile(target);
  return { simd: targets.simd.file, relaxed: targets.relaxed.file };
}

function compile({ entry, file, features }) {
  mkdirSync(`${root}build`, { recursive: true });
  const partial = `${file}.${process.pid}`;
  const path = (absolute) => relative(root, absolute).split(sep).join('/');
  execFileSync(process.execPath, [
    require.resolve('assemblyscript/bin/asc.js'), path(sources + entry), '--config', 'none', '-O3', '--converge', '--noAssert',
    '--runtime', 'stub', '--importMemory', '--noExportMemory', '--initialMemory', '1', '--maximumMemory', '65536',
    '--memoryBase', '1024', ...features.flatMap((f) => ['--enable', f]), '-o', path(partial),
  ], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  renameSync(partial, file); // whole or not at all, should two processes build at once
}
