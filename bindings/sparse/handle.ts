// What every preconditioner and factorization is: a handle with `apply`, and the same on addresses for the Krylov methods.
import * as check from "../check.js";
import type { Block } from "../memory/arena.js";
import { BlocksHandle } from "../memory/blocks.js";
import type { Vector } from "../types.js";
import type { LinearMap, SparseContext } from "./context.js";
import type { Precond } from "./types.js";

export abstract class PrecondHandle extends BlocksHandle implements Precond {
  readonly ctx: SparseContext;
  abstract readonly kind: string;
  readonly rows: number;
  readonly cols: number;

  constructor(ctx: SparseContext, rows: number, cols: number, blocks: readonly Block[]) {
    super(ctx.arena, blocks);
    this.ctx = ctx;
    this.rows = rows;
    this.cols = cols;
  }

  describe(): string { return `Precond<${this.kind}> ${this.rows}×${this.cols}`; }

  /** z ← M⁻¹·r on addresses, which do not overlap. */
  protected abstract run(z: number, r: number): void;

  get map(): LinearMap {
    return { rows: this.cols, cols: this.rows, apply: (z, r) => this.run(z, r) };
  }

  apply(z: Vector<"f64">, r: Vector<"f64">): Vector<"f64"> {
    const op = `${this.kind}.apply`;
    this.alive(op, this.kind);
    const out = check.vector(op, "z", z, this.arena, ["f64"]);
    const input = check.vector(op, "r", r, this.arena, ["f64"]);
    check.size(op, "z", "length", out.length, this.cols, () => this.describe());
    check.size(op, "r", "length", input.length, this.rows, () => this.describe());
    check.disjoint(op, "z", out, "r", input);
    this.run(out.ptr, input.ptr);
    return z;
  }
}
