// What is solved: A by its products, as a matrix where it is one, and the true residual.
import * as check from "../../check.js";
import { DtypeError, NonFiniteError, OptionError, ShapeError } from "../../errors.js";
import type { Block } from "../../memory/arena.js";
import { takeBlocks } from "../../memory/blocks.js";
import { scratchView } from "../../memory/scratch.js";
import { VectorHandle } from "../../memory/vector.js";
import type { Vector } from "../../types.js";
import type { LinearMap, SparseContext } from "../context.js";
import { CsrHandle } from "../csr.js";
import { operand } from "../operand.js";
import { mapOf } from "../products.js";
import type { Operator } from "../types.js";

/** Lends addresses to the user's functions as vectors; `end` makes what they kept die. */
export class Lender {
  private readonly block: Block;
  private readonly known = new Map<number, Vector<"f64">>();

  constructor(ctx: SparseContext) { this.block = { arena: ctx.arena, ptr: 0, bytes: 0, freed: false }; }

  vector(ptr: number, length: number): Vector<"f64"> {
    let v = this.known.get(ptr);
    if (v === undefined || v.length !== length) this.known.set(ptr, v = new VectorHandle("f64", ptr, { block: this.block, stride: 2 ** 32 }, true, length));
    return v;
  }

  /** What a function of the user threw last: it passes through, whatever it is. */
  thrown: unknown;

  guard<R>(body: () => R): R {
    try {
      return body();
    } catch (e) {
      this.thrown = e;
      throw e;
    }
  }

  end(): void { this.block.freed = true; }
}

export interface System {
  readonly ctx: SparseContext;
  readonly op: string;
  readonly rows: number;
  readonly cols: number;
  readonly A: LinearMap;
  readonly matrix: CsrHandle<"f64"> | undefined;
  readonly lender: Lender;
  /** Throws FreedError when the instance, A, b or the preconditioner has gone since. */
  alive(): void;
}

function userMap(ctx: SparseContext, op: string, A: Operator, lender: Lender): LinearMap {
  const { rows, cols } = A;
  const again = (ptr: number, n: number, call: (out: Vector<"f64">, x: Vector<"f64">) => void, x: number, m: number): void => {
    lender.guard(() => call(lender.vector(ptr, n), lender.vector(x, m)));
    ctx.arena.open(op);
  };
  return {
    rows, cols,
    apply: (y, x) => again(y, rows, (out, v) => A.apply(out, v), x, cols),
    applyTranspose: A.applyTranspose === undefined ? undefined : (y, x) => again(y, cols, (out, v) => A.applyTranspose!(out, v), x, rows),
  };
}

export function systemOf(ctx: SparseContext, op: string, A: unknown): System {
  const lender = new Lender(ctx);
  if (A instanceof CsrHandle) {
    const matrix = operand(ctx, op, "A", A, ["f64"]);
    return { ctx, op, rows: matrix.rows, cols: matrix.cols, A: mapOf(matrix), matrix, lender, alive: () => { ctx.arena.open(op); matrix.alive(op, "A"); } };
  }
  const o = A as Operator | null | undefined;
  if (o === null || typeof o !== "object" || typeof o.apply !== "function") throw new DtypeError(op, "A", `A is ${check.kindOf(A)}, expected a Csr<f64> or an operator { rows, cols, apply }`);
  for (const field of ["rows", "cols"] as const) {
    if (!Number.isInteger(o[field]) || o[field] < 0 || o[field] >= 2 ** 31) throw new ShapeError(op, "A", `A.${field} is ${String(o[field])}, expected a whole number, 0 or more`);
  }
  if (o.applyTranspose !== undefined && typeof o.applyTranspose !== "function") throw new OptionError(op, "A", `A.applyTranspose is ${check.kindOf(o.applyTranspose)}, expected a function`);
  return { ctx, op, rows: o.rows, cols: o.cols, A: userMap(ctx, op, o, lender), matrix: undefined, lender, alive: () => ctx.arena.open(op) };
}

export function finite(ctx: SparseContext, op: string, arg: string, rows: number, cols: number, ptr: number, stride: number): void {
  const found = ctx.raw.find_nonfinite_f64(rows, cols, ptr, stride, 0);
  if (found === 0) return;
  const i = Math.floor((found - 1) / cols), j = found - 1 - i * cols;
  throw new NonFiniteError(op, arg, `${arg}(${cols === 1 ? i : `${i}, ${j}`}) is ${scratchView(ctx.arena, "f64", ptr + 8 * (i * stride + j), 1)[0]}, expected finite numbers`, found - 1);
}

/** ‖b − A·x‖₂ as it is; `r` receives b − A·x. */
export function residual(sys: System, x: number, b: number, r: number): number {
  const { raw } = sys.ctx;
  sys.A.apply(r, x);
  raw.scale_f64(sys.rows, -1, r);
  raw.axpy_f64(sys.rows, 1, b, r);
  return raw.nrm2_f64(sys.rows, r);
}

/** Runs `body` with blocks of its own: they outlive callbacks, which may grow memory or use the workspace. */
export function* owning<const N extends readonly number[], Y, R>(ctx: SparseContext, op: string, sizes: N, body: (...ptrs: number[]) => Generator<Y, R>): Generator<Y, R> {
  const blocks: readonly Block[] = takeBlocks(ctx.arena, op, sizes);
  try {
    return yield* body(...blocks.map((block) => block.ptr));
  } finally {
    for (const block of blocks) ctx.arena.release(block);
  }
}
