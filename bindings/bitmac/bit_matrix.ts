// A matrix of values of few bits: the values themselves, and their bit planes in the forms of a left and of a right operand.
import type { RawExports } from "../abi.js";
import { CapacityError, OptionError } from "../errors.js";
import type { Arena, Block } from "../memory/arena.js";
import { BlocksHandle } from "../memory/blocks.js";
import { MatrixHandle } from "../memory/matrix.js";
import type { BitMatrix, Width } from "./types.js";

/** As the kernels count them. */
export type Kind = 0 | 1 | 2;
export const SIGNED = 1, BINARY = 2;

/** Least and greatest value of a form. */
export function limitsOf(width: Width, kind: Kind): readonly [number, number] {
  const least = kind === BINARY ? -1 : kind === SIGNED ? -(2 ** (width - 1)) : 0;
  return [least, kind === BINARY ? 1 : least + 2 ** width - 1];
}

/** `left` holds the planes by rows, `right` by columns; `sums` those of the rows, then of the columns. */
export interface BitBlocks { readonly values: Block; readonly left: Block; readonly right: Block; readonly sums: Block }

export class BitMatrixHandle extends BlocksHandle implements BitMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly width: Width;
  readonly kind: Kind;
  /** The elements with the bits of `flip` turned: 128 where they may pass 127, which brings them to −128..127, else 0. */
  readonly values: MatrixHandle<"i8">;
  readonly flip: 0 | 128;
  readonly parts: BitBlocks;
  /** Of what elements can be: the limits, and the greatest magnitude. */
  readonly least: number;
  readonly most: number;
  readonly reach: number;
  private panels: Block | undefined;

  constructor(arena: Arena, rows: number, cols: number, width: Width, kind: Kind, flip: 0 | 128, parts: BitBlocks) {
    super(arena, Object.values(parts));
    this.rows = rows;
    this.cols = cols;
    this.width = width;
    this.kind = kind;
    this.flip = flip;
    this.parts = parts;
    [this.least, this.most] = limitsOf(width, kind);
    this.reach = Math.max(-this.least, this.most);
    this.values = new MatrixHandle("i8", parts.values.ptr, { block: parts.values, stride: Math.max(1, cols) }, true, rows, cols, cols);
    this.made();
  }

  get signed(): boolean { return this.kind !== 0; }
  get binary(): boolean { return this.kind === BINARY; }
  describe(): string { return `BitMatrix ${this.rows}×${this.cols} of ${this.kind === BINARY ? "±1" : `${this.width} bit${this.width > 1 ? "s" : ""}, ${this.kind === SIGNED ? "" : "un"}signed`}`; }

  get rowSums(): number { return this.parts.sums.ptr; }
  get colSums(): number { return this.parts.sums.ptr + 4 * this.rows; }

  /** Address of the values as the integer products read a packed right operand: made once, kept with the matrix. 0 where memory has no room for it. */
  packed(op: string, raw: RawExports): number {
    if (this.panels === undefined) {
      try {
        this.panels = this.arena.block(op, raw.pack_i8_bytes(this.rows, this.cols));
      } catch (e) {
        if (e instanceof CapacityError) return 0;
        throw e;
      }
      this.blocks = [...this.blocks, this.panels];
      raw.pack_i8(this.rows, this.cols, this.values.ptr, this.cols, 1, 0, this.panels.ptr);
    }
    return this.panels.ptr;
  }

  /** Alive and of this instance. */
  checked(op: string, arg: string, arena: Arena): this {
    this.alive(op, arg);
    if (this.arena !== arena) throw new OptionError(op, arg, `${arg} (${this.describe()}) belongs to another instance`, "foreign");
    return this;
  }
}
