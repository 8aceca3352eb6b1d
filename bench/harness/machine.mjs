// Where and on what a figure was taken.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

function git(...args) {
  try {
    return execFileSync('git', args, { cwd: new URL('../../', import.meta.url), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** Virtual machines hide the model behind a brand; family and model tell which core it is (25/1 is Zen 3, 26/2 Zen 5). */
function cpuId() {
  try {
    const info = readFileSync('/proc/cpuinfo', 'utf8');
    const field = (name) => info.match(new RegExp(`^${name}\\s*: (\\d+)`, 'm'))?.[1];
    return `${field('cpu family')}/${field('model')}`;
  } catch {
    return '';
  }
}

/** Commit of the tree; a tree with changes outside bench/history is marked. */
function commit() {
  const head = git('rev-parse', '--short=12', 'HEAD');
  return head && git('status', '--porcelain', '--', ':!bench/history', ':!docs') ? `${head}-dirty` : head;
}

export function machine() {
  const name = process.versions.bun ? `bun${process.versions.bun}` : process.versions.deno ? `deno${process.versions.deno}` : `node${process.versions.node}`;
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cpuid: cpuId(),
    cores: cpus().length,
    engine: name,
    v8: process.versions.v8 ?? '',
    arch: process.arch,
    commit: commit(),
    date: new Date().toISOString(),
  };
}

const slug = (text) => text.toLowerCase().replace(/[^a-z0-9.]+/g, '-').replace(/^-|-$/g, '');

/** `<date>-<cpu>-<engine>.jsonl` */
export function historyName({ cpu, cpuid, engine, date }) {
  const core = cpuid ? `-f${cpuid.replace('/', 'm')}` : '';
  return `${date.slice(0, 10)}-${slug(cpu)}${core}-${slug(engine)}.jsonl`;
}
