// Finding and moving lines of a nest. Steps work on a copy without comments, which they change in place.
import { OptionError } from "../../../errors.js";
import { type Action, type Loop, type Node, OP, type Split, loop } from "../ast.js";

export type Body = Node[];

/** A line where it stands: its list, its index there, and the loops around it, outermost first. */
export interface Spot { readonly list: Body; readonly at: number; readonly loops: readonly Loop[] }

export function refuse(kind: string, why: string): never { throw new OptionError(OP, "step", `${kind}: ${why}`); }

/** A copy to work on; lines keep no comments and no numbers, and there is no sync: apply.ts puts it where it is needed. */
export function copied(nodes: readonly Node[]): Body {
  return nodes.filter((n) => n.kind !== "note" && !(n.kind === "action" && n.primitive === "sync")).map((n): Node => {
    const bare = { ...n, line: 0, note: "" };
    if (bare.kind === "loop") bare.body = copied(bare.body);
    else if (bare.kind === "split") bare.parts = bare.parts.map((p) => ({ ...p }));
    else if (bare.kind === "action") Object.assign(bare, { to: [...bare.to], args: [...bare.args], over: [...bare.over] });
    return bare;
  });
}

export function* spots(list: Body, loops: readonly Loop[] = []): Generator<Spot> {
  for (let at = 0; at < list.length; at++) {
    yield { list, at, loops };
    const node = list[at]!;
    if (node.kind === "loop") yield* spots(node.body, [...loops, node]);
  }
}

export function spotOf(body: Body, node: Node): Spot {
  for (const s of spots(body)) if (s.list[s.at] === node) return s;
  throw new Error("no such line");
}

export function loopsOf(body: Body): Loop[] { return [...spots(body)].map((s) => s.list[s.at]!).filter((n) => n.kind === "loop"); }
export function actionsOf(body: Body): Action[] { return [...spots(body)].map((s) => s.list[s.at]!).filter((n) => n.kind === "action"); }
export function maker(body: Body, value: string): Action | undefined { return actionsOf(body).find((a) => a.to.includes(value)); }
export function users(body: Body, value: string): Action[] { return actionsOf(body).filter((a) => a.args.includes(value)); }

/** The parts of a dimension, largest steps first. */
export function partsOf(body: Body, dim: string): string[] {
  const found = body.find((n): n is Split => n.kind === "split" && n.dim === dim);
  return found ? found.parts.map((p) => p.name) : [dim];
}

export function dimOf(body: Body, part: string): string {
  return body.find((n): n is Split => n.kind === "split" && n.parts.some((p) => p.name === part))?.dim ?? part;
}

export function remove(body: Body, node: Node): void {
  const { list, at } = spotOf(body, node);
  list.splice(at, 1);
}

/** Loops without lines go. */
export function prune(list: Body): void {
  for (let i = list.length - 1; i >= 0; i--) {
    const node = list[i]!;
    if (node.kind !== "loop") continue;
    prune(node.body);
    if (node.body.length === 0) list.splice(i, 1);
  }
}

/** Lines inside copies of the loops, which then stand open where they are put. */
export function within(loops: readonly Loop[], lines: Body): Body {
  return loops.reduceRight((body, l) => [loop(l.part, l.spatial, body, l.within)], lines);
}

/** Puts lines behind `end`, a loop or an action; `loops` are opened again around them. */
export function behind(body: Body, end: Node, loops: readonly Loop[], lines: Body): void {
  const { list, at } = spotOf(body, end);
  list.splice(at + 1, 0, ...within(loops, lines));
}

/** A name no value has. */
export function fresh(body: Body, ...wanted: string[]): string[] {
  const taken = new Set(actionsOf(body).flatMap((a) => a.to));
  for (let i = 1; ; i++) {
    const names = wanted.map((w) => (i > 1 ? `${w}${i}` : w));
    if (!names.some((n) => taken.has(n))) return names;
  }
}
