import { FreedError, OptionError } from "../errors.js";
import type { Arena, Block } from "../memory/arena.js";
import { forget, remember } from "../memory/leaks.js";
import type { PackedInt8 } from "./types.js";

/** op(B) in the integer kernels' own layout: nothing of it is readable from outside. */
export class PackedInt8Handle implements PackedInt8 {
  readonly rows: number;
  readonly cols: number;
  /** What was subtracted from every element: the least one where all fit seven bits then, else 0. */
  readonly shift: number;
  /** All elements are 0..127 as stored. */
  readonly narrow: boolean;
  readonly owner: { readonly block: Block };
  readonly arena: Arena;

  constructor(arena: Arena, block: Block, rows: number, cols: number, shift: number, narrow: boolean) {
    this.arena = arena;
    this.owner = { block };
    this.rows = rows;
    this.cols = cols;
    this.shift = shift;
    this.narrow = narrow;
    arena.handles++;
    remember(arena, this);
  }

  get ptr(): number { return this.owner.block.ptr; }
  get bytes(): number { return this.owner.block.bytes; }
  get freed(): boolean { return this.owner.block.freed || this.arena.freed; }

  /** Alive and of this instance. */
  checked(op: string, arg: string, arena: Arena): this {
    if (this.freed) throw new FreedError(op, arg, `${arg} (${this.describe()}) was freed`);
    if (this.arena !== arena) throw new OptionError(op, arg, `${arg} (${this.describe()}) belongs to another instance`, "foreign");
    return this;
  }

  free(): void {
    if (this.owner.block.freed) return;
    this.arena.release(this.owner.block);
    this.arena.handles--;
    forget(this);
  }

  [Symbol.dispose](): void { this.free(); }
  describe(): string { return `PackedInt8 ${this.rows}×${this.cols}`; }
  toString(): string { return this.describe() + (this.freed ? " (freed)" : ""); }
}
