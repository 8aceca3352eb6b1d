// One step from nest to nest: made, then held against the rules of the language and against the plain product.
import * as check from "../../../check.js";
import type { NestStep } from "../../types.js";
import { OP, type Node } from "../ast.js";
import { parse } from "../parse.js";
import { print } from "../print.js";
import { proof } from "../proof.js";
import { type Study, study } from "../study.js";
import { deferAdd } from "./defer.js";
import { hoistEncoder } from "./hoist.js";
import { reorder } from "./reorder.js";
import { moveShiftOut } from "./shift.js";
import { toSpatial, toTemporal } from "./space.js";
import { sparsify } from "./sparsify.js";
import { splitDim } from "./split.js";
import { type Body, copied, prune, refuse } from "./tree.js";

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

export function stepped(from: Study, step: NestStep): readonly Node[] {
  const kind = check.choice(OP, "kind", (step as NestStep | undefined)?.kind ?? "", Object.keys(STEPS) as NestStep["kind"][], "reorder");
  const [change, ...fields] = STEPS[kind], body = copied(from.nodes);
  check.options(OP, step, ["kind", ...fields]);
  change(body, step as Readonly<Record<string, unknown>>);
  prune(body);
  const next = study(parse(print(body))), fault = next.faults[0] ?? proof(next)[0];
  if (fault) refuse(kind, fault.message);
  return next.nodes;
}

