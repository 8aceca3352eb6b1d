// The preconditioners as handles: triangular, diagonal and polynomial ones.
import { withWorkspace } from "../context.js";
import type { Block } from "../memory/arena.js";
import { scratchView } from "../memory/scratch.js";
import type { SparseContext } from "./context.js";
import { PrecondHandle } from "./handle.js";
import type { Ldu } from "./precond.ldu.js";
import type { PrecondKind } from "./types.js";

/** z ← (I + U)⁻¹·(I + L)⁻¹·S·r with S in the diagonal's place. */
export class Triangular extends PrecondHandle {
  readonly kind: PrecondKind;
  /** The diagonal shift that made every pivot positive, by diag(A). */
  readonly shift: number;
  /** Pivots that were 0 and had to be replaced. */
  readonly replaced: number;
  private readonly ldu: Ldu;

  constructor(ctx: SparseContext, kind: PrecondKind, n: number, ldu: Ldu, shift: number, replaced: number) {
    super(ctx, n, n, ldu.blocks);
    this.kind = kind;
    this.ldu = ldu;
    this.shift = shift;
    this.replaced = replaced;
    this.made();
  }

  override describe(): string { return super.describe() + (this.shift > 0 ? `, shift ${this.shift}` : "") + (this.replaced > 0 ? `, ${this.replaced} pivots replaced` : ""); }

  protected run(z: number, r: number): void {
    const { places, chunk, perm, bounds, idx, val, diag } = this.ldu;
    withWorkspace(this.arena, `${this.kind}.apply`, 8 * places, (ws) => this.ctx.raw.ldu_apply(places, chunk, perm, bounds, idx, val, diag, z, r, ws));
  }
}

/** z ← d∘r. */
export class Diagonal extends PrecondHandle {
  readonly kind: PrecondKind;
  private readonly d: number;

  constructor(ctx: SparseContext, kind: PrecondKind, n: number, d: Block) {
    super(ctx, n, n, [d]);
    this.kind = kind;
    this.d = d.ptr;
    this.made();
  }

  protected run(z: number, r: number): void { this.ctx.raw.precond_scale(this.rows, this.d, r, z); }
}

/** What is common to polynomials in a matrix stored row by row: y ← a·B·x + b·y. */
abstract class Polynomial extends PrecondHandle {
  readonly kind: PrecondKind;
  protected readonly ldu: Ldu;

  constructor(ctx: SparseContext, kind: PrecondKind, n: number, ldu: Ldu) {
    super(ctx, n, n, ldu.blocks);
    this.kind = kind;
    this.ldu = ldu;
  }

  protected product(a: number, x: number, b: number, y: number): void {
    const { places, chunk, bounds, idx, val, diag } = this.ldu;
    this.ctx.raw.ldu_product(places, chunk, bounds, idx, val, diag, a, x, b, y);
  }

  /** `count` vectors of zeros, as long as the storage. */
  protected vectors(count: number, body: (...at: number[]) => void): void {
    const bytes = 8 * this.ldu.places;
    withWorkspace(this.arena, `${this.kind}.apply`, count * bytes, (ws) => {
      scratchView(this.arena, "f64", ws, count * this.ldu.places).fill(0);
      body(...Array.from({ length: count }, (_, i) => ws + i * bytes));
    });
  }
}

/** A polynomial in D⁻¹·A whose residual is as small as can be on [high/30, high]. Saad 2003, alg. 12.1. */
export class Chebyshev extends Polynomial {
  private readonly degree: number;
  private readonly scaling: number;
  private readonly high: number;

  /** ldu: rows of A by their diagonal entry, with the diagonal 1; scaling: the address of 1/a_ii. */
  constructor(ctx: SparseContext, n: number, ldu: Ldu, scaling: number, degree: number) {
    super(ctx, "chebyshev", n, ldu);
    this.degree = degree;
    this.scaling = scaling;
    this.high = 1.1 * this.power();
    this.made();
  }

  /** The largest eigenvalue of D⁻¹·A as 20 steps of the power method see it. */
  private power(): number {
    let norm = 1;
    this.vectors(2, (x, y) => {
      const [v, w] = [x, y].map((p) => scratchView(this.arena, "f64", p, this.rows)) as [Float64Array, Float64Array];
      for (let i = 0; i < this.rows; i++) v[i] = (Math.imul(i + 1, 0x9e3779b1) >>> 0) / 2 ** 32 - 0.5;
      for (let k = 0; k <= 20; k++) {
        if (k > 0) this.product(1, x, 0, y);
        const from = k > 0 ? w : v;
        norm = Math.sqrt(from.reduce((sum, t) => sum + t * t, 0));
        for (let i = 0; i < this.rows; i++) v[i] = from[i]! / norm;
      }
    });
    return norm;
  }

  protected run(z: number, r: number): void {
    const { ctx: { raw }, ldu: { places, perm }, high } = this;
    const centre = (high + high / 30) / 2, half = (high - high / 30) / 2;
    this.vectors(3, (residual, d, sum) => {
      raw.ldu_take(places, perm, this.scaling, r, residual);
      let rho = half / centre;
      raw.chebyshev_step(places, 0, 1 / centre, residual, d, sum);
      for (let k = 1; k < this.degree; k++) {
        this.product(-1, d, 1, residual);
        const next = 1 / ((2 * centre) / half - rho);
        raw.chebyshev_step(places, next * rho, (2 * next) / half, residual, d, sum);
        rho = next;
      }
      raw.ldu_put(places, perm, sum, z);
    });
  }
}

/** Σ_j c_j·B^j·r by Horner's rule, B = A by its trace. */
export class Symmetric extends Polynomial {
  private readonly coefficients: readonly number[];
  private readonly scale: number;

  constructor(ctx: SparseContext, n: number, ldu: Ldu, coefficients: readonly number[], scale: number) {
    super(ctx, "polynomial", n, ldu);
    this.coefficients = coefficients;
    this.scale = scale;
    this.made();
  }

  protected run(z: number, r: number): void {
    const { arena, rows, scale, coefficients: c } = this;
    this.vectors(2, (x, y) => {
      const input = scratchView(arena, "f64", r, rows), a = scratchView(arena, "f64", x, rows), b = scratchView(arena, "f64", y, rows);
      const top = c.length - 1;
      for (let i = 0; i < rows; i++) a[i] = c[top]! * input[i]!;
      for (let j = top - 1; j >= 0; j--) {
        b.set(input);
        this.product(scale, x, c[j]!, y);
        a.set(b);
      }
      scratchView(arena, "f64", z, rows).set(a);
    });
  }
}
