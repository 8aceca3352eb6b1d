// hoistEncoder (OPT4): one encoder for all that multiply by the same digits.
import { INDEX } from "../ast.js";
import { type Fields, loopsNamed, names } from "./fields.js";
import { type Body, actionsOf, dimOf, refuse, remove, spotOf, within } from "./tree.js";

export function hoistEncoder(body: Body, step: Fields): void {
  const kind = "hoistEncoder", encode = actionsOf(body).find((a) => a.primitive === "encode");
  if (!encode) refuse(kind, "nothing is encoded");
  const operand = encode.args[0]!, own = INDEX[operand]!.dims, [code] = encode.to as [string];
  const asked = step.loops === undefined ? undefined : names(step, "loops");
  for (const p of asked ?? []) loopsNamed(body, kind, p);
  const bound = asked?.find((p) => own.includes(dimOf(body, p) as (typeof own)[number]));
  if (bound) refuse(kind, `${code} depends on ${dimOf(body, bound)}, the loop ${bound} turns over it`);
  let moved = false;
  for (const node of actionsOf(body).filter((a) => a === encode || a.primitive === "sparse")) {
    const { loops } = spotOf(body, node), leave = loops.filter((l) => (asked ? asked.includes(l.part) : l.spatial && !own.includes(dimOf(body, l.part) as (typeof own)[number]) && dimOf(body, l.part) !== "BW"));
    if (leave.length === 0) continue;
    const { list, at } = spotOf(body, leave[0]!);
    remove(body, node);
    list.splice(at, 0, ...within(loops.slice(loops.indexOf(leave[0]!) + 1).filter((l) => !leave.includes(l)), [node]));
    moved = true;
  }
  if (!moved) refuse(kind, asked ? `${code} is not made inside the loops ${asked.join(", ")}` : `${code} is made outside every loop that shares it`);
}
