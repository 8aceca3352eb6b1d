// sparsify (OPT3): turns whose digit is 0 are left out.
import { action } from "../ast.js";
import { type Fields, loopsNamed, name } from "./fields.js";
import { type Body, actionsOf, fresh, loopsOf, partsOf, refuse, spotOf } from "./tree.js";

export function sparsify(body: Body, step: Fields): void {
  const kind = "sparsify", part = name(step, "loop"), bits = partsOf(body, "BW");
  loopsNamed(body, kind, part);
  const at = loopsOf(body).find((l) => l.part === part && actionsOf([l]).some((a) => a.primitive === "map"));
  if (!at) refuse(kind, `no digit is used inside the loop ${part}`);
  if (at.within) refuse(kind, `the loop ${part} is sparse already`);
  if (at.spatial) refuse(kind, `the loop ${part} is spatial: its turns take one time, whatever their digits`);
  const inside = actionsOf([at]), { list, at: index, loops } = spotOf(body, at);
  if (inside.some((a) => a.primitive === "encode")) refuse(kind, `encode stands inside the loop ${part}: which digits are 0 must be known before it begins`);
  const late = bits.filter((p) => p !== part && !loops.some((l) => l.part === p));
  if (late.length > 0) refuse(kind, `${late.join(", ")} stands inside the loop ${part}: one turn has digits of every weight`);
  const kept = inside.find((a) => a.primitive !== "map" && a.primitive !== "shift" && !a.over.includes(part));
  if (kept) refuse(kind, `${kept.to[0]} is needed of every turn of ${part}, also where the digit is 0`);
  const [nz] = fresh(body, "nz") as [string];
  list.splice(index, 0, action([nz], "sparse", [inside.find((a) => a.primitive === "map")!.args[1]!], [part]));
  at.within = nz;
}
