// What vectors and matrices share: an address inside a block, its life, and the view that is rebuilt after growth.
import { DtypeError, FreedError, OptionError, ShapeError } from "../errors.js";
import type { Arrays, Dtype } from "../types.js";
import type { Arena, Block } from "./arena.js";
import { SIZE, viewOf } from "./dtypes.js";
import { forget } from "./leaks.js";

/** Geometry of the allocation a handle looks into: windows keep that of their parent. */
export interface Owner { readonly block: Block; readonly stride: number }

export abstract class ArrayHandle<D extends Dtype> {
  readonly dtype: D;
  /** Byte address of the first element. Changes never; valid until freed. */
  readonly ptr: number;
  readonly owner: Owner;
  readonly arena: Arena;
  readonly window: boolean;
  private cached: Arrays[D] | undefined;
  private epoch = -1;

  constructor(dtype: D, ptr: number, owner: Owner, window: boolean) {
    this.dtype = dtype;
    this.ptr = ptr;
    this.owner = owner;
    this.arena = owner.block.arena;
    this.window = window;
  }

  /** `Matrix<f32> 3×4`, `Vector<i8> 16`. */
  abstract describe(): string;
  /** Elements from the first to the last, gaps between rows included. */
  abstract get span(): number;
  /** Rows and columns; a vector is one row. */
  abstract get extent(): readonly [number, number];

  get freed(): boolean { return this.owner.block.freed || this.arena.freed; }
  get bytes(): number { return this.window ? 0 : this.owner.block.bytes; }

  get view(): Arrays[D] {
    this.alive("view");
    if (this.epoch !== this.arena.epoch || this.cached === undefined) {
      this.cached = viewOf(this.dtype, this.arena.buffer, this.ptr, this.span);
      this.epoch = this.arena.epoch;
    }
    return this.cached;
  }

  free(): void {
    const { block } = this.owner;
    if (this.window || block.freed) return;
    this.arena.release(block);
    this.arena.handles--;
    forget(this);
  }

  [Symbol.dispose](): void { this.free(); }

  toString(): string { return this.describe() + (this.freed ? " (freed)" : ""); }

  /** Throws FreedError when the memory is gone. */
  alive(op: string): void {
    if (this.freed) throw new FreedError(`${this.kind}.${op}`, this.kind, `${this.describe()} was freed`);
  }

  abstract readonly kind: "vector" | "matrix";
}

/** Checks a length, an index or a size: a whole number from 0 to `most`. */
export function whole(op: string, arg: string, value: number, most: number, why = ""): void {
  if (!Number.isInteger(value) || value < 0) throw new ShapeError(op, arg, `${arg} is ${String(value)}, expected a whole number, 0 or more`);
  if (value > most) throw new ShapeError(op, arg, `${arg} is ${value}, expected at most ${most}${why}`);
}

/** The elements of `data`, checked to be `length` many. */
export function checkData(op: string, data: ArrayLike<number>, length: number): void {
  if (data === null || typeof data !== "object" || typeof data.length !== "number") throw new DtypeError(op, "data", `data is ${data === null ? "null" : typeof data}, expected an array of numbers`);
  if (typeof (data as ArrayLike<unknown>)[0] === "bigint") throw new DtypeError(op, "data", "data holds BigInts, expected numbers");
  if (data.length !== length) throw new ShapeError(op, "data", `data.length is ${data.length}, expected ${length}`);
}

/** Bytes of `elements`, refused with OptionError-free arithmetic in doubles: sizes past 4 GiB never wrap. */
export function byteLength(dtype: Dtype, elements: number): number {
  return elements * SIZE[dtype];
}

export function checkDtype(op: string, dtype: unknown): asserts dtype is Dtype {
  if (typeof dtype !== "string" || !Object.hasOwn(SIZE, dtype)) throw new OptionError(op, "dtype", `dtype is ${String(dtype)}, expected one of ${Object.keys(SIZE).join(", ")}`);
}
