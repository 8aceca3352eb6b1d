// One step from nest to nest: made, then held against the rules of the language and against the plain product.
import * as check from "../../../check.js";
import type { NestStep } from "../../types.js";
import { action, INDEX, OP, type Node } from "../ast.js";
import { parse } from "../parse.js";
import { print } from "../print.js";
import { proof } from "../proof.js";
import { type Study, study } from "../study.js";
import { deferAdd } from "./defer.js";
import { object } from "./fields.js";
import { hoistEncoder } from "./hoist.js";
import { reorder } from "./reorder.js";
import { moveShiftOut } from "./shift.js";
import { toSpatial, toTemporal } from "./space.js";
import { sparsify } from "./sparsify.js";
import { splitDim } from "./split.js";
import { actionsOf, behind, type Body, copied, dimOf, loopsOf, prune, refuse } from "./tree.js";

const STEPS: Readonly<Record<NestStep["kind"], readonly [change: (body: Body, step: Readonly<Record<string, unknown>>) => void, ...fields: string[]]>> = {
  splitDim: [splitDim, "dim", "into", "size"],
  reorder: [reorder, "order", "loop", "before"],
  toSpatial: [toSpatial, "loop", "reduce"],
  toTemporal: [toTemporal, "loop"],
  deferAdd: [deferAdd, "loops"],
  moveShiftOut: [moveShiftOut],
  sparsify: [sparsify, "loop"],
  hoistEncoder: [hoistEncoder, "loops"],
};

/** Columns whose digits differ in number wait for each other. */
function syncs(body: Body): void {
  const operand = actionsOf(body).find((a) => a.primitive === "encode")?.args[0] ?? "A", own: readonly string[] = [...INDEX[operand]!.dims, "BW"];
  for (const l of loopsOf(body)) {
    if (l.spatial && own.includes(dimOf(body, l.part)) && loopsOf([l]).some((x) => x.within)) behind(body, l, [], [action([], "sync", [], [l.part])]);
  }
}

export function stepped(from: Study, step: NestStep): readonly Node[] {
  const kind = check.choice(OP, "kind", object("step", step).kind ?? null, Object.keys(STEPS) as NestStep["kind"][], "reorder");
  const [change, ...fields] = STEPS[kind], body = copied(from.nodes);
  check.options(OP, step, ["kind", ...fields]);
  change(body, step as Readonly<Record<string, unknown>>);
  prune(body);
  syncs(body);
  const next = study(parse(print(body))), fault = next.faults[0] ?? proof(next)[0];
  if (fault) refuse(kind, fault.message);
  return next.nodes;
}
