// A nest with what is known about it.
import * as check from "../../check.js";
import { FormatError, OptionError, ShapeError } from "../../errors.js";
import type { Matrix } from "../../types.js";
import type { BitMacContext } from "../context.js";
import type { LoopNest, NestStep, PrimitiveCount } from "../types.js";
import { type Node, OP } from "./ast.js";
import { count, lines } from "./count.js";
import { interpret } from "./interpret.js";
import { type Sizes, layout, sizesOf } from "./layout.js";
import { print } from "./print.js";
import { proof } from "./proof.js";
import { stepped } from "./steps/apply.js";
import { object } from "./steps/fields.js";
import { type Fault, MOST_TURNS, type Study, study } from "./study.js";

/** Lines carried out in one `run`: a second or two. */
const MOST = 2 ** 22;

class Nest implements LoopNest {
  readonly text: string;
  private readonly ctx: BitMacContext;
  private readonly study: Study;
  private faults: readonly Fault[] | undefined;

  constructor(ctx: BitMacContext, nodes: readonly Node[]) {
    this.ctx = ctx;
    this.study = study(nodes);
    this.text = print(nodes);
  }

  check(): readonly Fault[] {
    this.faults ??= this.study.faults.length > 0 ? this.study.faults : proof(this.study);
    return this.faults.map((f) => ({ ...f }));
  }

  get legal(): boolean { return this.check().length === 0; }

  apply(step: NestStep): LoopNest {
    this.sound("apply");
    return new Nest(this.ctx, stepped(this.study, step));
  }

  count(sizes: Readonly<Record<string, number>>): Readonly<Record<string, PrimitiveCount>> {
    this.sound("count");
    const { study } = this, open = [...study.parts].filter(([name, p], i, all) => p.size === 0 && all[i - 1]?.[1].dim === p.dim && name !== p.dim).map(([name]) => name);
    const wanted = ["M", "N", "K", ...open], given = check.options(OP, object("sizes", sizes === undefined ? {} : sizes), [...wanted, "D", "NNZ"])!;
    const missing = wanted.filter((name) => given[name] === undefined);
    if (missing.length > 0) throw new OptionError(OP, missing[0]!, `sizes lacks ${missing.join(", ")}`);
    const [M, N, K] = wanted.map((name) => check.integer(OP, name, given[name], open.includes(name) ? 1 : 0, 2 ** 31 - 1)) as [number, number, number];
    const full = sizesOf(study, M, N, K), extents = layout(study, full, (name, size) => size || given[name]!);
    for (const { dim, step } of extents.values()) if (step > MOST_TURNS) throw new OptionError(OP, "sizes", `sizes gives the parts of ${dim} ${step} turns together, at most ${MOST_TURNS} are possible`);
    return count(study, extents, full, digits(given, (study.encoded === "A" ? M : N) * K, full));
  }

  run(A: Matrix<"i8">, B: Matrix<"i8">): Int32Array {
    this.sound("run");
    const { arena } = this.ctx, a = check.matrix(OP, "A", A, arena, ["i8"]), b = check.matrix(OP, "B", B, arena, ["i8"]), { study } = this;
    check.size(OP, "B", "rows", b.rows, a.cols, () => `A is ${a.rows}×${a.cols}`);
    const sizes = sizesOf(study, a.rows, b.cols, a.cols), extents = layout(study, sizes, (_, size) => size || 2);
    const most = Math.max(sizes.M * sizes.N, lines(study, extents, sizes));
    if (most > MOST) throw new ShapeError(OP, "A", `A is ${a.rows}×${a.cols}, B ${b.rows}×${b.cols}: ${most} lines to carry out, at most ${MOST} are (bitmac.gemm has no such bound)`);
    if (a.rows * a.cols * b.cols === 0) return new Int32Array(a.rows * b.cols);
    return interpret(study, extents, sizes, a.copy(), b.copy());
  }

  toString(): string { return this.text; }

  /** What does not compute A·B is not counted, run or changed. */
  private sound(what: string): void {
    const fault = this.check()[0];
    if (fault) throw new FormatError(OP, `${what}: line ${fault.line}: ${fault.message}`, fault.line);
  }
}

/** Digits that are not 0 among those of `elements`: given as D, or as their mean NNZ, or not at all. */
function digits(given: Readonly<Record<string, number>>, elements: number, { BW }: Sizes): number | undefined {
  if (given.D !== undefined && given.NNZ !== undefined) throw new OptionError(OP, "NNZ", "NNZ is given beside D, expected one of them");
  if (given.D !== undefined) return check.integer(OP, "D", given.D, 0, elements * BW);
  const mean = check.number(OP, "NNZ", given.NNZ, 0);
  if (!(mean >= 0 && mean <= BW)) throw new OptionError(OP, "NNZ", `NNZ is ${mean}, expected a number from 0 to ${BW}`);
  return given.NNZ === undefined ? undefined : mean * elements;
}

export function makeNest(ctx: BitMacContext, nodes: readonly Node[]): LoopNest { return new Nest(ctx, nodes); }
