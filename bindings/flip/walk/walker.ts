// One walker: a header and terms in linear memory, and what is kept of it outside.
import type { Arena } from "../../memory/arena.js";
import { scratchView } from "../../memory/scratch.js";
import { lengthsOf } from "../../scheme.js";
import { BEST, BEST_AT, BEST_RANK, CAPACITY, COUNTER, DISTANCE, FLIPS, HEADER, KEY, type Layout, LENGTH_U, PLUS_IN, RANK, SPLITTING, STUCK, termBytes } from "./state.js";

/** Terms as the kernels hold them (state.ts), outside of their memory. Never written to again. */
export interface Member { readonly rank: number; readonly terms: Int32Array }

/** How walks walk. */
export interface Rules { readonly plusAfter: readonly [number, number]; readonly distance: number; readonly splitAfter: number; readonly patience: number }

export class Walker {
  readonly index: number;
  readonly ptr: number;
  /** The best of all its walks. */
  best: Member;
  /** Schemes of fewer and fewer terms, each walked to from the one before, and how many walks went on from it (source.ts, fromTrail). */
  trail: { readonly member: Member; readonly tries: number }[] = [];
  /** Which of its walks this is: with the seed and `index` it makes the key. */
  walk = 0;
  /** Blocks done; where the one under way ends, in flips; 0: none is. */
  blocks = 0;
  until = 0;
  /** Flips when a walk last began in this block; −1: none did. */
  began = -1;
  private readonly arena: Arena;
  private readonly bytes: number;

  constructor(arena: Arena, index: number, ptr: number, layout: Layout, rules: Rules, best: Member) {
    this.arena = arena;
    this.index = index;
    this.ptr = ptr;
    this.bytes = termBytes(layout);
    this.best = best;
    const head = this.head(), { u, v, w } = lengthsOf(layout.shape, layout.target);
    head.fill(0);
    head[CAPACITY / 4] = layout.capacity;
    head.set([u, v, w, ...rules.plusAfter], LENGTH_U / 4);
    head.set([rules.distance, rules.splitAfter, rules.patience], DISTANCE / 4);
  }

  /** The header without what only a call of a kernel needs. */
  kept(): number[] {
    const head = [...this.head()];
    head[BEST_RANK / 4] = 0;
    return head;
  }

  /** The header as 32 words; dies with growth, as all views do. */
  head(): Int32Array { return scratchView(this.arena, "i32", this.ptr, HEADER / 4); }
  private number(at: number): Float64Array { return scratchView(this.arena, "f64", this.ptr + at, 1); }
  private terms(at: number): Int32Array { return scratchView(this.arena, "i32", this.ptr + HEADER + at, this.bytes / 4); }

  get flips(): number { return this.number(FLIPS)[0]!; }
  get rank(): number { return this.head()[RANK / 4]!; }
  /** Flips since the best of this walk. */
  get path(): number { return this.flips - this.number(BEST_AT)[0]!; }
  /** Rank of the best of this walk. */
  get least(): number { return this.head()[BEST / 4]!; }
  get splitting(): boolean { return this.head()[SPLITTING / 4]! > 0; }

  /** Copies of the terms now, and of the best of this walk. */
  now(): Member { return { rank: this.rank, terms: this.terms(0).slice() }; }
  found(): Member { return { rank: this.head()[BEST_RANK / 4]!, terms: this.terms(this.bytes).slice() }; }

  /** The terms now are the best. */
  mark(): void {
    const head = this.head();
    head[BEST / 4] = head[BEST_RANK / 4] = head[RANK / 4]!;
    this.number(BEST_AT)[0] = this.flips;
    this.terms(this.bytes).set(this.terms(0));
  }

  /** A new walk from here. Flips go on. */
  load({ rank, terms }: Member, key: readonly [number, number]): void {
    const head = this.head();
    this.terms(0).set(terms);
    head[RANK / 4] = head[BEST / 4] = rank;
    for (const at of [BEST_RANK, PLUS_IN, SPLITTING, STUCK, COUNTER, COUNTER + 4]) head[at / 4] = 0;
    head.set(key, KEY / 4);
    this.number(BEST_AT)[0] = this.flips;
  }

  /** Goes on from a header and terms that were kept. */
  restore(kept: ArrayLike<number>, { rank, terms }: Member, key: readonly [number, number]): void {
    const head = this.head(), mine = head.slice(CAPACITY / 4, PLUS_IN / 4);
    head.set(kept);
    head.set(mine, CAPACITY / 4);
    head[RANK / 4] = rank;
    head.set(key, KEY / 4);
    this.terms(0).set(terms);
  }
}
