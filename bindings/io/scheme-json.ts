// Perminov's JSON files of schemes, read by a scanner of our own: engines differ in where JSON.parse says an error is, and none says where a
// number of the wrong size stands. Keys it does not know are passed over.
import type { Ring, Scheme } from "../flip/types.js";
import { isTarget, lengthsOf, MAX_DIMENSION, MAX_RANK, RINGS } from "../scheme.js";
import { type Fraction, show } from "./scheme-fraction.js";
import type { Hints } from "./scheme-options.js";
import { FACTORS, Parts, type Shape } from "./scheme-parts.js";
import type { SchemeText } from "./scheme-text.js";

/** Most brackets open at a time. */
const DEEPEST = 32;
const MOST_KEYS = 2 ** 20;

/** Where each value of an object begins. */
export type Fields = ReadonlyMap<string, number>;

/** The fields of the object that comes next; all of it is checked to be JSON. */
export function readFields(t: SchemeText, depth = 0): Fields {
  const fields = new Map<string, number>();
  t.list("{", "}", "an object", () => {
    t.skip();
    const from = t.at, key = string(t);
    if (fields.has(key)) throw t.fail(`key ${JSON.stringify(key.slice(0, 32))} stands twice`, from);
    if (fields.size >= MOST_KEYS) throw t.fail(`an object has more than ${MOST_KEYS} keys`, from);
    t.expect(":", "after a key");
    t.skip();
    fields.set(key, t.at);
    skipValue(t, depth + 1);
  });
  return fields;
}

function skipValue(t: SchemeText, depth: number): void {
  if (depth > DEEPEST) throw t.fail(`more than ${DEEPEST} brackets are open`);
  t.skip();
  const start = t.peek();
  if (start === "{") readFields(t, depth);
  else if (start === "[") t.list("[", "]", "a list", () => skipValue(t, depth + 1));
  else if (start === '"') string(t);
  else if (!t.accept("true") && !t.accept("false") && !t.accept("null")) number(t);
}

/** A number that nobody has asked for yet, of any size. */
function number(t: SchemeText): void {
  const { at } = t;
  if (t.peek() === "-") t.at++;
  const first = t.at;
  let value = t.digits();
  if (t.at > first + 1 && t.bytes[first] === 48) value = NaN;
  if (t.peek() === ".") {
    t.at++;
    value += t.digits();
  }
  if (t.peek() === "e" || t.peek() === "E") {
    t.at++;
    if (t.peek() === "+" || t.peek() === "-") t.at++;
    value += t.digits();
  }
  if (value !== value) throw t.fail(`${t.found(at)}, expected a value`, at);
}

function string(t: SchemeText): string {
  t.expect('"', "to begin a string");
  const from = t.at;
  for (; t.peek() !== '"'; t.at++) {
    if (t.at >= t.bytes.length || (t.bytes[t.at] as number) < 32) throw t.fail("a string is not closed on its line", from - 1);
    if (t.peek() === "\\") t.at++;
  }
  const text = t.slice(from, t.at++);
  if (!text.includes("\\")) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    throw t.fail("a string holds an escape that JSON does not have", from);
  }
}

/** Goes to the value of a field. */
export function goTo(t: SchemeText, fields: Fields, key: string, start: number): void {
  const at = fields.get(key);
  if (at === undefined) throw t.fail(`the scheme has no "${key}"`, start);
  t.at = at;
}

/** A coefficient: 3, -1, 0.5 or "1/2", without blanks. */
export function readValue(t: SchemeText): Fraction {
  if (!t.accept('"')) return t.fraction(false);
  const blank = t.peek() === " ", value = t.fraction();
  if (blank || t.peek() !== '"') throw t.fail(`${t.found()}, expected '"' around a number alone`);
  t.at++;
  return value;
}

export interface Head { readonly shape: Shape; readonly target?: string; readonly ring?: Ring; readonly rank?: number; readonly guess: boolean }

/** What stands before the coefficients. `target` and `ring` are ours: the keys of the format know general products, and no ring but Z2. */
export function readHead(t: SchemeText, fields: Fields, start: number): Head {
  const word = (key: string, isGood: (s: string) => boolean): string | undefined => {
    if (!fields.has(key)) return undefined;
    goTo(t, fields, key, start);
    const from = t.at, text = string(t);
    if (!isGood(text)) throw t.fail(`${key} is ${JSON.stringify(text.slice(0, 32))}, which is none`, from);
    return text;
  };
  goTo(t, fields, "n", start);
  const from = t.at, sizes: number[] = [], size = (): number => sizes.push(t.count("a dimension", MAX_DIMENSION, 1));
  if (t.peek() === "[") t.list("[", "]", '"n"', size);
  else sizes.push(...Array.from({ length: 3 }, ((n) => () => n)(t.count("a dimension", MAX_DIMENSION, 1))));
  if (sizes.length !== 3) throw t.fail(`"n" holds ${sizes.length} dimensions, expected 3`, from);
  const target = word("target", isTarget);
  if (target !== undefined && sizes.some((s) => s !== sizes[0])) throw t.fail(`"n" is ${sizes.join("×")}, expected a cube for target "${target}"`, from);
  let rank: number | undefined, ring = word("ring", (r) => RINGS.includes(r as Ring)) as Ring | undefined;
  if (fields.has("m")) {
    goTo(t, fields, "m", start);
    rank = t.count('"m"', MAX_RANK);
  }
  if (fields.has("z2")) {
    goTo(t, fields, "z2", start);
    if (t.accept("true")) {
      if ((ring ??= "Z2") !== "Z2") throw t.fail(`"z2" is true, but "ring" is "${ring}"`, fields.get("z2"));
    } else t.expect("false", '(or true) for "z2"');
  }
  return { shape: sizes as unknown as Shape, guess: !fields.has("z2"), ...(target === undefined ? {} : { target }), ...(ring === undefined ? {} : { ring }), ...(rank === undefined ? {} : { rank }) };
}

/** The full format: one row of coefficients for each term. */
export function readFull(t: SchemeText, fields: Fields, hints: Hints, start: number): Scheme {
  const { shape, target, ring, rank, guess } = readHead(t, fields, start), L = lengthsOf(shape, target);
  const parts = new Parts(hints, (problem, at) => t.fail(problem, at), ring);
  let terms = rank;
  for (const f of FACTORS) {
    goTo(t, fields, f, start);
    const from = t.at;
    const rows = t.list("[", "]", `"${f}"`, (q) => {
      t.skip();
      const row = t.at;
      const length = t.list("[", "]", `row ${q + 1} of "${f}"`, () => {
        t.skip();
        const at = t.at;
        parts.add(f, readValue(t), at);
      });
      if (length !== L[f]) throw t.fail(`row ${q + 1} of "${f}" has ${length} numbers, expected ${L[f]}`, row);
    });
    if (rows !== (terms ??= rows)) throw t.fail(`"${f}" has ${rows} rows, expected ${terms}`, from);
  }
  return parts.finish(shape, target, guess);
}

/** Both formats begin alike. */
export function formatHead({ shape, target, ring, rank }: Scheme, complexity: string): string {
  const extra = `${ring === "Z3" ? `\n    "ring": "Z3",` : ""}${target === undefined ? "" : `\n    "target": "${target}",`}`;
  return `{\n    "n": [${shape.join(", ")}],\n    "m": ${rank},${extra}\n    "z2": ${ring === "Z2"},\n    "complexity": ${complexity},`;
}

/** Non-whole coefficients are strings, "1/2". */
export function formatValue(n: number, d: number): string { return d === 1 ? String(n) : `"${show(n, d)}"`; }

export function formatFull(s: Scheme): string {
  const { shape, target, rank, denominators } = s, L = lengthsOf(shape, target);
  let nonzeros = 0;
  const factors = FACTORS.map((f) => {
    const rows = Array.from({ length: rank }, (_, q) => {
      const row = Array.from(s[f].subarray(q * L[f], (q + 1) * L[f]));
      nonzeros += row.filter((x) => x !== 0).length;
      return `        [${row.map((n, i) => formatValue(n, denominators?.[f][q * L[f] + i] ?? 1)).join(", ")}]`;
    });
    return `    "${f}": [\n${rows.join(",\n")}\n    ]`;
  });
  return `${formatHead(s, String(nonzeros - 2 * rank - L.w))}\n${factors.join(",\n")}\n}\n`;
}
