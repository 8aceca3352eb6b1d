import * as check from "../check.js";
import { OptionError, UnsupportedError } from "../errors.js";
import { BlocksHandle } from "../memory/blocks.js";
import type { Float, Matrix } from "../types.js";
import { type Context, FLOATS, withWorkspace } from "../context.js";
import { MAX_LEVELS, type Operand, type ProductJob, strided } from "../fast.js";
import { type Dims, type Numbers, kernelsOf } from "./kernels.js";
import { errorOf } from "./plan_error.js";
import { type Layout, type Wishes, layoutOf } from "./plan_layout.js";
import { programOf } from "./plan_program.js";
import { runCore } from "./plan_run.js";
import { type Level, levelOf } from "./plan_schedule.js";
import { structuredEntry } from "./catalog.js";
import { givenPlan, structuredPlan } from "./structured_plan.js";
import type { Plan, PlanOptions, Scheme, StraightLine } from "./types.js";

const DTYPES = ["f32", "f64", "i32"] as const;
const KNOWN = ["levels", "leaf", "strassen", "edges"] as const;

class PlanHandle extends BlocksHandle implements Plan {
  readonly scheme: Scheme;
  readonly schemes: readonly Scheme[];
  readonly ctx: Context;
  readonly steps: readonly Level[];
  readonly wishes: Wishes;
  /** For products of one size again and again. */
  private last: { readonly key: string; readonly layout: Layout } | undefined;

  constructor(ctx: Context, steps: readonly Level[], wishes: Wishes) {
    super(ctx.arena, []);
    this.ctx = ctx;
    this.steps = steps;
    this.schemes = steps.map((l) => l.program.scheme);
    this.scheme = this.schemes[0]!;
    this.wishes = wishes;
    this.made();
  }

  get levels(): number { return this.steps.length; }
  describe(): string { return `Plan ${this.schemes.map((s) => `${s.shape.join("×")}:${s.rank}`).join(" ")}`; }

  layout(dtype: Numbers, size: Dims): Layout {
    const key = `${dtype} ${size.join()}`, edges = dtype === "i32" ? "pad" : this.wishes.edges;
    if (this.last?.key !== key) this.last = { key, layout: layoutOf(this.steps, kernelsOf(this.ctx.raw, dtype), dtype, { ...this.wishes, edges }, size) };
    return this.last!.layout;
  }

  workspace(m: number, k: number, n: number, dtype: Numbers = "f32"): number {
    const op = "plan.workspace", size = this.size(op, m, k, n);
    check.choice(op, "dtype", dtype, DTYPES, "f32");
    return bytesOf(this.ctx, this.layout(dtype, size), dtype, size);
  }

  errorBound(m: number, k: number, n: number, dtype: Float = "f32"): number {
    const op = "plan.errorBound";
    return errorOf(this.layout(check.choice(op, "dtype", dtype, FLOATS, "f32"), this.size(op, m, k, n)), k, dtype === "f64" ? 2 ** -53 : 2 ** -24);
  }

  /** Sizes as asked, of a plan that is alive. */
  private size(op: string, ...size: [number, number, number]): Dims {
    this.alive(op, "plan");
    return size.map((x, i) => check.integer(op, "mkn"[i]!, x, 0, 2 ** 31 - 1)) as unknown as Dims;
  }

  run<D extends Float | "i32">(C: Matrix<D>, A: Matrix<D>, B: Matrix<D>): Matrix<D> {
    const op = "plan.run", { arena } = this.ctx;
    this.alive(op, "plan");
    const c = check.matrix<Numbers>(op, "C", C, arena, DTYPES), a = check.matrix<Numbers>(op, "A", A, arena, [c.dtype]), b = check.matrix<Numbers>(op, "B", B, arena, [c.dtype]);
    check.size(op, "B", "rows", b.rows, a.cols, () => `A is ${a.rows}×${a.cols}`);
    check.size(op, "C", "rows", c.rows, a.rows, () => `A is ${a.rows}×${a.cols}`);
    check.size(op, "C", "cols", c.cols, b.cols, () => `B is ${b.rows}×${b.cols}`);
    check.disjoint(op, "C", c, "A", a);
    check.disjoint(op, "C", c, "B", b);
    runPlan(this, { op, dtype: c.dtype, m: c.rows, n: c.cols, k: a.cols, alpha: 1, a: strided(a, false), b: strided(b, false), beta: 0, c });
    return C;
  }
}

/** A plan given as an option: alive, and of this instance. */
export function planOf(ctx: Context, op: string, arg: string, x: unknown): PlanHandle {
  const given = givenPlan(ctx, op, arg, x);
  if (!(given instanceof PlanHandle)) throw new UnsupportedError(op, arg, `${arg} is ${given.describe()}, expected one for a general product`);
  return given;
}

/** C ← alpha·a·b + beta·C from checked operands. alpha = 0 reads neither a nor b, beta = 0 never reads C. */
export function runPlan(plan: PlanHandle, { op, dtype, m, n, k: depth, alpha: factor, a, b, beta, c }: ProductJob<Numbers>): void {
  const { ctx } = plan, k = factor === 0 ? 0 : depth, alpha = k === 0 ? 0 : factor;
  if (dtype === "i32" && plan.steps.some((l) => !l.program.whole)) throw new UnsupportedError(op, "plan", `${plan.describe()} has fractions, which integers do not: expected f32 or f64`);
  if (m === 0 || n === 0) return;
  const layout = plan.layout(dtype, [m, k, n]), kernels = kernelsOf(ctx.raw, dtype), [cm, ck, cn] = layout.core, { size } = kernels;
  withWorkspace(ctx.arena, op, bytesOf(ctx, layout, dtype, [m, k, n]), (ws) => {
    runCore(ctx, kernels, layout, alpha, a, b, beta, c, ws);
    if (dtype === "i32") return;
    const part = (rows: number, cols: number, inner: number, i: number, j: number, p: number, beta: number): void => {
      if (rows > 0 && cols > 0 && inner + i + j > 0) classical(ctx, dtype, rows, cols, inner, alpha, moved(a, i, p, size), moved(b, p, j, size), beta, c.ptr + (i * c.stride + j) * size, c.stride, ws);
    };
    part(cm, cn, k - ck, 0, 0, ck, 1);
    part(m - cm, n, k, cm, 0, 0, beta);
    part(cm, n - cn, k, 0, cn, 0, beta);
  });
}

const moved = ({ ptr, row, col }: Operand, i: number, j: number, size: number): Operand => ({ ptr: ptr + (i * row + j * col) * size, row, col });

/** Scratch of the core, or of what is peeled off: never at once. */
function bytesOf({ raw }: Context, { bytes, core: [cm, ck, cn] }: Layout, dtype: Numbers, [m, k, n]: Dims): number {
  if (dtype === "i32") return bytes;
  const scratch = dtype === "f32" ? raw.gemm_f32_workspace : raw.gemm_f64_workspace;
  return Math.max(bytes, k > ck ? scratch(cm, cn, k - ck) : 0, m > cm ? scratch(m - cm, n, k) : 0, n > cn ? scratch(cm, n - cn, k) : 0);
}

function classical({ raw }: Context, dtype: Float, m: number, n: number, k: number, alpha: number, a: Operand, b: Operand, beta: number, c: number, ldc: number, ws: number): void {
  const f32 = dtype === "f32";
  if ((f32 ? raw.gemm_direct_f32 : raw.gemm_direct_f64)(m, n, k, alpha, a.ptr, a.row, a.col, b.ptr, b.row, b.col, beta, c, ldc, ws) === 0) {
    (f32 ? raw.gemm_blocked_f32 : raw.gemm_blocked_f64)(m, n, k, alpha, a.ptr, a.row, a.col, b.ptr, b.row, b.col, 0, beta, c, ldc, 0, ws);
  }
}

/** A scheme made ready to multiply matrices: `run(C, A, B)` is C ← A·B by `levels` levels of it, then of the 2×2×2 kernel, over classical leaves.
 *
 *  Shapes    any: what n×m×p blocks do not divide is padded with zeros or peeled off (`edges`). `s` is a scheme of a general product over ZT, Z or Q, its
 *            straight-line form from `reduceAdditions`, or a list of either: one for each level, outermost first. A scheme for a structured target of
 *            letters g, u, l, or of A·Aᵀ ("gt", "ut", "lt"), makes a plan of blocks that keep the structure: of a triangular operand the other triangle is
 *            never read; B is A for A·Aᵀ, and C comes out whole. There `levels` (2) is how often the scheme may be used, one inside the other, and edges are
 *            padded. s, k, w stand for a block and its transpose at once, so those schemes multiply scalars only.
 *  Effects   makes a handle without memory of its own; `run` writes C only, never reads it, and takes `workspace(m, k, n, dtype)` bytes for the call.
 *            C must not share elements with A or B. `free()` ends the plan; use after it throws FreedError.
 *  Cost      rank/(nmp) of the multiplications a level, 7/8 a level of 2×2×2; each operand is copied once into nested blocks, sums are streams over blocks.
 *            Workspace about one copy of A, B and C and a few blocks a level.
 *  Accuracy  |Ĉ − C| ≤ errorBound(m, k, n, dtype)·max|A|·max|B|, apart from underflow and overflow: γ(depth)·leaf·Π growth, where a level's growth is
 *            max over entries c of C of Σ_q |w_q[c]|·Σ|u_q|·Σ|v_q| (12 for Strassen's scheme) if its programs cancel nothing, 62 for a level of the 2×2×2
 *            kernel, and depth counts additions; tested at that bound. i32 is exact modulo 2³². The same bits on every engine with variant "simd".
 *            Infinities and NaN reach entries of C that the product alone would not give them, and sums of blocks may overflow.
 *            The scheme itself is taken as given: `verify` says whether it multiplies. `levels` is taken as told, however small the matrices.
 *  Throws    UnsupportedError (Z2 and Z3: `lift` first; targets of s, k, w; i32 by a scheme with fractions), OptionError ("option", "alias", "foreign"),
 *            ShapeError, DtypeError, FreedError, CapacityError.
 *  Source    Strassen 1969; Benson & Ballard 2015, PPoPP, "A framework for practical parallel fast matrix multiplication"; Karstadt & Schwartz 2017, SPAA.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const plan = k.flip.plan({
 *    shape: [2, 2, 2], ring: "ZT", rank: 7, // Strassen's seven products, w by columns of C
 *    u: Int32Array.of(1, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, -1, 0, 1, 0, 0, 1, 0, -1),
 *    v: Int32Array.of(1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, -1, -1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1),
 *    w: Int32Array.of(1, 0, 0, 1, 0, 1, 0, -1, 0, 0, 1, 1, 1, 1, 0, 0, -1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0),
 *  });
 *  const A = k.matrix("i32", 2, 2, [1, 2, 3, 4]), B = k.matrix("i32", 2, 2, [5, 6, 7, 8]);
 *  console.log(plan.run(k.matrix("i32", 2, 2), A, B).copy()); // Int32Array [19, 22, 43, 50] */
export function plan(ctx: Context, s: Scheme | StraightLine | readonly (Scheme | StraightLine)[], o?: PlanOptions): Plan {
  const op = "flip.plan";
  ctx.arena.open(op);
  check.options(op, o, KNOWN);
  const edges = check.choice(op, "edges", o?.edges, ["auto", "pad", "peel"] as const, "auto");
  const single = Array.isArray(s) ? undefined : programOf(op, "s", s as Scheme);
  if (single?.scheme.target !== undefined) return structuredPlan(ctx, op, "s", single.scheme, o, structuredEntry);
  const list = Array.isArray(s) ? s as readonly (Scheme | StraightLine)[] : undefined;
  if (list?.length === 0) throw new OptionError(op, "s", "s is an empty list, expected a scheme for each level");
  if (list && o?.levels !== undefined) throw new OptionError(op, "levels", "levels is given, but so is a scheme for each level");
  const count = check.integer(op, "levels", o?.levels, 1, 16, 1), leaf = check.integer(op, "leaf", o?.leaf, 1, 1 << 16, 40);
  const strassen = o?.strassen === undefined ? undefined : check.integer(op, "strassen", o.strassen, 0, MAX_LEVELS);
  const made = new Map<unknown, Level>();
  const levels = Array.from(list ?? [s as Scheme], (x, i) => {
    const known = made.get(x);
    if (known) return known;
    const arg = list ? `s[${i}]` : "s", program = single ?? programOf(op, arg, x), { ring, target } = program.scheme;
    if (target !== undefined) throw new UnsupportedError(op, arg, `${arg} is for target "${target}", expected a scheme of a general product`);
    if (ring === "Z2" || ring === "Z3") throw new UnsupportedError(op, arg, `${arg} is over ${ring}, expected ZT, Z or Q: lift it first`);
    const level = levelOf(program);
    made.set(x, level);
    return level;
  });
  return new PlanHandle(ctx, list ? levels : new Array<Level>(count).fill(levels[0]!), { leaf, strassen, edges });
}
