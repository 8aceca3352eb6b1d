// From a recipe to a scheme: a start, a walk with a seed, a lift. The same recipe gives the same scheme on every machine.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { make } from "../catalog/make.mjs";
import { ROOT, decode, load, normal } from "./store.mjs";

/** k.flip of the package as built. */
export async function library() {
  const { loadSync } = await import(pathToFileURL(path.join(ROOT, "dist/index.js")).href);
  return loadSync().flip;
}

const naive = (flip, { shape, target }, ring) => (target === undefined ? flip.standard(...shape, ring) : flip.structured(target, shape[0], ring));

/** A scheme of the catalogue for the first part of the format, the standard one for the rest, dimension by dimension. */
function extended(flip, part, shape, ring) {
  const inRing = part.ring === ring ? part : /Z[23]/.test(ring) ? flip.reduceRing(part, ring) : { ...part, ring };
  return shape.reduce((s, size, dim) => {
    if (s.shape[dim] === size) return s;
    const rest = s.shape.map((x, i) => (i === dim ? size - x : x));
    return flip.merge(s, flip.standard(...rest, ring), dim);
  }, inRing);
}

/** The walk of a recipe: what is not an option of the search is taken out. */
function walked(flip, cell, { over, from, symmetry, lift, sandwich, any, ...more }, find) {
  const options = Object.fromEntries(Object.entries(more).filter(([, x]) => x !== undefined));
  if (symmetry !== undefined) return flip.searchSymmetric(cell.shape[0], { symmetry, ...options });
  return flip.search(from === undefined ? naive(flip, cell, over) : extended(flip, find(from), cell.shape, over), options);
}

/** What a recipe gives: `{scheme, flips, reached}`. No scheme where the walk ends above its target (unless `any` rank will do) or what it found does not
 *  lift. `find`: the scheme of a name, for recipes that build on others. */
export function follow(flip, cell, recipe, find) {
  if (recipe.script) return { scheme: normal(make(recipe.script)), flips: 0 };
  if (recipe.taken) return { flips: 0 };
  const { lift, sandwich, target, any } = recipe, { best, flips, history } = walked(flip, cell, recipe, find);
  let scheme = any || best.rank <= target ? best : undefined;
  if (scheme && lift !== undefined) scheme = flip.lift(scheme, lift) ?? undefined;
  if (scheme && sandwich !== undefined) scheme = flip.sandwichSearch(scheme, sandwich);
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
