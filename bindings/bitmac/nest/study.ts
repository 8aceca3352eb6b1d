// What a nest means, and what is wrong with it. A value is a function of the loops it is made in, less those it is reduced over; where it is used,
// each of these loops must stand around the line or be reduced there. All later work rests on what is found here.
import type { Encoding } from "../types.js";
import { type Action, type Dim, DIMS, INDEX, type Loop, type Node } from "./ast.js";

export interface Fault { readonly line: number; readonly message: string }

/** Parts of a dimension, and turns that those with a size may have together. */
const MOST_PARTS = 32;
export const MOST_TURNS: number = 2 ** 31;

/** An action where it stands. */
export interface Place {
  readonly node: Action;
  readonly loops: readonly Loop[];
  /** Reduced loops that stand around the line: one turn after another, or from element to element where they are spatial. */
  readonly running: readonly string[];
  /** Reduced loops that are over: all their values at once. */
  readonly closed: readonly string[];
  /** What its result depends on. */
  readonly parts: readonly string[];
}

export interface Study {
  readonly nodes: readonly Node[];
  /** Dimension of every part, and its size, 0 where it is not given; the largest steps of a dimension come first. */
  readonly parts: ReadonlyMap<string, { readonly dim: Dim; readonly size: number }>;
  readonly places: readonly Place[];
  /** Where each value is made; the product is "C". */
  readonly values: ReadonlyMap<string, Place>;
  readonly encoding: Encoding;
  /** The operand that is encoded. */
  readonly encoded: "A" | "B";
  readonly faults: readonly Fault[];
}

const KIND: Partial<Record<Action["primitive"], string>> = { encode: "digits", sparse: "indices" };
const kind = (p: Place): string => KIND[p.node.primitive] ?? "a word";
const join = (names: readonly string[]): string => names.join(", ");

export function study(nodes: readonly Node[]): Study {
  const parts = new Map<string, { dim: Dim; size: number }>(), places: Place[] = [], values = new Map<string, Place>(), faults: Fault[] = [];
  /** Loops around the line that is read. */
  const loops: Loop[] = [];
  /** Spatial loops whose turns take different times, and wait for a sync. */
  const waiting = new Map<Loop, number>();
  /** Spatial loops that end directly before the line that is read. */
  let ended: Loop[] = [], encoder: Place | undefined, last = 1;

  function fault(line: number, message: string): void { faults.push({ line, message }); }

  function split(): void {
    const seen = new Set<Dim>();
    for (const node of nodes) {
      if (node.kind !== "split") continue;
      const { dim, line, parts: [...list] } = node;
      if (seen.has(dim)) { fault(line, `${dim} is split twice`); continue; }
      seen.add(dim);
      if (list.length > MOST_PARTS) fault(line, `${dim} has ${list.length} parts, at most ${MOST_PARTS} are possible`);
      if (list.reduce((turns, p) => turns * (p.size || 1), 1) > MOST_TURNS) fault(line, `the parts of ${dim} have more than ${MOST_TURNS} turns together`);
      for (const { name, size } of list.slice(0, MOST_PARTS)) {
        if (parts.has(name) || DIMS.includes(name as Dim)) fault(line, `${name} is the name of another part`);
        parts.set(name, { dim, size });
      }
    }
    for (const dim of DIMS) if (!seen.has(dim)) parts.set(dim, { dim, size: 0 });
  }

  function of(dim: Dim): string[] { return [...parts].filter(([, p]) => p.dim === dim).map(([name]) => name); }
  function stands(part: string): boolean { return loops.some((l) => l.part === part); }

  function visit(nodes: readonly Node[]): void {
    for (const node of nodes) {
      last = Math.max(last, node.line);
      if (node.kind !== "loop" && node.kind !== "action") continue;
      if (node.kind === "action" && node.primitive === "sync") { sync(node); continue; }
      overdue();
      node.kind === "loop" ? loop(node) : action(node);
    }
  }

  /** Loops that have ended without the sync they need: it stands directly behind them. */
  function overdue(): void {
    for (const [l, line] of waiting) {
      if (loops.includes(l)) continue;
      fault(line, `the loops ${l.part} take different times here: sync(${l.part}) must follow directly`);
      waiting.delete(l);
    }
    ended = [];
  }

  function loop(node: Loop): void {
    const { part, line, within } = node;
    if (!parts.has(part)) fault(line, DIMS.includes(part as Dim) ? `${part} is split: loop over ${join(of(part as Dim))}` : `no dimension has a part ${part}`);
    if (stands(part)) fault(line, `a loop ${part} stands around this one already`);
    if (within !== "") {
      const made = need(line, within, "indices", [part]);
      if (made && made.node.over[0] !== part) fault(line, `${within} holds indices of ${made.node.over[0]}, not of ${part}`);
      if (node.spatial) fault(line, "a spatial loop cannot leave out turns");
      if (loops.some((l) => l.within)) fault(line, "a sparse loop stands around this one already");
      for (const l of loops) {
        const dim = parts.get(l.part)?.dim;
        if (l.spatial && made && (dim === "BW" || INDEX[operand()]!.dims.includes(dim!))) waiting.set(l, line);
      }
    }
    loops.push(node);
    visit(node.body);
    if (!node.spatial) overdue();
    loops.pop();
    ended.push(node);
  }

  function operand(): string { return encoder?.node.args[0] ?? "A"; }

  function sync(node: Action): void {
    const { line, over } = node;
    for (const part of over) {
      const done = ended.find((l) => l.part === part && l.spatial);
      if (done) waiting.delete(done);
      else fault(line, `no spatial loop ${part} ends directly before this line`);
    }
    places.push({ node, loops: [...loops], running: [], closed: [], parts: [] });
  }

  /** A value that is made, complete, of the right kind and within reach; `free` are loops it may depend on without their standing around. */
  function need(line: number, name: string, wanted: string, free: readonly string[]): Place | undefined {
    const made = values.get(name);
    if (!made) { fault(line, `${name} is used before it is made`); return undefined; }
    if (kind(made) !== wanted) fault(line, `${name} is ${kind(made)}, expected ${wanted}`);
    const runs = made.loops.find((l) => loops.includes(l) && made.running.includes(l.part)), some = made.loops.find((l) => !loops.includes(l) && l.within && made.parts.includes(l.part));
    if (runs) fault(line, `${name} is complete only after the loop ${runs.part}`);
    if (some) fault(line, `${name} is made for some turns of ${some.part} only: reduce it inside that loop`);
    const missing = made.parts.filter((p) => !stands(p) && !free.includes(p));
    if (missing.length > 0) fault(line, `${name} depends on ${join(missing)}: neither a loop around this line nor reduced here`);
    return made;
  }

  /** All parts of the dimensions must be loops around the line. */
  function inside(line: number, what: string, dims: readonly Dim[]): void {
    const missing = dims.flatMap((d) => of(d)).filter((p) => !stands(p));
    if (missing.length > 0) fault(line, `${what} needs the loops ${join(missing)} around it`);
  }

  function action(node: Action): void {
    const { line, primitive, args, over, to } = node, around = loops.map((l) => l.part);
    const runs = primitive === "half_reduce" || primitive === "accumulate";
    const running = over.filter((p) => around.includes(p)), closed = over.filter((p) => !around.includes(p));
    let rest = around.filter((p) => !over.includes(p));
    if (primitive === "encode") {
      inside(line, INDEX[args[0]!]!.text, INDEX[args[0]!]!.dims);
      const bits = of("BW");
      for (const p of bits) if (stands(p)) fault(line, `encode makes every digit at once: it stands outside the loop ${p}`);
      if (encoder) fault(line, `an operand is encoded already, on line ${encoder.node.line}`);
      rest = [...rest, ...bits];
    } else if (primitive === "map") {
      inside(line, INDEX[args[0]!]!.text, INDEX[args[0]!]!.dims);
      const made = need(line, args[1]!, "digits", []);
      if (made && args[0] === operand()) fault(line, `map multiplies the operand that is not encoded, not ${args[0]}`);
    } else {
      if (primitive === "shift") inside(line, "shift", ["BW"]);
      const made = args.map((a) => need(line, a, primitive === "sparse" ? "digits" : "a word", closed));
      for (const p of over) {
        if (around.includes(p) ? !runs : made.some((m) => m && !m.parts.includes(p))) {
          fault(line, around.includes(p) ? `${primitive} over ${p} stands inside the loop ${p}: it takes all values at once, after the loop` : `there is no loop ${p} around this line and ${join(args)} does not depend on it`);
        }
      }
      if (primitive === "half_reduce") for (const p of closed) {
        if (made.some((m) => m?.loops.some((l) => l.part === p && !l.spatial))) fault(line, `half_reduce over ${p} takes all its words in one cycle, and the loop ${p} is temporal: let it run inside`);
      }
      if (primitive === "accumulate") for (const p of closed) fault(line, `accumulate over ${p} stands outside the loop ${p}: it takes one value after another, inside the loop`);
      const outer = over.filter((p) => ["M", "N"].includes(parts.get(p)?.dim ?? ""));
      if (primitive === "sparse") rest = [...rest, ...over];
      else if (outer.length > 0) fault(line, `${primitive} over ${join(outer)} sums different elements of C[m, n]`);
    }
    if (new Set(over).size < over.length) fault(line, "a loop is reduced twice");
    const place: Place = { node, loops: [...loops], running, closed, parts: rest };
    places.push(place);
    if (primitive === "encode") encoder ??= place;
    for (const name of to) {
      const before = values.get(name);
      if (before) fault(line, `${name === "C" ? "C[m, n]" : name} is made already, on line ${before.node.line}`);
      else values.set(name, place);
    }
    if (to[0] === "C") product(place);
  }

  function product({ node: { line }, parts: dependent }: Place): void {
    inside(line, "C[m, n]", ["M", "N"]);
    const left = dependent.filter((p) => !["M", "N"].includes(parts.get(p)?.dim ?? "M"));
    if (left.length > 0) fault(line, `C[m, n] is not reduced over ${join(left)}`);
  }

  split();
  visit(nodes);
  if (!values.has("C")) fault(last, "no line makes C[m, n]");
  overdue();
  faults.sort((a, b) => a.line - b.line);
  return { nodes, parts, places, values, faults, encoding: encoder?.node.encoding ?? "mbe", encoded: operand() === "B" ? "B" : "A" };
}
