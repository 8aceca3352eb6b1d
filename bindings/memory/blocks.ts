// A result that owns several blocks: one handle of the user. Windows on its blocks end with it.
import { FreedError } from "../errors.js";
import type { Handle } from "../types.js";
import type { Arena, Block } from "./arena.js";
import { forget, remember } from "./leaks.js";

export abstract class BlocksHandle implements Handle {
  readonly arena: Arena;
  /** Stands for the handle where leaks are watched. */
  readonly owner: { readonly block: { freed: boolean } } = { block: { freed: false } };
  protected blocks: readonly Block[];

  constructor(arena: Arena, blocks: readonly Block[]) {
    this.arena = arena;
    this.blocks = blocks;
    arena.handles++;
  }

  abstract describe(): string;

  /** To call at the end of a constructor: from here on `describe` works. */
  protected made(): void { remember(this.arena, this); }

  get bytes(): number { return this.blocks.reduce((sum, b) => sum + b.bytes, 0); }
  get freed(): boolean { return this.owner.block.freed || this.arena.freed; }

  free(): void {
    if (this.owner.block.freed) return;
    this.owner.block.freed = true;
    for (const block of this.blocks) this.arena.release(block);
    this.arena.handles--;
    forget(this);
  }

  [Symbol.dispose](): void { this.free(); }
  toString(): string { return this.describe() + (this.freed ? " (freed)" : ""); }

  /** Throws FreedError when the handle is gone. */
  alive(op: string, arg: string): void {
    if (this.freed) throw new FreedError(op, arg, `${this.describe()} was freed`);
  }
}

/** Takes blocks of the given sizes, all or none. */
export function takeBlocks<const N extends readonly number[]>(arena: Arena, op: string, sizes: N): { -readonly [I in keyof N]: Block } {
  const blocks: Block[] = [];
  try {
    for (const bytes of sizes) blocks.push(arena.block(op, bytes));
  } catch (e) {
    for (const block of blocks) arena.release(block);
    throw e;
  }
  return blocks as { -readonly [I in keyof N]: Block };
}
