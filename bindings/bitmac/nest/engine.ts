// The engines in the notation: each kind and element is one nest, whose sizes and encoding a specification gives.
import type { BitMacContext } from "../context.js";
import { type FullSpec, isSlice } from "../engine/parts.js";
import type { Encoding, LoopNest } from "../types.js";
import { NESTS } from "./engines.data.js";
import type { Node } from "./ast.js";
import { makeNest } from "./loop_nest.js";
import { parse } from "./parse.js";
import { type Study, study } from "./study.js";

const studies = new Map<string, Study>();

/** The nest of an engine with an encoding, read once. */
export function engineStudy(spec: FullSpec): Study {
  const name = isSlice(spec) ? spec.kind : `${spec.kind}.${spec.pe}`, key = `${name} ${spec.encoding}`;
  let known = studies.get(key);
  if (!known) studies.set(key, known = study(filled(parse(NESTS[name]!), {}, spec.encoding)));
  return known;
}

/** Turns of the parts that are hardware. The array of "systolic-ws" holds B: its rows are of K. */
export function partSizes(spec: FullSpec): Readonly<Record<string, number>> {
  if (isSlice(spec)) return { MP: spec.columns, NP: spec.rows };
  return { [spec.kind === "systolic-ws" ? "KR" : "MP"]: spec.m, NP: spec.n, KP: spec.k };
}

function filled(nodes: readonly Node[], sizes: Readonly<Record<string, number>>, encoding: Encoding): Node[] {
  return nodes.map((n): Node => {
    if (n.kind === "split") return { ...n, parts: n.parts.map(({ name, size }) => ({ name, size: sizes[name] ?? size })) };
    if (n.kind === "loop") return { ...n, body: filled(n.body, sizes, encoding) };
    return n.kind === "action" && n.primitive === "encode" ? { ...n, encoding } : n;
  });
}

/** The nest of an engine, its sizes filled in. */
export function nestOf(ctx: BitMacContext, spec: FullSpec): LoopNest {
  return makeNest(ctx, filled(engineStudy(spec).nodes, partSizes(spec), spec.encoding));
}
