// One product on an engine.
import * as check from "../../check.js";
import { OptionError, ShapeError } from "../../errors.js";
import type { Matrix } from "../../types.js";
import type { BitMacContext } from "../context.js";
import type { EngineReport, RunOptions } from "../types.js";
import { detailed } from "./detail.js";
import { type FullSpec, isSlice } from "./parts.js";
import { report } from "./report.js";
import { countRows, type RowSource } from "./rows.js";
import { timeDense } from "./time_dense.js";
import { usesOf } from "./uses.js";

/** Longest sums of products of int8 that i32 holds. */
const MOST_K = 131071;

/** Counts of one product by the closed forms. `source` is asked for the rows of A only where digits cost time. */
export function counted(ctx: BitMacContext, op: string, spec: FullSpec, m: number, n: number, k: number, source: () => RowSource): EngineReport {
  if (!isSlice(spec)) return report(op, spec, m * n * k, timeDense(spec, m, n, k), usesOf(spec, m, n, k, 0));
  const rows = countRows(ctx, op, spec, m, k, source());
  return report(op, spec, m * n * k, rows.time(m, n), usesOf(spec, m, n, k, rows.digits));
}

export function run(ctx: BitMacContext, spec: FullSpec, A: Matrix<"i8">, B: Matrix<"i8">, o?: RunOptions): EngineReport {
  const op = "bitmac.engine.run";
  const { arena } = ctx;
  const a = check.matrix(op, "A", A, arena, ["i8"]);
  const b = check.matrix(op, "B", B, arena, ["i8"]);
  check.options(op, o, ["detail", "C"]);
  const { rows: m, cols: k } = a, { cols: n } = b;
  check.size(op, "B", "rows", b.rows, k, () => `A is ${m}×${k}`);
  if (m * k * n === 0) {
    const [arg, x] = m * k === 0 ? ["A", a] as const : ["B", b] as const;
    throw new ShapeError(op, arg, `${arg} is ${x.rows}×${x.cols}, expected at least one row and one column`);
  }
  const stepped = check.choice(op, "detail", o?.detail, ["counts", "carry-save"], "counts") === "carry-save";
  if (o?.C !== undefined) {
    const c = check.matrix(op, "C", o.C, arena, ["i32"]);
    check.size(op, "C", "rows", c.rows, m, () => `A is ${m}×${k}`);
    check.size(op, "C", "cols", c.cols, n, () => `B is ${k}×${n}`);
    if (k > MOST_K) throw new OptionError(op, "C", `A.cols is ${k}, expected at most ${MOST_K} where C receives the product (i32 holds no more)`);
  }
  if (stepped) {
    const d = detailed(op, spec, a.copy(), b.copy(), m, n, k);
    const found = report(op, spec, m * n * k, d.timing, d.uses, d.trace);
    o?.C?.set(d.product);
    return found;
  }
  const found = counted(ctx, op, spec, m, n, k, () => ({ made: false, rows: (first) => [a.ptr + first * a.stride, a.stride] }));
  if (o?.C !== undefined) ctx.dense.gemmInt8(o.C, A, B);
  return found;
}
