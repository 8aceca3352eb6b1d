import { FreedError, OptionError } from "../errors.js";
import type { Arena, Block } from "../memory/arena.js";
import { forget, remember } from "../memory/leaks.js";
import type { Float } from "../types.js";
import type { Packed } from "./types.js";

/** op(B) in the kernels' own layout: nothing of it is readable from outside. */
export class PackedHandle<D extends Float> implements Packed<D> {
  readonly dtype: D;
  readonly rows: number;
  readonly cols: number;
  readonly owner: { readonly block: Block };
  readonly arena: Arena;

  constructor(arena: Arena, block: Block, dtype: D, rows: number, cols: number) {
    this.arena = arena;
    this.owner = { block };
    this.dtype = dtype;
    this.rows = rows;
    this.cols = cols;
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
  describe(): string { return `Packed<${this.dtype}> ${this.rows}×${this.cols}`; }
  toString(): string { return this.describe() + (this.freed ? " (freed)" : ""); }
}
