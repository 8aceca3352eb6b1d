// What a plan computes on blocks, before anything is ordered: the sums that operands are, and where products go.
// Sums worth keeping are those that save passes over memory: a kept sum of l terms costs l + 1 streams and one more at each use, an inlined one l at each use.
import { lineOf } from "../straightline.js";
import type { Term } from "./program.js";
import type { LinearProgram, Scheme, StraightLine } from "./types.js";

export type Terms = readonly Term[];

/** One side of the products: operand q is `scale` times index `index`; indices from `inputs` on are the sums kept. */
export interface Side { readonly inputs: number; readonly sums: ReadonlyMap<number, Terms>; readonly operands: readonly (Term | undefined)[] }
/** Where the value of a node (products first, then sums of products, then outputs) is added. */
export interface Outlets { readonly nodes: readonly Terms[]; readonly products: number; readonly outputs: number }
/** `whole`: every coefficient is a whole number that a double holds exactly. */
export interface Program { readonly scheme: Scheme; readonly u: Side; readonly v: Side; readonly w: Outlets; readonly whole: boolean }

/** Sum of scaled sums; terms that cancel are gone. */
function merged(parts: readonly { readonly terms: Terms; readonly scale: number }[]): Term[] {
  const sum = new Map<number, number>();
  for (const { terms, scale } of parts) for (const { index, coefficient } of terms) sum.set(index, (sum.get(index) ?? 0) + scale * coefficient);
  return [...sum].filter(([, c]) => c !== 0).map(([index, coefficient]) => ({ index, coefficient })).sort((x, y) => x.index - y.index);
}

/** How often each step is a term of another. */
function consumers({ inputs, steps }: LinearProgram): number[] {
  const uses = steps.map(() => 0);
  for (const { terms } of steps) for (const { index } of terms) if (index >= inputs) uses[index - inputs]!++;
  return uses;
}

/** Operands as sums of blocks: single terms stand for themselves, equal sums are made once. */
function side(p: LinearProgram): Side {
  const { inputs, steps } = p, uses = consumers(p), values: Terms[] = Array.from({ length: inputs }, (_, index) => [{ index, coefficient: 1 }]);
  const sums = new Map<number, Terms>(), known = new Map<string, Term>(), operands: (Term | undefined)[] = new Array(p.outputs).fill(undefined);
  steps.forEach(({ out, terms: given }, j) => {
    let value: Terms = merged(given.map(({ index, coefficient }) => ({ terms: values[index]!, scale: coefficient })));
    const length = value.length, inlined = length * uses[j]! <= length + 1 + uses[j]!;
    if (length > 1 && (out >= 0 || !inlined)) {
      // Equal up to sign only: a multiple the other way round would be a fraction, which integers do not have.
      const sign = Math.sign(value[0]!.coefficient), key = value.map(({ index, coefficient }) => `${index}:${coefficient * sign}`).join(), twin = known.get(key);
      if (twin === undefined) { sums.set(inputs + j, value); known.set(key, { index: inputs + j, coefficient: sign }); }
      value = [twin === undefined ? { index: inputs + j, coefficient: 1 } : { index: twin.index, coefficient: sign * twin.coefficient }];
    }
    values.push(value);
    if (out >= 0) operands[out] = value[0];
  });
  return { inputs, sums, operands };
}

/** The other way round: products are added to outputs and to sums that more than one output takes. `scale` is what the operands left over; 0 drops a product. */
function outlets(p: LinearProgram, scale: readonly number[]): Outlets {
  const { inputs, outputs, steps } = p, uses = consumers(p), values: Terms[] = scale.map((coefficient, index) => coefficient === 0 ? [] : [{ index, coefficient }]);
  const kept: Terms[] = [], ends: Terms[] = Array.from({ length: outputs }, () => []);
  for (const [j, { out, terms: given }] of steps.entries()) {
    let value: Terms = merged(given.map(({ index, coefficient }) => ({ terms: values[index]!, scale: coefficient })));
    if (value.length > 1 && uses[j]! + (out >= 0 ? 1 : 0) > 1) value = [{ index: inputs + kept.push(value) - 1, coefficient: 1 }];
    values.push(value);
    if (out >= 0) ends[out] = value;
  }
  const nodes: Term[][] = Array.from({ length: inputs + kept.length }, () => []);
  [...kept, ...ends].forEach((terms, i) => { for (const { index, coefficient } of terms) nodes[index]!.push({ index: inputs + i, coefficient }); });
  return { nodes, products: inputs, outputs };
}

/** Where a product has one place to go, or none with coefficient 1, its sign moves into an operand that only it uses. */
function signed(u: Side, v: Side, w: Outlets): Program["w"] {
  const uses = [u, v].map(({ sums, operands }) => {
    const count = new Map<number, number>(), add = (x: Term | undefined): void => { if (x) count.set(x.index, (count.get(x.index) ?? 0) + 1); };
    for (const terms of sums.values()) terms.forEach(add);
    operands.forEach(add);
    return count;
  });
  return { ...w, nodes: w.nodes.map((to, q) => {
    if (q >= w.products || to.length === 0 || to.some((t) => t.coefficient === 1) || !to.some((t) => t.coefficient === -1)) return to;
    for (const [i, { sums, operands, inputs }] of [u, v].entries()) {
      const index = operands[q]!.index;
      if (index < inputs || uses[i]!.get(index) !== 1) continue;
      (sums as Map<number, Terms>).set(index, sums.get(index)!.map((t) => ({ ...t, coefficient: -t.coefficient })));
      return to.map((t) => ({ ...t, coefficient: -t.coefficient }));
    }
    return to;
  }) };
}

/** A scheme, or a straight-line form of one, checked and taken apart. */
export function programOf(op: string, arg: string, x: Scheme | StraightLine): Program {
  const line = lineOf(op, arg, x), { scheme } = line, u = side(line.u), v = side(line.v);
  const w = outlets(line.w, u.operands.map((y, q) => (y?.coefficient ?? 0) * (v.operands[q]?.coefficient ?? 0)));
  const whole = [...u.sums.values(), ...v.sums.values(), ...w.nodes].every((terms) => terms.every((t) => Number.isSafeInteger(t.coefficient)));
  return { scheme, u, v, w: signed(u, v, w), whole };
}
