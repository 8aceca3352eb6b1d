// What a plan computes on blocks, before anything is ordered: the sums that operands are, and where products go.
// Sums worth keeping are those that save passes over memory: a kept sum of l terms costs l + 1 streams and one more at each use, an inlined one l at each use.
import { OptionError } from "../errors.js";
import { lengthsOf, schemeOf } from "../scheme.js";
import type { LinearProgram, Scheme, StraightLine } from "./types.js";

export interface Term { readonly index: number; readonly coefficient: number }
export type Terms = readonly Term[];

/** One side of the products: operand q is `scale` times index `index`; indices from `inputs` on are the sums kept. */
export interface Side { readonly inputs: number; readonly sums: ReadonlyMap<number, Terms>; readonly operands: readonly (Term | undefined)[] }
/** Where the value of a node (products first, then sums of products, then outputs) is added. */
export interface Outlets { readonly nodes: readonly Terms[]; readonly products: number; readonly outputs: number }
/** `whole`: every coefficient is a whole number that a double holds exactly. */
export interface Program { readonly scheme: Scheme; readonly u: Side; readonly v: Side; readonly w: Outlets; readonly whole: boolean }

/** The forms of a factor: of u and v one for each term of the scheme, of w one for each entry. */
function forms({ rank, shape, target, denominators, ...s }: Scheme, f: "u" | "v" | "w"): Terms[] {
  const length = lengthsOf(shape, target)[f], list: Term[][] = Array.from({ length: f === "w" ? length : rank }, () => []);
  for (let q = 0, at = 0; q < rank; q++) for (let x = 0; x < length; x++, at++) {
    const coefficient = s[f][at]! / (denominators?.[f][at] ?? 1);
    if (coefficient !== 0) list[f === "w" ? x : q]!.push({ index: f === "w" ? q : x, coefficient });
  }
  return list;
}

/** Sum of scaled sums; terms that cancel are gone. */
function merged(parts: readonly { readonly terms: Terms; readonly scale: number }[]): Term[] {
  const sum = new Map<number, number>();
  for (const { terms, scale } of parts) for (const { index, coefficient } of terms) sum.set(index, (sum.get(index) ?? 0) + scale * coefficient);
  return [...sum].filter(([, c]) => c !== 0).map(([index, coefficient]) => ({ index, coefficient })).sort((x, y) => x.index - y.index);
}

/** Every output of a program written out over its inputs. */
function expand(p: LinearProgram): Term[][] {
  const values: Terms[] = Array.from({ length: p.inputs }, (_, index) => [{ index, coefficient: 1 }]), outputs: Term[][] = Array.from({ length: p.outputs }, () => []);
  for (const { out, terms } of p.steps) {
    const value = merged(terms.map(({ index, coefficient }) => ({ terms: values[index]!, scale: coefficient })));
    values.push(value);
    if (out >= 0) outputs[out] = value;
  }
  return outputs;
}

/** A program made elsewhere: well formed, and computing what its scheme says. */
function checked(op: string, name: string, p: LinearProgram, inputs: number, wanted: readonly Terms[]): LinearProgram {
  const wrong = (why: string): never => { throw new OptionError(op, "s", `s.${name} ${why}`); };
  if (p === null || typeof p !== "object" || !Array.isArray(p.steps) || p.inputs !== inputs || p.outputs !== wanted.length) wrong(`is no program from ${inputs} inputs to ${wanted.length} outputs`);
  p.steps.forEach((step: Partial<LinearProgram["steps"][number]> | null, j) => {
    const out = step?.out, terms = step?.terms;
    if (!Number.isInteger(out) || out! < -1 || out! >= p.outputs || !Array.isArray(terms)) wrong(`has no output ${out} (step ${j})`);
    for (const t of terms as (Partial<Term> | null)[]) if (!Number.isInteger(t?.index) || t!.index! < 0 || t!.index! >= inputs + j || !Number.isFinite(t?.coefficient)) wrong(`uses index ${t?.index} with coefficient ${t?.coefficient} in step ${j}`);
  });
  expand(p).forEach((got, i) => {
    const rest = merged([{ terms: got, scale: 1 }, { terms: wanted[i]!, scale: -1 }]);
    if (rest.some(({ coefficient }) => Math.abs(coefficient) > 1e-9)) wrong(`does not compute output ${i} of the scheme`);
  });
  return p;
}

const direct = (inputs: number, list: readonly Terms[]): LinearProgram => ({ inputs, outputs: list.length, steps: list.map((terms, out) => ({ out, terms })) });

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
  const straight = x !== null && typeof x === "object" && "scheme" in x ? x : undefined;
  const scheme = schemeOf(op, straight ? `${arg}.scheme` : arg, straight?.scheme ?? x), { u: U, v: V } = lengthsOf(scheme.shape, scheme.target);
  const all = { u: forms(scheme, "u"), v: forms(scheme, "v"), w: forms(scheme, "w") };
  const make = (f: "u" | "v" | "w", inputs: number): LinearProgram => straight ? checked(op, f, straight[f], inputs, all[f]) : direct(inputs, all[f]);
  const u = side(make("u", U)), v = side(make("v", V));
  const w = outlets(make("w", scheme.rank), u.operands.map((x, q) => (x?.coefficient ?? 0) * (v.operands[q]?.coefficient ?? 0)));
  const whole = [...u.sums.values(), ...v.sums.values(), ...w.nodes].every((terms) => terms.every((t) => Number.isSafeInteger(t.coefficient)));
  return { scheme, u, v, w: signed(u, v, w), whole };
}
