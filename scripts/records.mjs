// Looks for schemes of the cells of scripts/records/cells.mjs by the package's own search and keeps what is better than what scripts/data/records.json has:
// rank, then (structured, over blocks) the factor of the recursion, additions, growth. Then writes the catalogue's data and docs/records.md.
//   npm run records                          cells that are behind the published rank, 20 s of CPU each; needs dist/
//   npm run records -- kg-3 4x4x5-z2 …       these cells; `/kg|st/` takes those whose names match
//     --seconds 60     CPU time a cell         --seed 5      the first seed tried, 1; the others follow
//     --flips 1e8      budget of a seed        --below 1     so much lower than the published rank
//     --polish         cells that are there already too: other schemes of the same rank
//     --set k=v        an option of the search, as plusAfter=[500,5000]
//   npm run records -- --again [NAME…]       follows the commands of the store; a record that its command no longer gives, because the walk has changed, is looked
//                                            for anew with the seeds from its own on, and kept out of the package where that finds none of its rank
//   npm run records -- --write               only writes the data and the page from the store
// Interrupted, it has what was found: the store is written at every find. The command of one record: node scripts/catalog.mjs NAME.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { dataModule } from "./catalog.mjs";
import { cells } from "./records/cells.mjs";
import { again, follow, library, stored } from "./records/find.mjs";
import { behind, direct, holds, page, ranks } from "./records/page.mjs";
import { ROOT, better, encode, load, measure, right, save } from "./records/store.mjs";

const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };

/** The best in the store that the walk of a cell may begin at, of those that a recipe means. */
function begun(name, { from, over, ...more }, records) {
  if (from === undefined) return { over, ...more };
  const [best] = records.filter((r) => r.name.replace(/-(q|z2|z3)$/, "") === from && r.name !== name && holds(r, over)).sort((x, y) => x.rank - y.rank);
  return { over, from: best?.name ?? from, ...more };
}

/** Tries seeds on a cell for some seconds; true if something was kept. */
function grow(flip, { name, shape, target, goal, recipe }, records, o) {
  const from = cpu(), at = records.findIndex((r) => r.name === name);
  /** What is worth a place: less than what is put together of others, than one product for every nonzero, and than what holds over more rings. */
  const before = (ring) => (target === undefined ? ranks(records)(shape, ring) : Math.min(flip.structured(target, shape[0]).rank, direct(records, { shape, target }, ring)));
  /** A name says where its scheme holds: one over whole numbers is none of those that have fractions. */
  const named = ({ ring }) => ({ Q: "-q", Z2: "-z2", Z3: "-z3" }[ring] ?? "") === /(-(q|z2|z3))?$/.exec(name)[0];
  let kept = at < 0 ? undefined : records[at], found = false, lowest = Infinity, seed = o.seed;
  for (; cpu() - from < o.seconds && (o.polish || !(kept?.rank <= goal - o.below)); seed++) {
    const start = cpu(), steps = { ...begun(name, { ...recipe, ...o.set }, records), seed, flips: o.flips, target: kept?.rank <= goal - o.below ? kept.rank : goal - o.below };
    // A rank that is reached, but not the goal, is stored with the target that ends the walk there.
    const first = follow(flip, { shape, target }, { ...steps, any: true }, (n) => stored(n, records));
    lowest = Math.min(lowest, first.reached);
    if (!first.scheme || !named(first.scheme) || (kept ? first.scheme.rank > kept.rank : first.scheme.rank >= before(first.scheme.ring))) continue;
    const { scheme } = first, seconds = +(cpu() - start).toPrecision(3);
    if (!right(scheme) || !flip.verify(scheme).ok) throw new Error(`${name}: seed ${seed} is wrong`);
    const candidate = { name, shape, ...(target && { target }), ring: scheme.ring, rank: scheme.rank, ...measure(flip, scheme), flips: first.at ?? first.flips, seconds, recipe: { ...steps, target: first.reached }, ...encode(scheme) };
    if (!better(candidate, kept)) continue;
    if (kept === undefined) records.push(candidate); else records[records.indexOf(kept)] = candidate;
    kept = candidate; found = true;
    save(records);
    console.error(`${name}: rank ${kept.rank} (published ${goal}) over ${kept.ring}, ${kept.additions} additions, growth ${kept.growth}; seed ${seed}, ${kept.flips} flips, ${seconds} s`);
  }
  console.error(`${name}: ${kept ? `rank ${kept.rank}` : "none"} of ${goal}, lowest walked ${lowest}, seeds ${o.seed} to ${seed - 1}, ${(cpu() - from).toFixed(1)} s`);
  return found;
}

/** Follows the command of a record; where it leads elsewhere, another scheme of the rank takes its place. */
function renew(flip, record, records, o) {
  const { scheme } = again(flip, record);
  if (scheme && encode(scheme).digits === record.digits) { console.error(`${record.name}: the same`); return; }
  const at = records.indexOf(record), { name, shape, target, rank: goal, recipe } = record;
  const others = records.filter((r) => r !== record);
  if (recipe.seed !== undefined) grow(flip, { name, shape, target, goal, recipe }, others, { ...o, below: 0, polish: false, seed: recipe.seed, flips: recipe.flips });
  const found = others.find((r) => r.name === name);
  if (!(found?.rank <= goal)) console.error(`${name}: not found again`);
  records[at] = found?.rank <= goal ? found : { ...record, ship: false };
  save(records);
}

/** The catalogue's data and the page, from the store. */
export function written(flip, records) {
  return { "bindings/flip/catalog.data.ts": dataModule(flip, records), "docs/records.md": page(records) };
}

const option = (text) => { const [key, value] = text.split(/=(.*)/s); return [key, JSON.parse(value)]; };

async function main() {
  const { values: v, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: "boolean" }, again: { type: "boolean" }, polish: { type: "boolean" }, seconds: { type: "string" }, seed: { type: "string" }, flips: { type: "string" }, below: { type: "string" }, set: { type: "string", multiple: true } } });
  const o = { seconds: +(v.seconds ?? 20), seed: +(v.seed ?? 1), flips: +(v.flips ?? 1e9), below: +(v.below ?? 0), polish: v.polish, set: Object.fromEntries((v.set ?? []).map(option)) };
  const flip = await library(), records = load(), wanted = (name) => positionals.some((p) => (p.startsWith("/") ? new RegExp(p.slice(1, -1)).test(name) : p === name));
  if (v.again) for (const record of records.filter((r) => positionals.length === 0 || wanted(r.name))) renew(flip, record, records, o);
  else if (!v.write) {
    for (const cell of positionals.length > 0 ? cells().filter((c) => wanted(c.name)) : behind(records, cells())) grow(flip, cell, records, o);
  }
  for (const [file, text] of Object.entries(written(flip, records))) fs.writeFileSync(path.join(ROOT, file), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
