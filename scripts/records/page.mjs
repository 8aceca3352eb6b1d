// docs/records.md: what is published, what this package has found, and how, cell by cell.
import { LITERATURE } from "../catalog/literature.mjs";
import { make } from "../catalog/make.mjs";
import { closure } from "../known-ranks.mjs";
import { subjects } from "./cells.mjs";
import { shipped } from "./store.mjs";

const RINGS = ["ZT", "Z", "Q", "Z2", "Z3"];
const below = (letters = "") => letters.split(",").map((x) => +(x.split("/")[1] ?? 1));
/** Whether a scheme holds over a ring: fractions do over two or three elements whose number is in no denominator. */
export function holds({ ring, letters }, over) {
  const wider = { ZT: RINGS, Z: ["Z", "Q", "Z2", "Z3"], Q: ["Q"], Z2: ["Z2"], Z3: ["Z3"] }[ring];
  return wider.includes(over) || (ring === "Q" && /Z[23]/.test(over) && below(letters).every((d) => d % +over[1] !== 0));
}

/** Lowest rank by ring that the schemes have for a subject, or Infinity. */
export const direct = (schemes, { shape, target }, ring) => schemes.filter((s) => s.target === target && String(s.shape) === String(shape) && holds(s, ring)).reduce((low, s) => Math.min(low, s.rank), Infinity);

/** Ranks of formats in order by ring, of the schemes or of what is put together of them. */
function reached(schemes, formats) {
  const by = Object.fromEntries(RINGS.map((ring) => [ring, new Map()]));
  for (const f of formats) for (const ring of RINGS) by[ring].set(String(f.shape), Math.min(direct(schemes, f, ring), closure(f.shape, by[ring])));
  return (shape, ring) => by[ring].get(String(shape));
}

/** The lowest rank that what the package carries has for a format over a ring: that of flip.best. */
export function ranks(records) { return reached([...LITERATURE.map(({ name }) => make(name)), ...records.filter(shipped)], subjects().formats); }

/** Cells that are behind what is published for them. */
export function behind(records, cells) {
  const rank = ranks(records);
  return cells.filter((c) => !c.extra && (c.target === undefined ? rank(c.shape, c.over) : direct(records, c, c.over)) > c.goal);
}

/** "matched", or the rings where ours is lower or higher. */
function standing(ours, known) {
  const say = (word, test) => { const list = Object.keys(known).filter((ring) => test(ours(ring), known[ring])); return list.length > 0 ? [`${word} (${list.join(", ")})`] : []; };
  return [...say("**ahead**", (x, y) => x < y), ...say("behind", (x, y) => x > y)].join(", ") || "matched";
}

const cellsOf = (ours) => RINGS.map((ring) => (Number.isFinite(ours(ring)) ? ours(ring) : "–")).join(" | ");
const short = (x) => (x >= 1e9 ? `${(x / 1e9).toPrecision(3)} G` : x >= 1e6 ? `${(x / 1e6).toPrecision(3)} M` : x >= 1e3 ? `${(x / 1e3).toPrecision(3)} k` : `${x}`);
const head = (...columns) => `| ${columns.join(" | ")} |\n|${"---|".repeat(columns.length)}`;
const count = (list) => ["matched", "ahead", "behind"].map((word) => `${list.filter((x) => x.includes(word)).length} ${word}`).join(", ");

function described(recipe) {
  if (recipe.script) return "a walk in plain JavaScript";
  const { over, from, symmetry, lifting, lift, seed, target, flips, sandwich, ...more } = recipe, options = Object.entries(more).map(([key, x]) => `, ${key} ${JSON.stringify(x)}`).join("");
  return `${symmetry ? `${symmetry} over Z2` : `over ${over}`}${from ? ` from ${from}` : ""}, seed ${seed}${options}${sandwich ? `, sandwich ${JSON.stringify(sandwich)}` : ""}${lifting ? ", lifted on the way" : lift ? ", lifted" : ""}`;
}

export function page(records) {
  const { formats, structured } = subjects(), rank = ranks(records), order = [...formats, ...structured].map((x) => x.name), base = (r) => r.name.replace(/-(q|z2|z3)$/, "");
  const rows = formats.map((f) => ({ ...f, is: standing((ring) => rank(f.shape, ring), f.known) })), kinds = structured.map((s) => ({ ...s, is: standing((ring) => direct(records, s, ring), s.known) }));
  return `# Records

Made by \`npm run records\`; what it tells is in \`scripts/data/records.json\` (ours), \`scripts/data/best-ranks.txt\` and \`scripts/data/structured-ranks.txt\` (published ranks, as facts).
Every scheme of ours is found by this package from the standard algorithm (or from another of its own) and is expanded exactly by the tests. Each is made again by a command: the same seed
walks the same way on every machine.

ZT: coefficients −1, 0, 1. Z: whole numbers. Q: fractions. Z2, Z3: over two and three elements. What holds over ZT holds over all. "matched": as low as the lowest published rank in every
ring for which one is published; "ahead" and "behind" name the rings. Flips and CPU seconds are those of the seed
that found the scheme, chosen after the fact: single runs, no medians, without the seeds tried before; CPU seconds are of one thread of a shared server, from the start to the scheme.

## General products

n×m by m×p. Ranks are those of \`flip.best\`: of a scheme that comes with the package, or of several put side by side or multiplied. ${count(rows.filter((r) => r.shape[2] <= 5).map((r) => r.is))} of the formats to 5×5×5; ${count(rows.map((r) => r.is))} of those to 8×8×8.

${head("format", "published ZT / Z / Q / Z2", ...RINGS.map((r) => `ours ${r}`), "standing")}
${rows.map((r) => `| ${r.shape.join("×")} | ${["ZT", "Z", "Q", "Z2"].map((ring) => r.known[ring]).join(" / ")} | ${cellsOf((ring) => rank(r.shape, ring))} | ${r.is} |`).join("\n")}

## Structured products

Targets as in \`flip.structured\`. ${count(kinds.map((k) => k.is))}.

${head("target", "n", "published Z / Q", ...RINGS.map((r) => `ours ${r}`), "standing")}
${kinds.map((k) => `| ${k.target} | ${k.shape[0]} | ${k.known.Z} / ${k.known.Q} | ${cellsOf((ring) => direct(records, k, ring))} | ${k.is} |`).join("\n")}

## How they were found

\`node scripts/catalog.mjs NAME\` finds one again and compares, where there is a command. Those with a star come with the package (\`flip.catalog()\`); the others are in the store.

${head("name", "ring", "rank", "additions", "growth", "flips", "CPU s", "found by")}
${[...records].sort((x, y) => order.indexOf(base(x)) - order.indexOf(base(y)) || (x.name < y.name ? -1 : 1)).map((r) => `| ${r.name}${shipped(r) ? "*" : ""} | ${r.ring} | ${r.rank} | ${r.additions} | ${/Z[23]/.test(r.ring) ? "–" : r.growth} | ${r.flips ? short(r.flips) : "–"} | ${r.seconds} | ${described(r.recipe)} |`).join("\n")}
`;
}
