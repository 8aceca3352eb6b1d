// What is looked for: formats and structured targets, over which elements the walk goes, and what is published for them.
import fs from "node:fs";
import path from "node:path";
import { readTable } from "../known-ranks.mjs";
import { ROOT } from "./store.mjs";

const text = (file) => fs.readFileSync(path.join(ROOT, "scripts/data", file), "utf8").trim();

/** `{shape, target, known: ranks by ring}` of the structured targets whose ranks are published, by target and size. */
function structured() {
  return text("structured-ranks.txt").split("\n").filter((line) => !line.startsWith("#")).map((line) => line.split(" "))
    .map(([target, n, z, q]) => ({ name: `${target}-${n}`, shape: [+n, +n, +n], target, known: { Z: +z, Q: +q } }));
}

/** The same for general products, formats to `largest`. */
function formats(largest) {
  const { formats: table } = readTable(text("best-ranks.txt")), list = [];
  for (let n = 2; n <= largest; n++) for (let m = n; m <= largest; m++) for (let p = m; p <= largest; p++) {
    const row = table.get(`${n},${m},${p}`);
    list.push({ name: `${n}x${m}x${p}`, shape: [n, m, p], known: Object.fromEntries(["ZT", "Z", "Q", "Z2"].map((ring) => [ring, row[ring].rank])) });
  }
  return list;
}

export function subjects(largest = 8) { return { formats: formats(largest), structured: structured() }; }

/** Options as tried: spelt out, so that a command says all. Over three elements a walk of a large target has to fall for long before it may climb, or it never does. */
function walk(over, shape, target) {
  const [n] = shape;
  const z3 = over !== "Z2" ? { plusAfter: n > 3 ? [100000, 500000] : [500, 5000], distance: 2 } : { plusAfter: [5000, 50000], distance: 2 };
  const grown = target !== undefined && n >= GROWN[over] && { from: `${target}-${n - 1}`, pathLimit: 2e7, distance: 3, ...(over !== "Z2" && { plusAfter: [20000, 100000] }) };
  return { over, walkers: 1, pathLimit: 1e9, splitAfter: 0, patience: 1000, ...z3, ...grown, ...TUNED[`${target ?? shape.join("x")}${target ? `-${n}` : ""} ${over}`] };
}
/** What is lifted has many nonzeros, and other bases far fewer. */
const SANDWICH = { minimise: "nnz", tries: 300, seed: 1 };
/** Structured targets of this size and more begin at the best of the size below, with a term for every nonzero of the new row and column. */
const GROWN = { Z2: 5, Z3: 4, ZT: 5 };
/** Walked with signs at once, or lifted all the way: over two elements the signs of skew matrices are lost, and what is found there seldom lifts. */
const SIGNED = ["ww-3", "kk-4", "wt-4", "ww-4", "kk-5", "ww-5"];
const TUNED = {
  "kg-3 Z3": { plusAfter: [20000, 50000], distance: 1 }, "sw-3 Z3": { plusAfter: [200, 2000], distance: 3 }, "st-4 Z3": { plusAfter: [5000, 50000] },
  "wt-4 ZT": { lifting: true, pool: 16, walkers: 2, pathLimit: 1e6, patience: 100, splitAfter: 10, plusAfter: [2000, 2000], distance: 4 },
  "4x5x5 Z2": { adaptive: true, walkers: undefined, pathLimit: undefined, splitAfter: undefined, patience: undefined, plusAfter: undefined, distance: undefined },
  "5x5x5 Z2": { symmetry: "C3", walkers: undefined, plusAfter: [15000, 18000], distance: 36, splitAfter: 1e6, patience: undefined, pathLimit: 4e6 },
  "2x4x6 Z2": { from: "2x4x5" }, "2x5x5 Z2": { from: "2x4x5" }, "3x4x5 Z2": { from: "3x4x4", pool: 30, pathLimit: 5e5, plusAfter: [20000, 50000], distance: 3 }, "2x5x6 Z2": { from: "2x5x5", pathLimit: 2e7, distance: 3 }, "3x3x6 Z2": { from: "3x3x5", pathLimit: 2e7, distance: 3 }, "3x5x5 Z2": { from: "3x4x5" }, "4x4x6 Z2": { from: "4x4x5" },
};

/** Cells: `{name, shape, target?, goal, recipe}`. The end of a name says where the scheme holds: everywhere if there is none, -q has fractions, -z2 and -z3
 *  hold over two and three elements only. Walks go over two elements, which are fastest, and over three for fractions with a 2 below. `extra`: nothing is published. */
export function cells() {
  const { formats, structured } = subjects(6);
  return [...formats, ...structured].flatMap(({ name, shape, target, known: { Z, Q, Z2 = Z - 1 } }) => {
    const cell = (end, goal, recipe, extra = false) => ({ name: name + end, over: { "-q": "Q", "-z2": "Z2", "-z3": "Z3" }[end] ?? "Z", shape, ...(target && { target }), goal, recipe: { ...walk(recipe.over, shape, target), ...recipe }, extra });
    return [
      cell("", Z, SIGNED.includes(name) ? { over: "ZT" } : { over: "Z2", lift: { to: "Z" }, ...(target === undefined && { sandwich: SANDWICH }) }),
      ...(Q < Z || target ? [cell("-q", Q, { over: "Z3", lift: {} }, Q === Z)] : []),
      ...(Z2 < Z ? [cell("-z2", Z2, { over: "Z2" }, target !== undefined)] : []),
      ...(target ? [cell("-z3", Q - 1, { over: "Z3" }, true)] : []),
    ];
  });
}
