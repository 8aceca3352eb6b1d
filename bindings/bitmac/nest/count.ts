// How often each action is carried out, without carrying anything out: exact, edges included, in time that does not depend on the sizes.
import type { PrimitiveCount } from "../types.js";
import { DIMS, INDEX, type Primitive } from "./ast.js";
import type { Extent, Layout, Sizes } from "./layout.js";
import type { Place, Study } from "./study.js";

/** One part in one action: a loop around it, a loop it gathers, or neither. */
interface Role extends Extent { readonly role: "around" | "gathered" | "absent" }

/** [values gathered, how often]; or a range of so many indices, how often. */
type Spread = (readonly [items: number, times: number])[];

/** Equal ones together, empty ones left out. */
function merged(all: Spread): Spread {
  const sums = new Map<number, number>();
  for (const [items, times] of all) if (items > 0 && times > 0) sums.set(items, (sums.get(items) ?? 0) + times);
  return [...sums];
}

/** Of one dimension, its parts largest steps first: the turns of the loops around, by the number of values each gathers. `ranges` are what earlier gathered
 *  parts left; within a part all turns but those at the ends of the ranges are alike. */
function spread(roles: readonly Role[], ranges: Spread): Spread {
  const [r, ...inner] = roles;
  if (ranges.length === 0) return [];
  if (r === undefined) return [[ranges.reduce((sum, [, times]) => sum + times, 0), 1]];
  if (ranges.length === 1 && roles.every((x) => x.role === "around")) return [[ranges[0]![1], ranges[0]![0]]];
  const { step, turns, role } = r, at = (turn: number): Spread => merged(ranges.map(([size, times]) => [Math.min(step, size - turn * step), times]));
  if (role === "absent") return spread(inner, at(0));
  if (role === "gathered") {
    return spread(inner, merged(ranges.flatMap(([size, times]) => {
      const full = Math.min(turns, Math.floor(size / step));
      return [[step, times * full], [full < turns ? size - full * step : 0, times]] as const;
    })));
  }
  const cuts = [...new Set([0, turns, ...ranges.flatMap(([size]) => [Math.floor(size / step), Math.floor(size / step) + 1])])].filter((c) => c <= turns).sort((x, y) => x - y);
  return merged(cuts.slice(1).flatMap((end, i) => spread(inner, at(cuts[i]!)).map(([n, times]) => [n, times * (end - cuts[i]!)] as const)));
}

function work(primitive: Primitive, items: number, running: boolean): number {
  if (primitive === "half_reduce") return Math.max(0, items + (running ? 2 : 0) - 2);
  return primitive === "add" ? Math.max(0, items - 1) : 1;
}

/** How often one action is carried out, by the words it takes. `digits`: digits of the encoded operand that are not 0, or undefined for as many as there could be. */
function words(study: Study, { node, loops, closed }: Place, layout: Layout, sizes: Sizes, digits?: number): Spread {
  const sparse = digits !== undefined && loops.some((l) => l.within), taken: readonly string[] = [...INDEX[study.encoded]!.dims, "BW"];
  let all: Spread = [[Math.max(1, node.args.length), sparse ? digits : 1]];
  for (const dim of DIMS) {
    if (sparse && taken.includes(dim)) continue;
    const roles: Role[] = [];
    for (const [name, { dim: d, step, turns }] of layout) {
      if (d === dim) roles.unshift({ dim, step, turns, role: closed.includes(name) && node.primitive !== "sparse" ? "gathered" : loops.some((l) => l.part === name) ? "around" : "absent" });
    }
    const one = spread(roles, merged([[sizes[dim], 1]]));
    all = merged(all.flatMap(([items, times]) => one.map(([i, t]) => [items * i, times * t] as const)));
  }
  return all;
}

/** Lines to carry out: turns beyond an edge do not count, a tree counts for every value it gathers. */
export function lines(study: Study, layout: Layout, sizes: Sizes): number {
  return study.places.reduce((sum, p) => words(study, p, layout, sizes).reduce((s, [items, times]) => s + items / Math.max(1, p.node.args.length) * times, sum), 0);
}

/** By primitive. Activations are those of one instance, their mean where a primitive stands on several lines. */
export function count(study: Study, layout: Layout, sizes: Sizes, digits?: number): Partial<Record<Primitive, PrimitiveCount>> {
  const counts: Partial<Record<Primitive, PrimitiveCount>> = {}, [r, c] = INDEX[study.encoded]!.dims;
  const density = digits === undefined ? 1 : digits / Math.max(1, sizes[r] * sizes[c] * sizes.BW);
  for (const place of study.places) {
    const { node: { primitive }, loops, running } = place, uses = words(study, place, layout, sizes, digits).reduce((sum, [items, times]) => sum + work(primitive, items, running.length > 0) * times, 0);
    let instances = 1, turns = loops.some((l) => l.within) ? density : 1;
    for (const l of loops) {
      const n = layout.get(l.part)!.turns;
      if (l.spatial) instances *= n;
      else turns *= n;
    }
    const before = counts[primitive] ?? { instances: 0, activations: 0, uses: 0 }, total = before.instances + instances;
    counts[primitive] = { instances: total, activations: (before.instances * before.activations + instances * turns) / Math.max(1, total), uses: before.uses + uses };
  }
  return counts;
}
