// From a recipe to a scheme: a start, a walk with a seed, a lift. The same recipe gives the same scheme on every machine.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { make } from "../catalog/make.mjs";
import { lengthsOf, place, tensorOf } from "../catalog/targets.mjs";
import { ROOT, decode, load, normal } from "./store.mjs";

/** k.flip of the package as built. */
export async function library() {
  const { loadSync } = await import(pathToFileURL(path.join(ROOT, "dist/index.js")).href);
  return loadSync().flip;
}

const naive = (flip, { shape, target }, ring) => (target === undefined ? flip.standard(...shape, ring) : flip.structured(target, shape[0], ring));

const inRing = (flip, s, ring) => (s.ring === ring ? s : /Z[23]/.test(ring) ? flip.reduceRing(s, ring) : { ...s, ring });

/** A scheme of the catalogue for the first part of the format, the standard one for the rest, dimension by dimension. */
function extended(flip, part, { shape, target }, ring) {
  if (target !== undefined) return bordered(inRing(flip, part, ring), shape);
  return shape.reduce((s, size, dim) => {
    if (s.shape[dim] === size) return s;
    const rest = s.shape.map((x, i) => (i === dim ? size - x : x));
    return flip.merge(s, flip.standard(...rest, ring), dim);
  }, inRing(flip, part, ring));
}

/** Where the walk of a cell begins that grows from a record. */
export const grown = (flip, cell, from, ring) => extended(flip, stored(from), cell, ring);

/** The same for structured targets: a scheme for the first rows and columns, and a term for every nonzero that has another. */
function bordered({ shape: small, target, ring, rank, u, v, w }, shape) {
  const [n] = small, [N] = shape, short = lengthsOf(small, target), long = lengthsOf(shape, target), p = { Z2: 2, Z3: 3 }[ring];
  const to = [target[0], target[1] === "t" ? target[0] : target[1], long[2] < N * N ? "u" : "g"].map((letter) => {
    const places = [];
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) { const at = place(letter, n, i, j); if (at) places[at[0]] = place(letter, N, i, j)[0]; }
    return places;
  });
  const terms = Array.from({ length: rank }, (_, q) => [u, v, w].map((x, f) => to[f].map((at, e) => [at, x[q * short[f] + e]])));
  const sums = tensorOf(shape, target), [, B, C] = long, [, b, c] = short;
  tensorOf(small, target).forEach((x, e) => { sums[(to[0][Math.floor(e / (b * c))] * B + to[1][Math.floor(e / c) % b]) * C + to[2][e % c]] -= x; });
  sums.forEach((x, e) => { if (x !== 0) terms.push([[[Math.floor(e / (B * C)), 1]], [[Math.floor(e / C) % B, 1]], [[e % C, p ? (x + p) % p : x]]]); });
  const factor = (f) => { const x = new Int32Array(terms.length * long[f]); terms.forEach((t, q) => { for (const [at, y] of t[f]) x[q * long[f] + at] = y; }); return x; };
  return { shape, target, ring, rank: terms.length, u: factor(0), v: factor(1), w: factor(2) };
}

/** The walk of a recipe: what is not an option of the search is taken out. `lifting`: the search lifts whatever it meets, `lift`: what it ends with is lifted. */
function walked(flip, cell, { over, from, symmetry, lifting, lift, sandwich, any, ...more }, find) {
  const options = Object.fromEntries(Object.entries({ ...more, lift: lifting }).filter(([, x]) => x !== undefined));
  if (symmetry !== undefined) return flip.searchSymmetric(cell.shape[0], { symmetry, ...options });
  return flip.search(from === undefined ? naive(flip, cell, over) : extended(flip, find(from), cell, over), options);
}

/** What a recipe gives: `{scheme, flips, reached}`. No scheme where the walk ends above its target (unless `any` rank will do) or what it found does not
 *  lift. `find`: the scheme of a name, for recipes that build on others. */
export function follow(flip, cell, recipe, find) {
  if (recipe.script) return { scheme: normal(make(recipe.script)), flips: 0 };
  const { lift, sandwich, target, any } = recipe, { best, flips, history } = walked(flip, cell, recipe, find);
  let scheme = any || best.rank <= target ? best : undefined;
  if (scheme && lift !== undefined) scheme = flip.lift(scheme, lift) ?? undefined;
  if (scheme && sandwich !== undefined) scheme = flip.sandwichSearch(normal(scheme), sandwich);
  return { scheme: scheme && normal(scheme), flips: any ? history.at(-1)?.flips ?? flips : flips, reached: best.rank };
}

/** The scheme of a name in the store. */
export function stored(name, records = load()) {
  const found = records.find((r) => r.name === name);
  if (!found) throw new Error(`no record ${name}`);
  return decode(found);
}

/** Finds a record again. */
export function again(flip, record) { return follow(flip, record, record.recipe, stored); }
