// The schemes of flip.catalog(): classical ones from their papers, and those that a small flip-graph walk finds in seconds.
// `node scripts/catalog.mjs` makes all of them and writes bindings/flip/catalog.data.ts · `node scripts/catalog.mjs 2x3x3` makes one and prints it,
// exit 1 where it is not the one in the catalogue · `--tune 2x3x3 0 100` tries seeds and tells which gives the fewest additions. Needs dist/, for the
// additions and the growth.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { LITERATURE, fromPaper } from "./catalog/literature.mjs";
import { FOUND, STRUCTURED } from "./catalog/recipes.mjs";
import { expand, signed } from "./catalog/signs.mjs";
import { lengthsOf, standard, tensorOf } from "./catalog/targets.mjs";
import { search } from "./catalog/walk.mjs";
import { find, turned } from "./structured.mjs";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const OUT = path.join(ROOT, "bindings/flip/catalog.data.ts");
const BY_WALK = "found by this package: a flip-graph walk over two elements, signs by lifting";
export const NAMES = [...LITERATURE, ...FOUND, ...STRUCTURED].map(({ name }) => name);
const made = new Map();

/** The scheme of a name: `{name, shape, target?, rank, u, v, w, source}`; checked exactly. */
export function make(name) {
  let scheme = made.get(name);
  if (scheme === undefined) {
    const paper = LITERATURE.find((x) => x.name === name), recipe = [...FOUND, ...STRUCTURED].find((x) => x.name === name);
    if (!paper && !recipe) throw new Error(`no scheme ${name}, expected one of ${NAMES.join(", ")}`);
    scheme = paper ? { ...paper, ...fromPaper(paper) } : { source: BY_WALK, ...recipe, ...(recipe.target === undefined ? walked(recipe) : structured(recipe)) };
    const wanted = tensorOf(scheme.shape, scheme.target);
    if (expand(scheme, lengthsOf(scheme.shape, scheme.target)).some((x, e) => x !== wanted[e])) throw new Error(`${name} is wrong`);
    made.set(name, scheme);
  }
  return scheme;
}

/** Terms as masks, moved by an offset into a format. */
function masks({ shape: [n, m, p], rank, u, v, w }, [N, M, P], [x, y, z]) {
  const mask = (f, q, rows, cols, stride, row, col) => {
    let bits = 0;
    for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) if (f[(q * rows + i) * cols + j]) bits |= 1 << ((i + row) * stride + j + col);
    return bits;
  };
  return Array.from({ length: rank }, (_, q) => [mask(u, q, n, m, M, x, y), mask(v, q, m, p, P, y, z), mask(w, q, p, n, N, z, x)]);
}

/** Where a walk starts: a scheme for the first part of the format, the standard one for the rest. */
function startOf({ shape, from }) {
  if (from === undefined) return masks(standard(shape), shape, [0, 0, 0]);
  const part = make(from), dim = shape.findIndex((x, i) => x !== part.shape[i]), rest = shape.map((x, i) => (i === dim ? x - part.shape[i] : x));
  return [...masks(part, shape, [0, 0, 0]), ...masks(standard(rest), shape, shape.map((_, i) => (i === dim ? part.shape[i] : 0)))];
}

function walked(recipe) {
  const lengths = lengthsOf(recipe.shape), wanted = tensorOf(recipe.shape), scheme = search(startOf(recipe), recipe, (terms) => signed(terms, lengths, wanted));
  if (!scheme) throw new Error(`${recipe.name} is not found with seed ${recipe.seed}`);
  return scheme;
}

function structured({ target, shape: [n], rank, seed, after }) {
  const s = target === "gt" ? turned(make(`ug-${n}`)) : find(target, n, rank, seed, after);
  return { u: Int32Array.from(s.u), v: Int32Array.from(s.v), w: Int32Array.from(s.w) };
}

/** Additions after common ones are taken out, and growth, as the package finds them. */
export async function measure() {
  const { loadSync } = await import(pathToFileURL(path.join(ROOT, "dist/index.js")).href), { flip } = loadSync();
  return ({ shape, target, u, v, w }) => {
    const s = { shape, ring: "ZT", u, v, w, ...(target && { target }) };
    return [flip.reduceAdditions(s).additions, flip.stability(s).growth];
  };
}

/** Four coefficients −1, 0, 1 to a character from "#" on, the lowest first. */
function digits(...factors) {
  const all = factors.flatMap((x) => Array.from(x, (y) => (y + 3) % 3));
  return Array.from({ length: Math.ceil(all.length / 4) }, (_, i) => String.fromCharCode(35 + [0, 1, 2, 3].reduce((sum, j) => sum + (all[4 * i + j] ?? 0) * 3 ** j, 0))).join("");
}

/** The data module of all schemes; `schemes` as make gives them. */
export function dataModule(schemes, measured) {
  const sources = [...new Set(schemes.map(({ source }) => source))];
  const lines = schemes.map((s) => [s.name, s.shape.join("x"), s.target ?? "-", "ZT", s.rank, ...measured(s), sources.indexOf(s.source), digits(s.u, s.v, s.w)].join(" "));
  return `// Made by scripts/catalog.mjs.\nexport const SOURCES: readonly string[] = ${JSON.stringify(sources)};
export const SCHEMES: string = ${JSON.stringify(lines.join("\n"))};\n`;
}

function tune(recipe, first, last, measured) {
  let best = [Infinity, Infinity];
  for (let seed = first; seed < last; seed++) {
    const start = process.cpuUsage().user;
    try {
      const score = measured({ ...recipe, ...walked({ ...recipe, seed }) });
      if (score[0] > best[0] || (score[0] === best[0] && score[1] >= best[1])) continue;
      best = score;
      console.log(`${recipe.name} seed ${seed}: ${score[0]} additions, growth ${score[1]}, ${((process.cpuUsage().user - start) / 1e6).toFixed(2)} s`);
    } catch { /* another seed */ }
  }
}

async function main([name, ...more]) {
  const measured = await measure();
  if (name === "--tune") return tune(FOUND.find((x) => x.name === more[0]), +more[1], +more[2], measured);
  if (name === undefined) return fs.writeFileSync(OUT, dataModule(NAMES.map(make), measured));
  const s = make(name), lengths = lengthsOf(s.shape, s.target), row = (x, length, q) => `[${Array.from(x.slice(q * length, q * length + length)).join(" ")}]`;
  const same = fs.readFileSync(OUT, "utf8").includes(JSON.stringify(` ${digits(s.u, s.v, s.w)}`).slice(1, -1)), [additions, growth] = measured(s);
  console.log(`${name}: ${s.shape.join("×")}${s.target ? ` ${s.target}` : ""}, rank ${s.rank}, ${additions} additions, growth ${growth}\n${s.source}`);
  for (let q = 0; q < s.rank; q++) console.log([s.u, s.v, s.w].map((x, i) => row(x, lengths[i], q)).join(" "));
  console.log(same ? "the one in the catalogue" : "not the one in the catalogue");
  process.exitCode = same ? 0 : 1;
  return undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
