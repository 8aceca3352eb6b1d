// The order of the products of one level, and what is done between them: operands are formed right before their product, and memory of the dead is used again.
import type { Outlets, Program, Side } from "./plan_program.js";
import type { Term } from "./program.js";

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

  private there(index: number): boolean { return index < this.side.inputs || this.made.has(index); }
  private at(index: number): Ref { return index < this.side.inputs ? this.bank + index : this.made.get(index)!; }

  get(index: number, steps: Step[]): Ref {
    // What it is made of comes first. A stack of our own: chains may be long.
    for (const stack = [index]; stack.length > 0;) {
      const top = stack[stack.length - 1]!, terms = this.there(top) ? [] : this.side.sums.get(top)!, missing = terms.find((t) => !this.there(t.index));
      if (missing) { stack.push(missing.index); continue; }
      stack.pop();
      if (terms.length === 0) continue;
      const from = terms.map((t) => ({ ref: this.at(t.index), coefficient: t.coefficient }));
      for (const t of terms) this.done(t.index);
      const to = this.slots.take(), same = from.findIndex((s) => s.ref === to);
      // In place is sound for the first row of a pass only.
      if (same > 0) from.unshift(...from.splice(same, 1));
      this.made.set(top, to);
      steps.push({ kind: "sum", to, from });
    }
    return this.at(index);
  }

  done(index: number): void {
    const left = this.left.get(index);
    if (left === undefined) return;
    this.left.set(index, left - 1);
    if (left === 1) { this.slots.give(this.made.get(index)!); this.made.delete(index); }
  }

  /** Blocks more that are alive after this operand was used. */
  growth(index: number): number {
    const seen = new Set<number>(), stack = [index];
    let blocks = 0;
    while (stack.length > 0) {
      const x = stack.pop()!;
      if (x < this.side.inputs || seen.has(x)) continue;
      seen.add(x);
      if (this.left.get(x) !== 1) blocks++;
      if (this.made.has(x)) blocks--;
      else for (const t of this.side.sums.get(x)!) stack.push(t.index);
    }
    return blocks;
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
  const finish = (q: number): void => {
    for (const stack = [q]; stack.length > 0;) for (const { index } of w.nodes[stack.pop()!]!) { started.add(index); if (--pending[index - w.products]! === 0 && index < ends) stack.push(index); }
  };
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
  for (let t = w.products; t < ends; t++) whole[t] = into[t - w.products]!.reduce((last, x) => Math.max(last, whole[x]!), -1);

  /** An outlet that may hold the node itself until it is whole: nobody else comes before. */
  const home = (node: number): Term | undefined => w.nodes[node]!.find(({ index, coefficient }) =>
    coefficient === 1 && !written.has(index) && into[index - w.products]!.every((x) => x === node || whole[x]! > whole[node]!));
  const locate = (node: number): Ref => {
    let last = node;
    for (let at; last < ends && !place.has(last) && (at = home(last)) !== undefined; last = at.index) homes.set(last, at.index);
    const ref = last >= ends ? C + last - ends : place.get(last) ?? slots.take();
    if (last < ends) place.set(last, ref);
    for (let x = node; x !== last; x = homes.get(x)!) { written.add(homes.get(x)!); place.set(x, ref); }
    return ref;
  };
  const homes = new Map<number, number>();
  const complete = (node: number): void => {
    const ref = place.get(node)!, to = w.nodes[node]!.filter(({ index }) => index !== homes.get(node));
    const fresh = to.filter(({ index }) => !written.has(index)), rest = to.filter(({ index }) => written.has(index));
    for (const { index, coefficient } of fresh) { steps.push({ kind: "sum", to: locate(index), from: [{ ref, coefficient }] }); written.add(index); }
    if (rest.length > 0) steps.push({ kind: "spread", from: ref, to: rest.map(({ index, coefficient }) => ({ ref: locate(index), coefficient })) });
    if (!homes.has(node)) slots.give(ref);
  };
  /** What a value makes whole is passed on at once, and so forth. */
  const arrive = (q: number): void => {
    const stack = [{ node: q, next: 0 }];
    for (let top = stack[0]; top !== undefined; top = stack[stack.length - 1]) {
      const to = w.nodes[top.node]![top.next++];
      if (to === undefined) stack.pop();
      else if (--pending[to.index - w.products]! === 0 && to.index < ends) { complete(to.index); stack.push({ node: to.index, next: 0 }); }
    }
  };

  for (const q of products) {
    const x = u.operands[q]!.index, y = v.operands[q]!.index, to = w.nodes[q]!, only = to.length === 1 && to[0]!.coefficient === 1 ? to[0]!.index : undefined;
    const left = a.get(x, steps), right = b.get(y, steps), target = locate(only ?? q);
    steps.push({ kind: "product", a: left, b: right, to: target, add: only !== undefined && written.has(only) });
    if (only !== undefined) written.add(only);
    a.done(x);
    b.done(y);
    if (only === undefined) complete(q);
    arrive(q);
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
