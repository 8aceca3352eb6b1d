// Plans of structured schemes, and the triangle of A·Aᵀ for other families.
import * as check from "../check.js";
import { DtypeError, FreedError, OptionError, UnsupportedError } from "../errors.js";
import { BlocksHandle } from "../memory/blocks.js";
import type { Float, Matrix } from "../types.js";
import { type Context, FLOATS } from "../context.js";
import { MAX_LEVELS, type ProductJob, strided } from "../fast.js";
import type { Blocks } from "./half.js";
import { type Dims, type Numbers, panelOf } from "./kernels.js";
import { type Way, type Wishes, blocksOf, kindOf, wayOf } from "./structured.js";
import { structuredBytes, structuredProduct } from "./structured_run.js";
import { roundings } from "./plan_error.js";
import { depthWithin } from "./strassen_shape.js";
import type { Plan, PlanOptions, Scheme } from "./types.js";

const DTYPES = ["f32", "f64", "i32"] as const;

class StructuredPlan extends BlocksHandle implements Plan {
  readonly scheme: Scheme;
  readonly schemes: readonly Scheme[];
  readonly levels: number;
  readonly ctx: Context;
  private readonly target: string;
  private readonly fractions: boolean;
  private readonly outer: Blocks;
  private readonly within: Blocks | undefined;
  private readonly wishes: Wishes;

  constructor(ctx: Context, scheme: Scheme, blocks: Blocks, within: Blocks | undefined, levels: number, wishes: Wishes) {
    super(ctx.arena, []);
    this.ctx = ctx;
    this.scheme = scheme;
    this.schemes = [scheme];
    this.levels = levels;
    this.target = scheme.target as string;
    this.outer = blocks;
    this.fractions = blocks.terms.some((t) => [...t.left, ...t.right, ...t.out].some(({ by }) => !Number.isSafeInteger(by)));
    this.within = within;
    this.wishes = { ...wishes, top: true, nested: levels };
    this.made();
  }

  describe(): string { return `Plan ${this.target} ${this.scheme.shape.join("×")}:${this.scheme.rank}`; }

  private way(dims: Dims, dtype: Numbers): Way { return wayOf(this.target, dims, panelOf(dtype), this.outer, this.within, this.wishes); }

  /** The lower triangle of a job whose b is the transpose of a. */
  half(job: ProductJob<Numbers>): void { structuredProduct(this.ctx, job, this.target, this.way([job.m, job.k, job.n], job.dtype)); }

  private dims(op: string, ...dims: [number, number, number]): Dims {
    this.alive(op, "plan");
    return dims.map((x, i) => check.integer(op, "mkn"[i] as string, x, 0, 2 ** 31 - 1)) as unknown as Dims;
  }

  workspace(m: number, k: number, n: number, dtype: Numbers = "f32"): number {
    const op = "plan.workspace", dims = this.dims(op, m, k, n), type = check.choice(op, "dtype", dtype, DTYPES, "f32");
    return structuredBytes(this.ctx, type, this.target, this.way(dims, type));
  }

  /** Growth of the scheme and of the 2×2×2 levels below it, over the roundings of the longest chain: Higham, ASNA 2nd ed., §3.1 and ch. 23. */
  errorBound(m: number, k: number, n: number, dtype: Float = "f32"): number {
    const op = "plan.errorBound", dims = this.dims(op, m, k, n), type = check.choice(op, "dtype", dtype, FLOATS, "f32"), { levels, lk } = this.way(dims, type);
    const sum = (x: readonly { readonly by: number }[]): number => x.reduce((s, { by }) => s + Math.abs(by), 0);
    const growth: number[] = [], arrivals: number[] = [];
    for (const { left, right, out } of this.outer.terms) for (const { at, by } of out) {
      growth[at] = (growth[at] ?? 0) + Math.abs(by) * sum(left) * sum(right);
      arrivals[at] = (arrivals[at] ?? 0) + 1;
    }
    const most = (x: readonly number[]): number => x.reduce((s, y) => Math.max(s, y), 0);
    const depth = lk + 6 * levels + (5 * 2 ** levels - 4) * most(arrivals) + 8 * this.scheme.shape[0] ** 2, u = type === "f32" ? 2 ** -24 : 2 ** -53;
    return roundings(depth, u) * lk * 62 ** levels * most(growth);
  }

  run<D extends Float | "i32">(C: Matrix<D>, A: Matrix<D>, B: Matrix<D>): Matrix<D> {
    const op = "plan.run", { ctx: { arena, raw }, target } = this, gram = target[1] === "t";
    this.alive(op, "plan");
    const c = check.matrix<Numbers>(op, "C", C, arena, DTYPES), a = check.matrix<Numbers>(op, "A", A, arena, [c.dtype]), b = check.matrix<Numbers>(op, "B", B, arena, [c.dtype]);
    const [m, k, n] = gram ? [a.rows, a.cols, a.rows] : [a.rows, a.cols, b.cols];
    if (gram && (b.ptr !== a.ptr || b.rows !== a.rows || b.cols !== a.cols || b.stride !== a.stride)) throw new OptionError(op, "B", `B is another matrix than A, and a scheme for "${target}" multiplies A by its own transpose: expected A twice`);
    if (!gram) check.size(op, "B", "rows", b.rows, k, () => `A is ${m}×${k}`);
    if (target[0] !== "g") check.size(op, "A", "cols", k, m, () => `A is triangular with ${m} rows`);
    if (!gram && target[1] !== "g") check.size(op, "B", "cols", n, k, () => `B is triangular with ${k} rows`);
    check.size(op, "C", "rows", c.rows, m, () => `A is ${m}×${k}`);
    check.size(op, "C", "cols", c.cols, n, () => gram ? `A is ${m}×${k}` : `B is ${k}×${n}`);
    check.disjoint(op, "C", c, "A", a);
    check.disjoint(op, "C", c, "B", b);
    if (c.dtype === "i32" && this.fractions) throw new UnsupportedError(op, "plan", `${this.describe()} has fractions, which integers do not: expected f32 or f64`);
    const job: ProductJob<Numbers> = { op, dtype: c.dtype, m, k, n, alpha: 1, a: strided(a, false), b: strided(b, gram), beta: 0, c };
    structuredProduct(this.ctx, job, target, this.way([m, k, n], c.dtype));
    if (gram) (c.dtype === "f64" ? raw.mirror_lower_f64 : raw.mirror_lower_f32)(n, c.ptr, c.stride);
    return C;
  }
}

/** A plan of a scheme for a structured target; the scheme and the options are checked. `entry` finds schemes of the catalogue for the products inside. */
export function structuredPlan(ctx: Context, op: string, arg: string, scheme: Scheme, o: PlanOptions | undefined, entry: (target: string, n: number) => Scheme | undefined): Plan {
  if (scheme.ring === "Z2" || scheme.ring === "Z3") throw new UnsupportedError(op, arg, `${arg} is over ${scheme.ring}, expected ZT, Z or Q: lift it first`);
  const target = scheme.target as string, kind = kindOf(target), blocks = blocksOf(op, arg, scheme);
  if (o?.edges === "peel") throw new UnsupportedError(op, "edges", "edges is \"peel\", but structured products are padded");
  const levels = check.integer(op, "levels", o?.levels, 1, 16, 2), leaf = check.integer(op, "leaf", o?.leaf, 1, 1 << 16, 32);
  const strassen = o?.strassen === undefined ? undefined : check.integer(op, "strassen", o.strassen, 0, MAX_LEVELS);
  const inside = kind === "half" ? "gt" : kind === "upper" ? "ug" : "lg", found = kind === "none" ? undefined : target.slice(0, 2) === inside ? scheme : entry(inside, 4);
  return new StructuredPlan(ctx, scheme, blocks, found === scheme ? blocks : found && blocksOf(op, arg, found), levels, { levels: strassen, leaf });
}

/** Multiply-adds that the classical triangle of A·Aᵀ is predicted to cost, those of the fast ways' leaves taken as 1. */
const CLASSICAL = 0.48;

/** C ← alpha·a·b + beta·C on the lower triangle, b = aᵀ, by the scheme for "gt" that is given, or 2×2 blocks: false, and nothing done, where the classical
 *  product is predicted to be faster, or all else to miss the target. */
export function fastHalf(ctx: Context, job: ProductJob<Numbers>, scheme: Scheme | undefined, errorTarget: number): boolean {
  const blocks = scheme === undefined ? undefined : blocksOf(job.op, "scheme", scheme);
  // One application of the scheme: nested ones are predicted to be better still, and were measured to be slower.
  const way = wayOf("gt", [job.m, job.k, job.n], panelOf(job.dtype), blocks, blocks, { nested: 1, most: depthWithin(job.dtype, job.k, errorTarget) });
  if ((way.levels === 0 && way.top === undefined || way.cost > CLASSICAL * job.m * job.m * job.k)) return false;
  structuredProduct(ctx, job.alpha === 0 ? { ...job, k: 0 } : job, "gt", way);
  return true;
}

/** A plan given as an option: alive, and of this instance. */
export function givenPlan(ctx: Context, op: string, arg: string, x: unknown): BlocksHandle {
  if (!(x instanceof BlocksHandle && "schemes" in x)) throw new DtypeError(op, arg, `${arg} is ${check.kindOf(x)}, expected a Plan`);
  if (x.freed) throw new FreedError(op, arg, `${arg} (${x.describe()}) was freed`);
  if (x.arena !== ctx.arena) throw new OptionError(op, arg, `${arg} (${x.describe()}) belongs to another instance`, "foreign");
  return x;
}

/** The same by a plan for A·Aᵀ with any A. */
export function halfByPlan(ctx: Context, job: ProductJob<Numbers>, given: unknown): void {
  const { op } = job, arg = "algorithm", x = givenPlan(ctx, op, arg, given);
  if (!(x instanceof StructuredPlan) || x.scheme.target?.slice(0, 2) !== "gt") throw new UnsupportedError(op, arg, `${arg} is ${x.describe()}, expected one for target "gt"`);
  x.half(job.alpha === 0 ? { ...job, k: 0 } : job);
}
