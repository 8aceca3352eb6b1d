// moveShiftOut (OPT2): products of one bit weight are compressed as they are, narrow, and each weight's sum is shifted once.
import { action } from "../ast.js";
import type { Fields } from "./fields.js";
import { type Body, actionsOf, behind, fresh, maker, partsOf, refuse, remove, spotOf, users } from "./tree.js";

export function moveShiftOut(body: Body, _: Fields): void {
  const kind = "moveShiftOut", bits = partsOf(body, "BW"), shift = actionsOf(body).find((a) => a.primitive === "shift");
  if (!shift) refuse(kind, "nothing is shifted");
  const [pp] = shift.args as [string], [w] = shift.to as [string], half = users(body, w)[0];
  if (half?.primitive !== "half_reduce") refuse(kind, `${maker(body, pp)?.primitive === "add" ? "the shift stands behind the compressor already" : "shifted products are added, not compressed: deferAdd first"}`);
  if (half.args.length > 1 || users(body, w).length > 1) refuse(kind, "products of different bit weights are compressed together with other words");
  const others = half.over.filter((p) => !bits.includes(p));
  if (others.length === 0) refuse(kind, "only BW is reduced here: there are no products of one bit weight to compress together");
  const path = spotOf(body, shift).loops, inBits = path.findIndex((l) => bits.includes(l.part)), around = spotOf(body, half).loops;
  const gathered = path.filter((l) => others.includes(l.part) && !around.includes(l)), wrong = gathered.find((l) => path.indexOf(l) < inBits);
  if (wrong) refuse(kind, `products of different bit weights are compressed together: BW stands inside the loop ${wrong.part}, reorder it outside first`);
  const join = users(body, half.to[0]!)[0];
  if (join?.primitive !== "add" || join.args.join() !== half.to.join() || join.over.length > 0) refuse(kind, "the pair is not added by one add");

  const weights = half.over.filter((p) => bits.includes(p)), apart = weights.length > 0;
  // The compressor moves inside the loops of the bit weight, behind the loops it gathers.
  if (path.some((l) => bits.includes(l.part) && !around.includes(l))) {
    remove(body, half);
    behind(body, gathered[0] ?? shift, [], [half]);
  }
  half.over = others;
  half.args = [pp];
  remove(body, shift);
  // The loops it runs in end before its pair is added; those inside them, the bit weight among them, are opened again.
  const now = spotOf(body, half).loops, first = now.findIndex((l) => others.includes(l.part));
  const [t] = fresh(body, "t") as [string], lines = [action([t], "add", half.to), action(apart ? [w] : join.to, "shift", [t])];
  if (first < 0) behind(body, half, [], lines);
  else behind(body, now[first]!, now.slice(first + 1).filter((l) => !others.includes(l.part)), lines);
  if (apart) Object.assign(join, { args: [w], over: weights });
  else remove(body, join);
}
