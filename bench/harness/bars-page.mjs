// docs/<family>-bars.md out of docs/data/<family>/*.json, one file a bar and variant.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const docs = new URL('../../docs/', import.meta.url);

export function saveRows(family, bar, variant, rows, where) {
  mkdirSync(new URL(`data/${family}/`, docs), { recursive: true });
  writeFileSync(new URL(`data/${family}/${bar}-${variant}.json`, docs), `${JSON.stringify({ bar, variant, ...where, rows }, null, 1)}\n`);
}

/** Small figures as powers of ten, the others with three digits; what JSON keeps of an infinite one is null. */
export const figure = (x) => (x === null || x === Infinity ? 'none' : x !== 0 && Math.abs(x) < 1e-3 ? x.toExponential(1) : Number(x.toPrecision(3)).toString());

/** What was saved of a bar, one entry a variant. */
export function readRows(family, bar) {
  const folder = new URL(`data/${family}/`, docs);
  return existsSync(folder) ? readdirSync(folder).filter((f) => f.startsWith(`${bar}-`)).sort().map((f) => JSON.parse(readFileSync(new URL(f, folder), 'utf8'))) : [];
}

function section(family, bar, title, { verdict, after }) {
  return readRows(family, bar).map(({ rows, cpu, engine, commit, date, variant }) => {
    const withErrors = rows.some((r) => r.error !== undefined);
    const lines = rows.map((r) => `| ${r.name} | ${r.what} | ${figure(r.ratio)}${r.unit ? ` ${r.unit}` : ''} | ${verdict?.(bar, r) ?? (r.bar === undefined ? '' : `${r.atMost ? '≤' : '≥'} ${figure(r.bar)}${r.pass ? '' : ' **short**'}`)} |${withErrors ? ` ${r.error === undefined ? '' : r.error.toExponential(1)} |` : ''}`);
    const command = `node bench/${family}.mjs ${bar}${variant === 'simd' ? '' : ` --variant ${variant}`}`;
    return `\n## ${title}, ${variant}\n\n\`${command}\`, ${cpu}, ${engine}, commit ${commit}, ${date.slice(0, 10)}\n\n| what | | ratio | bar |${withErrors ? ' error / rms |' : ''}\n|---|---|---:|---:|${withErrors ? '---:|' : ''}\n${lines.join('\n')}\n${after?.[bar] ?? ''}`;
  }).join('');
}

/** `titles`: heading of each bar, in order. `head`: the page up to the first bar. `draw` makes figures. `verdict` may replace a bar's cell, `after` adds text below one. */
export async function savePage(family, page) {
  await page.draw?.();
  writeFileSync(new URL(`${family}-bars.md`, docs), `${page.head}\nMade by \`bench/${family}.mjs --save\`.\n${Object.entries(page.titles).map(([bar, title]) => section(family, bar, title, page)).join('')}`);
}
