// The schemes of flip.catalog(): classical ones from their papers, and those of scripts/data/records.json, which the package's own search found.
// `node scripts/catalog.mjs 2x3x3` makes one again and prints it, exit 1 where it is not the one in the catalogue. Needs dist/. `npm run records` writes
// the data, bindings/flip/catalog.data.ts.
import { fileURLToPath } from "node:url";
import { LITERATURE } from "./catalog/literature.mjs";
import { make } from "./catalog/make.mjs";
import { again, library } from "./records/find.mjs";
import { encode, load, measure, shipped } from "./records/store.mjs";

/** Where a record comes from, by its recipe. */
function foundHere({ script, symmetry, over, lifting, lift = script ?? lifting }) {
  const walk = script !== undefined ? "walk in plain JavaScript" : `${symmetry ? "walk with symmetry" : "flip-graph walk"} over ${lifting ? "Z2" : over}`;
  return `found by this package: a ${walk}${lift === undefined ? "" : ", lifted"}`;
}

/** The data module: classical schemes, then those of the store that are shipped. */
export function dataModule(flip, records) {
  const papers = LITERATURE.map(({ name }) => make(name)), here = records.filter(shipped);
  const sources = [...new Set([...papers.map(({ source }) => source), ...here.map(({ recipe }) => foundHere(recipe))])];
  const line = (s, source) => [s.name, s.shape.join("x"), s.target ?? "-", s.letters ? `${s.ring}:${s.letters}` : s.ring, s.rank, s.additions, s.growth, sources.indexOf(source), s.digits].join(" ");
  const lines = [...papers.map((s) => line({ ...s, ...measure(flip, s), ...encode(s) }, s.source)), ...here.map((s) => line(s, foundHere(s.recipe)))];
  return `// Made by scripts/records.mjs.\nexport const SOURCES: readonly string[] = ${JSON.stringify(sources)};
export const SCHEMES: string = ${JSON.stringify(lines.join("\n"))};\n`;
}

async function main([name]) {
  const flip = await library(), paper = LITERATURE.find((x) => x.name === name), record = load().find((r) => r.name === name);
  if (!paper && !record) throw new Error(`no scheme ${name}, expected one of ${[...LITERATURE, ...load()].map((x) => x.name).join(", ")}`);
  const s = paper ? make(name) : again(flip, record).scheme, code = s && encode(s);
  const equal = (x) => code !== undefined && x.digits === code.digits && x.letters === code.letters;
  const same = paper ? flip.catalog().some((x) => equal(encode(x.scheme))) : equal(record);
  if (s) {
    const { additions, growth } = measure(flip, s), [u, v, w] = ["u", "v", "w"].map((f) => { const d = s.denominators?.[f]; return Array.from(s[f], (x, i) => (d && d[i] > 1 ? `${x}/${d[i]}` : `${x}`)); });
    console.log(`${name}: ${s.shape.join("×")}${s.target ? ` ${s.target}` : ""} over ${s.ring}, rank ${s.rank}, ${additions} additions, growth ${growth}\n${s.source ?? JSON.stringify(record.recipe)}`);
    for (let q = 0; q < s.rank; q++) console.log([u, v, w].map((x) => `[${x.slice((q * x.length) / s.rank, ((q + 1) * x.length) / s.rank).join(" ")}]`).join(" "));
  }
  console.log(same ? "the one in the catalogue" : "not the one in the catalogue");
  process.exitCode = same ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
