// splitDim: one loop becomes two, of the same kind, the second inside the first.
import * as check from "../../../check.js";
import { type Dim, DIMS, OP, type Split, loop } from "../ast.js";
import { type Fields, loopsNamed, name, names } from "./fields.js";
import { type Body, actionsOf, dimOf, partsOf, refuse } from "./tree.js";

export function splitDim(body: Body, step: Fields): void {
  const kind = "splitDim", part = name(step, "dim"), into = names(step, "into"), size = check.integer(OP, "size", step.size, 0, 2 ** 31 - 1, 0);
  const [outer, inner] = into as [string, string];
  if (into.length !== 2 || outer === inner) refuse(kind, `into holds ${into.join(", ")}, expected two names`);
  const dim = dimOf(body, part), loops = loopsNamed(body, kind, part);
  for (const p of into) if (p !== part && DIMS.some((d) => d === p || partsOf(body, d).includes(p))) refuse(kind, `${p} is the name of another part`);
  if (loops.some((l) => l.within)) refuse(kind, `the loop ${part} is sparse: split it before`);
  if (actionsOf(body).some((a) => a.primitive === "sparse" && a.over.includes(part))) refuse(kind, `indices of ${part} are made by sparse: split it before`);
  let split = body.find((n): n is Split => n.kind === "split" && n.dim === dim);
  if (!split) {
    split = { kind: "split", dim: dim as Dim, parts: [{ name: dim, size: 0 }], line: 0, note: "" };
    body.splice(body.filter((n) => n.kind === "split" && DIMS.indexOf(n.dim) < DIMS.indexOf(dim as Dim)).length, 0, split);
  }
  const at = split.parts.findIndex((p) => p.name === part), whole = split.parts[at]!.size;
  if (whole > 0 && (size === 0 || whole % size !== 0)) refuse(kind, `${part} has ${whole} turns, which ${size || "parts without a size"} does not divide`);
  split.parts.splice(at, 1, { name: outer, size: whole > 0 ? whole / size : 0 }, { name: inner, size });
  for (const l of loops) {
    l.part = outer;
    l.body = [loop(inner, l.spatial, l.body)];
  }
  for (const a of actionsOf(body)) a.over = a.over.flatMap((p) => (p === part ? into : [p]));
}
