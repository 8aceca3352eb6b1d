// reorder: a loop changes places with the one around it. What stood beside it there keeps its place before or behind, in a loop of its own:
// values are functions of their loops, so this changes only what must be kept between.
import { OptionError } from "../../../errors.js";
import { type Loop, loop, OP } from "../ast.js";
import { type Fields, loopsNamed, name, names } from "./fields.js";
import { type Body, loopsOf, refuse, spotOf } from "./tree.js";

/** The loop takes the place of the one directly around it. */
function swap(body: Body, inner: Loop): void {
  const outer = spotOf(body, inner).loops.at(-1)!, { list, at } = spotOf(body, outer), split = outer.body.indexOf(inner);
  const pieces = [outer.body.slice(0, split), inner.body, outer.body.slice(split + 1)].map((lines) => loop(outer.part, outer.spatial, lines, outer.within));
  inner.body = [pieces[1]!];
  list.splice(at, 1, ...pieces.map((p, i) => (i === 1 ? inner : p)).filter((p) => p.body.length > 0));
}

/** Every loop of one part that stands inside a loop of the other. */
function inside(body: Body, part: string, outer: string): Loop[] {
  return loopsOf(body).filter((l) => l.part === part && spotOf(body, l).loops.some((o) => o.part === outer));
}

function before(body: Body, part: string, outer: string): void {
  for (let l = inside(body, part, outer)[0]; l; l = inside(body, part, outer)[0]) swap(body, l);
}

export function reorder(body: Body, step: Fields): void {
  if (step.order === undefined) {
    const part = name(step, "loop"), outer = name(step, "before");
    if (inside(body, part, outer).length === 0) refuse("reorder", `no loop ${part} stands inside a loop ${outer}`);
    return before(body, part, outer);
  }
  if (step.loop !== undefined || step.before !== undefined) throw new OptionError(OP, "order", "order is given beside loop and before, expected one of the two forms");
  const order = names(step, "order");
  for (const p of order) loopsNamed(body, "reorder", p);
  if (new Set(order).size < order.length) refuse("reorder", `a loop stands twice in ${order.join(", ")}`);
  // Each in turn moves in front of all that shall stand behind it.
  order.forEach((part, i) => order.slice(i + 1).forEach((other) => before(body, part, other)));
}
