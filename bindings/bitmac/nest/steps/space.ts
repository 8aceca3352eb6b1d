// toSpatial and toTemporal: turns side by side in hardware, or one after another in time.
import * as check from "../../../check.js";
import { type Action, type Loop, OP, action } from "../ast.js";
import { type Fields, loopsNamed, name } from "./fields.js";
import { type Body, actionsOf, behind, fresh, maker, refuse, remove, spotOf } from "./tree.js";

/** What ran in the loop takes all values at once behind it: a tree. */
function tree(body: Body, node: Action, at: Loop, reduce: string): void {
  const { loops } = spotOf(body, node), inner = loops.slice(loops.indexOf(at) + 1), part = at.part;
  const turns = inner.find((l) => node.over.includes(l.part));
  if (turns) refuse("toSpatial", `the values of ${part} come one after another in the loop ${turns.part}: reduce is "${reduce}", expected "chain"`);
  remove(body, node);
  if (node.primitive === "half_reduce") return behind(body, at, inner, [node]);
  const rest = node.over.filter((p) => p !== part), [x] = node.args as [string], lines: Action[] = [];
  const [s, c] = fresh(body, "s", "c") as [string, string], [p] = rest.length > 0 ? fresh(body, reduce === "add" ? "q" : "p") : node.to;
  if (reduce === "add") lines.push(action([p!], "add", [x], [part]));
  else lines.push(action([s, c], "half_reduce", [x], [part]), action([p!], "add", [s, c]));
  if (rest.length > 0) lines.push(action(node.to, "accumulate", [p!], rest));
  behind(body, at, inner, lines);
}

export function toSpatial(body: Body, step: Fields): void {
  const kind = "toSpatial", part = name(step, "loop"), reduce = check.choice(OP, "reduce", step.reduce, ["half_reduce", "add", "chain"], "half_reduce");
  const loops = loopsNamed(body, kind, part);
  if (loops.every((l) => l.spatial)) refuse(kind, `the loop ${part} is spatial already`);
  for (const l of loops) {
    if (l.spatial) continue;
    if (l.within) refuse(kind, `the loop ${part} is sparse: its turns take the time their digits need`);
    l.spatial = true;
    const running = actionsOf([l]).filter((a) => a.over.includes(part) && (a.primitive === "half_reduce" || a.primitive === "accumulate"));
    if (reduce !== "chain") for (const a of running) tree(body, a, l, reduce);
  }
}

export function toTemporal(body: Body, step: Fields): void {
  const part = name(step, "loop"), loops = loopsNamed(body, "toTemporal", part);
  if (loops.every((l) => !l.spatial)) refuse("toTemporal", `the loop ${part} is temporal already`);
  for (const l of loops) {
    l.spatial = false;
    // A tree over the loop becomes a running pair inside it; adders, over this loop alone, become one that accumulates.
    for (const a of actionsOf(body)) {
      if (!a.over.includes(part) || !(a.primitive === "half_reduce" || (a.primitive === "add" && a.over.length + a.args.length === 2))) continue;
      const path = spotOf(body, maker(body, a.args[0]!)!).loops, at = path.indexOf(l);
      if (at < 0 || spotOf(body, a).loops.includes(l) || !path.slice(at + 1).every((x) => a.over.includes(x.part))) continue;
      remove(body, a);
      if (a.primitive === "add") a.primitive = "accumulate";
      l.body.push(a);
    }
  }
}
