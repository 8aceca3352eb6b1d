// Sizes of the parts: how many turns each takes, and the step in its dimension that one turn makes.
import { positions } from "../encodings.js";
import { type Dim, DIMS } from "./ast.js";
import type { Study } from "./study.js";

export interface Extent { readonly dim: Dim; readonly step: number; readonly turns: number }
export type Sizes = Readonly<Record<Dim, number>>;
export type Layout = ReadonlyMap<string, Extent>;

/** `size` of a part that is not the first of its dimension. */
export function layout(study: Study, sizes: Sizes, size: (part: string, given: number) => number): Layout {
  const extents = new Map<string, Extent>();
  for (const dim of DIMS) {
    let step = 1;
    const parts = [...study.parts].filter(([, p]) => p.dim === dim).reverse();
    parts.forEach(([name, { size: given }], i) => {
      const turns = i === parts.length - 1 ? Math.ceil(sizes[dim] / step) : size(name, given);
      extents.set(name, { dim, step, turns });
      step *= turns;
    });
  }
  return extents;
}

export function sizesOf(study: Study, m: number, n: number, k: number): Sizes {
  return { M: m, N: n, K: k, BW: positions(study.encoding) };
}
