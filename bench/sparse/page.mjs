// docs/sparse-bars.md out of docs/data/sparse/*.json, one file a bar.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const docs = new URL('../../docs/', import.meta.url);
const titles = {
  spmv: 'A·x', cg: 'Conjugate gradients with Jacobi, an iteration', pcg: 'The best preconditioned CG, set-up and solve to 1e-8', cholesky: 'Cholesky, analysis and numbers',
  lu: 'LU, order and numbers', amg: 'CG with multigrid, set-up and solve to 1e-8', hard: 'method "auto" on every square matrix',
};

export const figure = (x) => (x === undefined || x === null ? '' : x !== 0 && Math.abs(x) < 1e-3 ? x.toExponential(1) : Number(x.toPrecision(3)).toString());

export function save(bar, rows, where) {
  mkdirSync(new URL('data/sparse/', docs), { recursive: true });
  writeFileSync(new URL(`data/sparse/${bar}.json`, docs), `${JSON.stringify({ bar, ...where, rows }, null, 1)}\n`);
}

function section(bar) {
  const file = new URL(`data/sparse/${bar}.json`, docs);
  if (!existsSync(file)) return '';
  const { rows, cpu, engine, commit, date } = JSON.parse(readFileSync(file, 'utf8'));
  const facts = (r) => ['format', 'which', 'iterations', 'why'].filter((f) => r[f] !== undefined).map((f) => `${f === 'iterations' ? `${r[f]} iterations` : r[f]}`).join(', ');
  const lines = rows.map((r) => (r.failed ?? r.skipped) ? `| ${r.name} | ${r.failed ?? r.skipped} | | | | | |`
    : `| ${r.name} | ${r.what} | ${figure(r.ours)}${r.unit ? ` ${r.unit}` : ''} | ${figure(r.theirs)} | ${figure(r.ratio)} | ${figure(r.bar)}${r.ratio <= r.bar ? '' : ' **short**'} | ${facts(r)} |`);
  return `\n## ${titles[bar]}\n\n\`node bench/sparse.mjs ${bar}\`, ${cpu}, ${engine}, commit ${commit}, ${date.slice(0, 10)}\n\n| matrix | what | ours | native | ratio | bar | |\n|---|---|---:|---:|---:|---:|---|\n${lines.join('\n')}\n`;
}

export function writePage() {
  writeFileSync(new URL('sparse-bars.md', docs), `# Sparse systems against native solvers

CPU time of one thread, ours and the native program (Eigen 3.4, CHOLMOD, UMFPACK of Debian 12, -O3 -march=native) in the same run, best of several, warm; every answer checked
in plain JS before its time counts. The machine is virtual and shared: figures move by 20 to 30 % from run to run, ratios by less. Made by \`bench/sparse.mjs --save\`.
${Object.keys(titles).map(section).join('')}`);
}
