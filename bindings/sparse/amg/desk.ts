// What set-up works with: blocks that it may give back in any order, and the words that kernels read.
import type { Block } from "../../memory/arena.js";
import { scratchView } from "../../memory/scratch.js";
import type { SparseContext } from "../context.js";

/** Rows a call of a kernel. */
const STEP = 8192;

/** A square matrix during set-up: `rows` is the address of its form by rows, `own` what goes with it when it is done. */
export interface Source { readonly n: number; readonly nnz: number; readonly rows: number; readonly own: readonly number[] }

export class Desk {
  readonly ctx: SparseContext;
  readonly op: string;
  private readonly blocks = new Map<number, Block>();

  constructor(ctx: SparseContext, op: string) {
    this.ctx = ctx;
    this.op = op;
  }

  /** Not cleared. */
  take(bytes: number): number {
    const block = this.ctx.arena.block(this.op, Math.max(1, bytes));
    this.blocks.set(block.ptr, block);
    return block.ptr;
  }

  cleared(bytes: number): number {
    const ptr = this.take(bytes);
    scratchView(this.ctx.arena, "u8", ptr, bytes).fill(0);
    return ptr;
  }

  /** A block of these numbers as i32. */
  words(list: ArrayLike<number>): number {
    const ptr = this.take(4 * list.length);
    scratchView(this.ctx.arena, "i32", ptr, list.length).set(list);
    return ptr;
  }

  drop(...ptrs: readonly number[]): void {
    for (const ptr of ptrs) {
      this.ctx.arena.release(this.blocks.get(ptr)!);
      this.blocks.delete(ptr);
    }
  }

  dropAll(): void { for (const ptr of [...this.blocks.keys()]) this.drop(ptr); }

  /** All that was not dropped. */
  get held(): readonly Block[] { return [...this.blocks.values()]; }

  plain(n: number, nnz: number, ptr: number, idx: number, val: number, own: readonly number[]): Source {
    const rows = this.words([ptr, 2, idx, 2, val, 3]);
    return { n, nnz, rows, own: [...own, rows] };
  }

  /** The same for records behind pairs of bounds. */
  records(pairs: number): number { return this.words([pairs, 3, 8, 4, 0, 4]); }

  /** body(first, last) for all of n. */
  steps(n: number, body: (first: number, last: number) => void): void {
    for (let i = 0; i < n; i += STEP) body(i, Math.min(n, i + STEP));
  }

  /** Runs a kernel that appends records, for n rows of `cols` columns: it answers 1 when the sink is full. `guess`: records expected. */
  append(n: number, cols: number, guess: number, body: (last: number, marker: number, sink: number, pairs: number) => number): Records {
    const { ctx: { arena } } = this;
    const pairs = this.take(8 * n), marker = this.cleared(4 * cols), sink = this.take(12);
    const segments: number[] = [];
    let count = 0;
    const full = (): void => { count += ((scratchView(arena, "i32", sink, 1)[0]! >>> 0) - segments.at(-1)!) / 16; };
    const more = (row: number, records: number): void => {
      const bytes = 16 * Math.max(64, cols, Math.ceil(records)), ptr = this.take(bytes);
      segments.push(ptr);
      scratchView(arena, "i32", sink, 3).set([ptr, ptr + bytes, row]);
    };
    more(0, guess);
    this.steps(n, (_, last) => {
      while (body(last, marker, sink, pairs) !== 0) {
        full();
        more(scratchView(arena, "i32", sink, 3)[2]!, guess / 4);
        scratchView(arena, "i32", marker, cols).fill(0);
      }
    });
    full();
    this.drop(marker, sink);
    return { pairs, count, own: [pairs, ...segments] };
  }
}

export interface Records { readonly pairs: number; readonly count: number; readonly own: readonly number[] }
