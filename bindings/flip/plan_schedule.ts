// The order of the products of one level, and what is done between them: operands are formed right before their product, and memory of the dead is used again.
import type { Outlets, Program, Side, Term } from "./plan_program.js";

/** A block: which bank it lies in, and its place there. */
export type Ref = number;
export const BANK: number = 1 << 21;
/** Blocks of A, B, C; sums of blocks of A, of B; sums of products. */
export const A = 0, B: number = BANK, C: number = 2 * BANK, FROM_A: number = 3 * BANK, FROM_B: number = 4 * BANK, PRODUCTS: number = 5 * BANK;

export interface Source { readonly ref: Ref; readonly coefficient: number }
export type Step =
  | { readonly kind: "sum"; readonly to: Ref; readonly from: readonly Source[] }
  | { readonly kind: "spread"; readonly from: Ref; readonly to: readonly Source[] }
  | { readonly kind: "product"; readonly a: Ref; readonly b: Ref; readonly to: Ref; readonly add: boolean };
/** `slots`: blocks of scratch of each kind; `streams`: passes over blocks of each kind. */
export interface Schedule { readonly steps: readonly Step[]; readonly slots: readonly [number, number, number]; readonly streams: readonly [number, number, number] }

/** Blocks of scratch, given out lowest first. */
class Slots {
  readonly bank: number;
  count = 0;
  private readonly idle: number[] = [];
  constructor(bank: number) { this.bank = bank; }
  take(): Ref { return this.bank + (this.idle.pop() ?? this.count++); }
  give(ref: Ref): void { if (ref >= this.bank && ref < this.bank + BANK) this.idle.push(ref - this.bank); }
}

/** Sums of one side, made on demand and dropped after their last use. */
class Operands {
  readonly left: Map<number, number> = new Map();
  readonly made: Map<number, Ref> = new Map();
  readonly slots: Slots;
  readonly side: Side;
  private readonly bank: number;

  constructor(side: Side, bank: number, scratch: number) {
    this.side = side;
    this.bank = bank;
    this.slots = new Slots(scratch);
    const use = (x: Term | undefined): void => { if (x && x.index >= side.inputs) this.left.set(x.index, (this.left.get(x.index) ?? 0) + 1); };
    for (const terms of side.sums.values()) terms.forEach(use);
    side.operands.forEach(use);
  }

  get(index: number, steps: Step[]): Ref {
    if (index < this.side.inputs) return this.bank + index;
    const known = this.made.get(index);
    if (known !== undefined) return known;
    const terms = this.side.sums.get(index)!, from = terms.map((t) => ({ ref: this.get(t.index, steps), coefficient: t.coefficient }));
    for (const t of terms) this.done(t.index);
    const to = this.slots.take(), same = from.findIndex((s) => s.ref === to);
    // In place is sound for the first row of a pass only.
    if (same > 0) from.unshift(...from.splice(same, 1));
    this.made.set(index, to);
    steps.push({ kind: "sum", to, from });
    return to;
  }

  done(index: number): void {
    const left = this.left.get(index);
    if (left === undefined) return;
    this.left.set(index, left - 1);
    if (left === 1) { this.slots.give(this.made.get(index)!); this.made.delete(index); }
  }

  /** Blocks more that are alive after this operand was used. */
  growth(index: number, seen: Set<number> = new Set()): number {
    if (index < this.side.inputs || seen.has(index)) return 0;
    seen.add(index);
    const after = this.left.get(index) === 1 ? 0 : 1;
    return this.made.has(index) ? after - 1 : after + this.side.sums.get(index)!.reduce((sum, t) => sum + this.growth(t.index, seen), 0);
  }
}

/** Beyond this many products the search for an order, which is quadratic, is not made. */
const MOST = 4096;

/** Products that end lives early first. Where nothing is shared the order of the scheme stays. */
function order({ u, v, w }: Program): number[] {
  const all = w.nodes.slice(0, w.products).map((_, q) => q).filter((q) => w.nodes[q]!.length > 0);
  const sides = [new Operands(u, A, FROM_A), new Operands(v, B, FROM_B)] as const;
  const shared = sides.some(({ left }) => [...left.values()].some((x) => x > 1)) || w.nodes.length > w.products;
  if (!shared || all.length > MOST) return all;
  const pending = arrivals(w).map((list) => list.length), started = new Set<number>(), list: number[] = [], ends = w.nodes.length;
  const opens = (node: number): number => w.nodes[node]!.reduce((sum, { index }) => sum + (index >= ends ? 0 : (started.has(index) ? 0 : 1) - (pending[index - w.products] === 1 ? 1 : 0)), 0);
  const finish = (node: number): void => { for (const { index } of w.nodes[node]!) { started.add(index); if (--pending[index - w.products]! === 0 && index < ends) finish(index); } };
  while (all.length > 0) {
    let best = 0, least = Infinity;
    for (const [i, q] of all.entries()) {
      const grows = sides[0].growth(u.operands[q]!.index) + sides[1].growth(v.operands[q]!.index) + opens(q);
      if (grows < least) { least = grows; best = i; }
    }
    const [q] = all.splice(best, 1) as [number];
    for (const s of sides) { const { index } = s.side.operands[q]!; s.get(index, []); s.done(index); }
    finish(q);
    list.push(q);
  }
  return list;
}

/** Of every node that is no product: what is added to it. */
function arrivals(w: Outlets): number[][] {
  const list: number[][] = Array.from({ length: w.nodes.length - w.products + w.outputs }, () => []);
  w.nodes.forEach((to, node) => { for (const { index } of to) list[index - w.products]!.push(node); });
  return list;
}

/** The steps of one level. `add`: C holds what is added to; else it is first written by the first that comes. */
export function schedule(program: Program, products: readonly number[], add: boolean): Schedule {
  const { u, v, w } = program, steps: Step[] = [], a = new Operands(u, A, FROM_A), b = new Operands(v, B, FROM_B), slots = new Slots(PRODUCTS);
  const ends = w.nodes.length, into = arrivals(w), pending = into.map((x) => x.length);
  const place = new Map<number, Ref>(), written = new Set<number>();
  if (add) for (let c = 0; c < w.outputs; c++) written.add(ends + c);
  // When the value of a node is whole: the time of its product, or of the last of what it sums.
  const whole = new Array<number>(ends).fill(-1);
  products.forEach((q, time) => { whole[q] = time; });
  for (let t = w.products; t < ends; t++) whole[t] = Math.max(...into[t - w.products]!.map((x) => whole[x]!));

  /** An outlet that may hold the node itself until it is whole: nobody else comes before. */
  const home = (node: number): Term | undefined => w.nodes[node]!.find(({ index, coefficient }) =>
    coefficient === 1 && !written.has(index) && into[index - w.products]!.every((x) => x === node || whole[x]! > whole[node]!));
  const locate = (node: number): Ref => {
    if (node >= ends) return C + node - ends;
    let ref = place.get(node);
    if (ref === undefined) {
      const at = home(node);
      ref = at ? locate(at.index) : slots.take();
      if (at) { written.add(at.index); homes.set(node, at.index); }
      place.set(node, ref);
    }
    return ref;
  };
  const homes = new Map<number, number>();
  const complete = (node: number): void => {
    const ref = place.get(node)!, to = w.nodes[node]!.filter(({ index }) => index !== homes.get(node));
    const fresh = to.filter(({ index }) => !written.has(index)), rest = to.filter(({ index }) => written.has(index));
    for (const { index, coefficient } of fresh) { steps.push({ kind: "sum", to: locate(index), from: [{ ref, coefficient }] }); written.add(index); }
    if (rest.length > 0) steps.push({ kind: "spread", from: ref, to: rest.map(({ index, coefficient }) => ({ ref: locate(index), coefficient })) });
    if (!homes.has(node)) slots.give(ref);
    arrive(node);
  };
  const arrive = (node: number): void => { for (const { index } of w.nodes[node]!) if (--pending[index - w.products]! === 0 && index < ends) complete(index); };

  for (const q of products) {
    const x = u.operands[q]!.index, y = v.operands[q]!.index, to = w.nodes[q]!, only = to.length === 1 && to[0]!.coefficient === 1 ? to[0]!.index : undefined;
    const left = a.get(x, steps), right = b.get(y, steps), target = locate(only ?? q);
    steps.push({ kind: "product", a: left, b: right, to: target, add: only !== undefined && written.has(only) });
    if (only !== undefined) written.add(only);
    a.done(x);
    b.done(y);
    if (only === undefined) complete(q);
    else arrive(q);
  }
  // An entry of C that no product reaches.
  for (let c = 0; c < w.outputs; c++) if (!written.has(ends + c)) steps.push({ kind: "sum", to: C + c, from: [] });
  return { steps, slots: [a.slots.count, b.slots.count, slots.count], streams: streamsOf(steps) };
}

function streamsOf(steps: readonly Step[]): [number, number, number] {
  const total: [number, number, number] = [0, 0, 0];
  for (const s of steps) {
    if (s.kind === "sum") total[s.to < FROM_A || s.to >= PRODUCTS ? 2 : s.to < FROM_B ? 0 : 1]! += s.from.length + 1;
    else if (s.kind === "spread") total[2] += 2 * s.to.length + 1;
  }
  return total;
}

export interface Level { readonly program: Program; readonly products: number; readonly store: Schedule; readonly add: Schedule }

export function levelOf(program: Program): Level {
  const products = order(program);
  return { program, products: products.length, store: schedule(program, products, false), add: schedule(program, products, true) };
}
