// Schemes that are made without the package: classical ones from their papers, and those of a small flip-graph walk in plain JavaScript.
import { find, turned } from "../structured.mjs";
import { LITERATURE, fromPaper } from "./literature.mjs";
import { FOUND, STRUCTURED } from "./recipes.mjs";
import { expand, signed } from "./signs.mjs";
import { lengthsOf, standard, tensorOf } from "./targets.mjs";
import { search } from "./walk.mjs";

export const NAMES = [...LITERATURE, ...FOUND, ...STRUCTURED].map(({ name }) => name);
const made = new Map();

/** The scheme of a name: `{name, shape, target?, ring, rank, u, v, w, source?}`; checked exactly. */
export function make(name) {
  let scheme = made.get(name);
  if (scheme === undefined) {
    const paper = LITERATURE.find((x) => x.name === name), recipe = [...FOUND, ...STRUCTURED].find((x) => x.name === name);
    if (!paper && !recipe) throw new Error(`no scheme ${name}, expected one of ${NAMES.join(", ")}`);
    scheme = paper ? { ...paper, ring: "ZT", ...fromPaper(paper) } : { ...recipe, ring: "ZT", ...(recipe.target === undefined ? walked(recipe) : structured(recipe)) };
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
