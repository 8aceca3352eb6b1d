// Every error of the package: a platform class to catch by, a `code` to decide by, and the operation and argument it is about.

/** What went wrong, for programs. */
export type ErrorCode = "shape" | "option" | "alias" | "foreign" | "capacity" | "dtype" | "freed" | "format" | "not-finite" | "singular" | "not-spd" | "unsupported" | "abi";

/** What every error thrown by this package satisfies. `op` is the operation (`dense.gemm`), `arg` the argument at fault. */
export interface KernelError extends Error { readonly code: ErrorCode; readonly op: string; readonly arg?: string }

/** A size does not fit: rows, columns, lengths. */
export class ShapeError extends RangeError implements KernelError {
  override readonly name: string = "ShapeError";
  readonly code = "shape";
  readonly op: string;
  readonly arg: string;
  constructor(op: string, arg: string, detail: string) { super(`${op}: ${detail}`); this.op = op; this.arg = arg; }
}

/** An option is unknown or out of range (`option`), operands overlap (`alias`), or one belongs to another instance (`foreign`). */
export class OptionError extends RangeError implements KernelError {
  override readonly name: string = "OptionError";
  readonly code: "option" | "alias" | "foreign";
  readonly op: string;
  readonly arg: string;
  constructor(op: string, arg: string, detail: string, code: "option" | "alias" | "foreign" = "option") {
    super(`${op}: ${detail}`); this.op = op; this.arg = arg; this.code = code;
  }
}

/** Memory cannot grow enough. Everything allocated before stays usable. All figures in bytes. */
export class CapacityError extends RangeError implements KernelError {
  override readonly name: string = "CapacityError";
  readonly code = "capacity";
  readonly op: string;
  readonly wanted: number;
  readonly held: number;
  readonly maximum: number;
  constructor(op: string, wanted: number, held: number, maximum: number) {
    super(`${op}: ${wanted} bytes wanted, ${held} held, ${maximum} the maximum`);
    this.op = op; this.wanted = wanted; this.held = held; this.maximum = maximum;
  }
}

/** An operand has the wrong element type, or is no handle at all. */
export class DtypeError extends TypeError implements KernelError {
  override readonly name: string = "DtypeError";
  readonly code = "dtype";
  readonly op: string;
  readonly arg: string;
  constructor(op: string, arg: string, detail: string) { super(`${op}: ${detail}`); this.op = op; this.arg = arg; }
}

/** A handle was used after `free()`. */
export class FreedError extends ReferenceError implements KernelError {
  override readonly name: string = "FreedError";
  readonly code = "freed";
  readonly op: string;
  readonly arg: string;
  constructor(op: string, arg: string, detail = `${arg} was freed`) { super(`${op}: ${detail}`); this.op = op; this.arg = arg; }
}

/** Malformed input; the message names the row, line or byte, `position` is its number. */
export class FormatError extends Error implements KernelError {
  override readonly name: string = "FormatError";
  readonly code = "format";
  readonly op: string;
  readonly position: number;
  constructor(op: string, detail: string, position: number) { super(`${op}: ${detail}`); this.op = op; this.position = position; }
}

/** An entry is NaN or infinite where that has no meaning; `position` is its index in row-major order. */
export class NonFiniteError extends Error implements KernelError {
  override readonly name: string = "NonFiniteError";
  readonly code = "not-finite";
  readonly op: string;
  readonly arg: string;
  readonly position: number;
  constructor(op: string, arg: string, detail: string, position: number) { super(`${op}: ${detail}`); this.op = op; this.arg = arg; this.position = position; }
}

/** The matrix is singular; `column` is the 0-based column where that showed. */
export class SingularMatrixError extends Error implements KernelError {
  override readonly name: string = "SingularMatrixError";
  readonly code = "singular";
  readonly op: string;
  readonly arg: string;
  readonly column: number;
  constructor(op: string, arg: string, detail: string, column: number) { super(`${op}: ${detail}`); this.op = op; this.arg = arg; this.column = column; }
}

/** The matrix is not positive definite; `pivot` is the 0-based row of the first pivot that is not positive. */
export class NotPositiveDefiniteError extends Error implements KernelError {
  override readonly name: string = "NotPositiveDefiniteError";
  readonly code = "not-spd";
  readonly op: string;
  readonly arg: string;
  readonly pivot: number;
  constructor(op: string, arg: string, detail: string, pivot: number) { super(`${op}: ${detail}`); this.op = op; this.arg = arg; this.pivot = pivot; }
}

/** The engine or this version of the package cannot do that. */
export class UnsupportedError extends Error implements KernelError {
  override readonly name: string = "UnsupportedError";
  readonly code = "unsupported";
  readonly op: string;
  readonly arg: string;
  constructor(op: string, arg: string, detail: string) { super(`${op}: ${detail}`); this.op = op; this.arg = arg; }
}

/** The wasm or the memory given to `load` does not fit this package. */
export class AbiError extends Error implements KernelError {
  override readonly name: string = "AbiError";
  readonly code = "abi";
  readonly op: string;
  readonly arg: string;
  constructor(op: string, arg: string, detail: string) { super(`${op}: ${detail}`); this.op = op; this.arg = arg; }
}

const codes: ReadonlySet<unknown> = new Set<ErrorCode>(["shape", "option", "alias", "foreign", "capacity", "dtype", "freed", "format", "not-finite", "singular", "not-spd", "unsupported", "abi"]);

/** True for every error this package throws, from any copy of it.
 *  @example
 *  import { isKernelError, loadSync } from "lanewise";
 *  try { loadSync({ max: -1 }); } catch (e) { if (!isKernelError(e) || e.code !== "option") throw e; } */
export function isKernelError(e: unknown): e is KernelError {
  return e instanceof Error && "code" in e && "op" in e && codes.has(e.code) && typeof e.op === "string";
}
