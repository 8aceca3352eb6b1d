// Writes bindings/flip/known.data.ts from scripts/data/best-ranks.txt: published ranks of n×m by m×p as facts, 2 ≤ n ≤ m ≤ p ≤ 16.
// `node scripts/known-ranks.mjs`; `--from best-ranks.json` reads {n, m, p, rank, ring, source} rows and writes the text file first.
// Kept are the ranks of ZT as differences from what the table's smaller formats give by splits and products (bindings/flip/formats.ts), Q as
// differences from the lower of that and ZT, and a list of all that these two do not say; Z2 is as Z otherwise.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const TABLE = path.join(root, "scripts/data/best-ranks.txt"), OUT = path.join(root, "bindings/flip/known.data.ts");
const COLUMNS = ["ZT", "Z", "Q", "any", "Z2"], LARGEST = 16;

/** One line a format: n m p, then rank/source for each column, the sources being numbered in the first lines. */
function importRows(file) {
  const sources = [], formats = new Map();
  for (const { n, m, p, rank, ring, source } of JSON.parse(fs.readFileSync(file, "utf8"))) {
    if (!sources.includes(source)) sources.push(source);
    const key = `${n} ${m} ${p}`, column = ring.startsWith("any") ? "any" : ring, row = formats.get(key) ?? formats.set(key, {}).get(key);
    if (!row[column] || rank < row[column].rank) row[column] = { rank, source: sources.indexOf(source) };
  }
  const lines = [...formats].map(([key, row]) => `${key} ${COLUMNS.map((c) => (row[c] ? `${row[c].rank}/${row[c].source}` : "-")).join(" ")}`);
  fs.mkdirSync(path.dirname(TABLE), { recursive: true });
  fs.writeFileSync(TABLE, `${sources.map((s) => `# ${s}`).join("\n")}\n${lines.join("\n")}\n`);
}

/** {key: column → {rank, source}} with the inclusions of the rings: ZT ⊂ Z ⊂ Q ⊂ any, Z ⊂ Z2. */
export function readTable(text) {
  const sources = [], formats = new Map();
  for (const line of text.trim().split("\n")) {
    if (line.startsWith("# ")) { sources.push(line.slice(2)); continue; }
    const [n, m, p, ...cells] = line.split(" "), row = {};
    cells.forEach((cell, i) => {
      const [rank, source] = cell === "-" ? [Infinity, 0] : cell.split("/").map(Number);
      const wider = { Z: "ZT", Q: "Z", any: "Q", Z2: "Z" }[COLUMNS[i]];
      row[COLUMNS[i]] = wider && row[wider].rank <= rank ? row[wider] : { rank, source };
    });
    formats.set(`${n},${m},${p}`, row);
  }
  return { sources, formats };
}

/** The lowest rank of a format by splits and products of smaller ones. */
export function closure([n, m, p], ranks) {
  const of = (...x) => { const [a, b, c] = x.sort((s, t) => s - t); return a === 1 ? b * c : ranks.get(`${a},${b},${c}`); };
  let best = n * m * p;
  for (let a = 1; a <= n; a++) if (n % a === 0) for (let b = 1; b <= m; b++) if (m % b === 0) for (let c = 1; c <= p; c++) {
    if (p % c === 0 && a * b * c > 1 && a * b * c < n * m * p) best = Math.min(best, of(a, b, c) * of(n / a, m / b, p / c));
  }
  for (let s = 1; s < n; s++) best = Math.min(best, of(s, m, p) + of(n - s, m, p));
  for (let s = 1; s < m; s++) best = Math.min(best, of(n, s, p) + of(n, m - s, p));
  for (let s = 1; s < p; s++) best = Math.min(best, of(n, m, s) + of(n, m, p - s));
  return best;
}

function digits(x) {
  if (!(x >= 0)) throw new Error(`${x} below 0`);
  return "s".repeat(Math.floor(x / 80)) + String.fromCharCode(35 + (x % 80));
}

export function dataModule(text) {
  const { sources, formats } = readTable(text), ternary = new Map(), fractions = new Map(), older = [], used = [];
  const sourceOf = (number) => { if (!used.includes(number)) used.push(number); return used.indexOf(number); };
  let below = "", less = "";
  sourceOf(0);
  for (let n = 2; n <= LARGEST; n++) for (let m = n; m <= LARGEST; m++) for (let p = m; p <= LARGEST; p++) {
    const key = `${n},${m},${p}`, row = formats.get(key), zt = row.ZT.rank;
    below += digits(closure([n, m, p], ternary) + 2 - zt);
    // What another table than the first says is kept apart; the first is nearly closed under splits and products.
    const base = Math.min(zt, closure([n, m, p], fractions)), q = row.Q.source === 0 ? row.Q.rank : base;
    less += digits(base - q);
    ternary.set(key, zt); fractions.set(key, q);
    COLUMNS.forEach((column, i) => {
      const { rank, source } = row[column];
      const expected = column === "Z2" ? row.Z : { rank: [zt, zt, q, q][i], source: 0 };
      if (rank !== expected.rank || source !== expected.source) older.push(`${key} ${i} ${rank} ${sourceOf(source)}`);
    });
  }
  return `// Made by scripts/known-ranks.mjs.
export const LARGEST: number = ${LARGEST};
export const SOURCES: readonly string[] = ${JSON.stringify(used.map((s) => sources[s]))};
export const TERNARY: string = ${JSON.stringify(below)};
export const FRACTIONS: string = ${JSON.stringify(less)};
export const OLDER: string = ${JSON.stringify(older.join(";"))};
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const from = process.argv.indexOf("--from");
  if (from > 0) importRows(process.argv[from + 1]);
  fs.writeFileSync(OUT, dataModule(fs.readFileSync(TABLE, "utf8")));
}
