// Specifications of engines: checked, with every default filled in.
import * as check from "../../check.js";
import { OptionError } from "../../errors.js";
import { encodingOf } from "../encodings.js";
import type { DenseEngineSpec, EngineSpec, SliceEngineSpec } from "../types.js";
import { constantsOf } from "./constants.js";
import { type FullSpec, isSlice } from "./parts.js";

const KINDS = ["systolic-os", "systolic-ws", "cube", "adder-tree", "matrix-2d", "opt3", "opt4c", "opt4e"] as const;
/** Rows and columns of an array; products that an element sums at once. */
const MOST = 65536, MOST_K = 4096;

export function fullSpec(op: string, spec: EngineSpec): FullSpec {
  if (spec === null || typeof spec !== "object") throw new OptionError(op, "spec", `spec is ${check.kindOf(spec)}, expected an object with a kind`);
  check.choice(op, "kind", spec.kind ?? "", KINDS, "opt4c");
  const set = constantsOf(op, spec.constants);
  return Object.freeze({ ...(isSlice(spec) ? slice(op, spec) : dense(op, spec)), constants: typeof spec.constants === "object" ? set : set.name });
}

function slice(op: string, spec: SliceEngineSpec): FullSpec {
  check.options(op, spec, ["kind", "columns", "rows", "encoding", "rule", "constants"]);
  return {
    kind: spec.kind,
    columns: check.integer(op, "columns", spec.columns, 1, MOST),
    rows: check.integer(op, "rows", spec.rows, 1, MOST, 32),
    encoding: encodingOf(op, "encoding", spec.encoding, "ent"),
    rule: check.choice(op, "rule", spec.rule, ["rtl", "ideal"], "rtl"),
  };
}

function dense(op: string, spec: DenseEngineSpec): FullSpec {
  check.options(op, spec, ["kind", "pe", "m", "n", "k", "encoding", "constants"]);
  const { kind } = spec;
  const pe = check.choice(op, "pe", spec.pe, ["mac", "opt1", "opt2"], "mac");
  const deep = kind === "cube" || kind === "adder-tree";
  const k = check.integer(op, "k", spec.k, 1, MOST_K, deep ? undefined : pe === "opt2" ? 16 : 1);
  if (k > 1 && !deep && pe !== "opt2") throw new OptionError(op, "k", `k is ${k}, expected 1 (an element of ${kind} with pe "${pe}" takes one product a cycle)`);
  return {
    kind, pe, k,
    m: check.integer(op, "m", spec.m, 1, MOST),
    n: check.integer(op, "n", spec.n, 1, MOST),
    encoding: encodingOf(op, "encoding", spec.encoding, "mbe"),
  };
}

/** `opt4c 32 columns x 32 rows, ent, rtl`; `cube 8x8x8 opt1, mbe`. */
export function describe(spec: FullSpec): string {
  if (isSlice(spec)) return `${spec.kind} ${spec.columns} columns x ${spec.rows} rows, ${spec.encoding}, ${spec.rule}`;
  return `${spec.kind} ${spec.m}x${spec.n}${spec.k > 1 ? `x${spec.k}` : ""} ${spec.pe}, ${spec.encoding}`;
}
