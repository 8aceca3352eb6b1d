// Checks that every public function makes before a kernel runs. Each throws, or returns what it checked as the internal type.
import { DtypeError, FreedError, OptionError, ShapeError } from "./errors.js";
import type { Arena } from "./memory/arena.js";
import { SIZE } from "./memory/dtypes.js";
import { ArrayHandle } from "./memory/handle.js";
import { MatrixHandle } from "./memory/matrix.js";
import { VectorHandle } from "./memory/vector.js";
import type { Dtype } from "./types.js";

const isHandle = (x: object): x is { describe(): string } => "arena" in x && typeof (x as { describe?: unknown }).describe === "function";

/** What a value is, for messages. */
export function kindOf(x: unknown): string {
  if (x === null || typeof x !== "object") return x === null ? "null" : typeof x;
  return isHandle(x) ? x.describe() : x.constructor?.name ?? "an object";
}

/** Alive, of this instance, of one of the dtypes. */
function handle(op: string, arg: string, x: ArrayHandle<Dtype>, arena: Arena, dtypes: readonly Dtype[]): void {
  if (x.freed) throw new FreedError(op, arg, `${arg} (${x.describe()}) was freed`);
  if (x.arena !== arena) throw new OptionError(op, arg, `${arg} (${x.describe()}) belongs to another instance`, "foreign");
  if (!dtypes.includes(x.dtype)) throw new DtypeError(op, arg, `${arg} is ${x.dtype}, expected ${dtypes.join(" or ")}`);
}

export function matrix<D extends Dtype>(op: string, arg: string, x: unknown, arena: Arena, dtypes: readonly D[]): MatrixHandle<D> {
  if (!(x instanceof MatrixHandle)) throw new DtypeError(op, arg, `${arg} is ${kindOf(x)}, expected a Matrix<${dtypes.join("|")}>`);
  handle(op, arg, x as ArrayHandle<Dtype>, arena, dtypes);
  return x as MatrixHandle<D>;
}

export function vector<D extends Dtype>(op: string, arg: string, x: unknown, arena: Arena, dtypes: readonly D[]): VectorHandle<D> {
  if (!(x instanceof VectorHandle)) throw new DtypeError(op, arg, `${arg} is ${kindOf(x)}, expected a Vector<${dtypes.join("|")}>`);
  handle(op, arg, x as ArrayHandle<Dtype>, arena, dtypes);
  return x as VectorHandle<D>;
}

/** A vector or a matrix. */
export function array<D extends Dtype>(op: string, arg: string, x: unknown, arena: Arena, dtypes: readonly D[]): VectorHandle<D> | MatrixHandle<D> {
  if (!(x instanceof VectorHandle || x instanceof MatrixHandle)) throw new DtypeError(op, arg, `${arg} is ${kindOf(x)}, expected a Vector or Matrix of ${dtypes.join("|")}`);
  handle(op, arg, x as ArrayHandle<Dtype>, arena, dtypes);
  return x as VectorHandle<D> | MatrixHandle<D>;
}

/** `B.rows is 5, expected 4 (A is 3×4, transA=false)`. `why` is made only when it is needed. */
export function size(op: string, arg: string, field: string, got: number, expected: number, why: () => string): void {
  if (got !== expected) throw new ShapeError(op, arg, `${arg}.${field} is ${got}, expected ${expected} (${why()})`);
}

/** An options object with known keys only; undefined is empty. */
export function options<O extends object>(op: string, o: O | undefined, known: readonly string[]): O | undefined {
  if (o === undefined) return undefined;
  if (o === null || typeof o !== "object") throw new OptionError(op, "options", `options is ${o === null ? "null" : typeof o}, expected an object`);
  for (const key in o) {
    if (!known.includes(key)) throw new OptionError(op, key, `unknown option ${key}, expected one of ${known.join(", ")}`);
  }
  return o;
}

export function number(op: string, arg: string, x: unknown, otherwise: number): number {
  if (x === undefined) return otherwise;
  if (typeof x !== "number") throw new OptionError(op, arg, `${arg} is ${kindOf(x)}, expected a number`);
  return x;
}

export function flag(op: string, arg: string, x: unknown): boolean {
  if (x === undefined) return false;
  if (typeof x !== "boolean") throw new OptionError(op, arg, `${arg} is ${kindOf(x)}, expected true or false`);
  return x;
}

export function choice<C extends string>(op: string, arg: string, x: unknown, choices: readonly C[], otherwise: C): C {
  if (x === undefined) return otherwise;
  if (!choices.includes(x as C)) throw new OptionError(op, arg, `${arg} is ${typeof x === "string" ? `"${x}"` : kindOf(x)}, expected one of ${choices.map((c) => `"${c}"`).join(", ")}`);
  return x as C;
}

/** A whole number within [low, high]. */
export function integer(op: string, arg: string, x: unknown, low: number, high: number, otherwise?: number): number {
  if (x === undefined && otherwise !== undefined) return otherwise;
  if (typeof x !== "number" || !Number.isInteger(x) || x < low || x > high) throw new OptionError(op, arg, `${arg} is ${typeof x === "number" ? x : kindOf(x)}, expected a whole number from ${low} to ${high}`);
  return x;
}

/** What overlap needs of a handle, whatever its dtype. */
type Operand = Pick<ArrayHandle<Dtype>, "owner" | "ptr" | "span" | "extent"> & { readonly dtype: Dtype };

interface Rectangle { readonly row: number; readonly col: number; readonly rows: number; readonly cols: number }

/** Where a handle lies in the rows of the allocation it looks into. */
function rectangle(x: Operand): Rectangle {
  const { block, stride } = x.owner;
  const offset = (x.ptr - block.ptr) / SIZE[x.dtype];
  const row = Math.floor(offset / stride);
  const [rows, cols] = x.extent;
  return { row, col: offset - row * stride, rows, cols };
}

/** True if two handles share an element: by rows, so that windows side by side in one matrix do not. */
export function overlap(x: Operand, y: Operand): boolean {
  if (x.owner.block !== y.owner.block || x.span === 0 || y.span === 0) return false;
  const a = rectangle(x);
  const b = rectangle(y);
  return a.row < b.row + b.rows && b.row < a.row + a.rows && a.col < b.col + b.cols && b.col < a.col + a.cols;
}

/** The output must not share elements with an input. */
export function disjoint(op: string, out: string, x: Operand, arg: string, y: Operand): void {
  if (overlap(x, y)) throw new OptionError(op, out, `${out} overlaps ${arg}, expected separate memory`, "alias");
}
