// Text to tree. What the grammar does not know is a FormatError with line and column; what has no meaning is left to study.ts.
import { FormatError } from "../../errors.js";
import { ENCODINGS } from "../encodings.js";
import { type Action, type Dim, DIMS, INDEX, type Loop, type Node, OP, type Part, type Primitive, PRIMITIVES, type Split, action, isPart, loop } from "./ast.js";

const WORDS: readonly string[] = ["for", "in", "over", "temporal", "spatial", ...PRIMITIVES];
const isValue = (t: string): boolean => /^[a-z]/.test(t) && !WORDS.includes(t);

/** Loops inside one another, and names in a list. */
const MOST = 128;

/** The tokens of one line, taken one after another. */
class Line {
  private readonly tokens: RegExpMatchArray[];
  private readonly end: number;
  private readonly number: number;
  private at = 0;

  constructor(code: string, number: number) {
    this.tokens = [...code.matchAll(/[A-Za-z]\w*|\d+|\S/gu)];
    this.end = code.trimEnd().length;
    this.number = number;
  }

  peek(ahead = 0): string { return this.tokens[this.at + ahead]?.[0] ?? ""; }

  fail(expected: string, ahead = 0): never {
    const token = this.tokens[this.at + ahead];
    throw fault(this.number, token?.index ?? this.end, `${token ? `"${token[0]}"` : "the line ends"}, expected ${expected}`);
  }

  take(good: (t: string) => boolean, expected: string): string {
    const token = this.peek();
    if (token === "" || !good(token)) this.fail(expected);
    this.at++;
    return token;
  }

  word(...words: readonly string[]): string { return this.take((t) => words.includes(t), words.map((w) => `"${w}"`).join(" or ")); }
  part(): string { return this.take(isPart, "a part of a dimension, such as MP"); }
  value(): string { return this.take(isValue, "a value, such as pp"); }
  skip(word: string): boolean { return this.peek() === word && ++this.at > 0; }

  list(item: () => string): string[] {
    const items = [item()];
    while (this.skip(",")) items.length < MOST ? items.push(item()) : this.fail(`at most ${MOST} names`, -1);
    return items;
  }

  /** `A[m, k]`, exactly so. */
  indexed(...names: readonly string[]): string {
    const name = this.word(...names);
    for (const token of INDEX[name]!.text.match(/\w|\S/g)!.slice(1)) this.word(token);
    return name;
  }

  finish(): void { if (this.peek() !== "") this.fail("the end of the line"); }
}

function fault(line: number, index: number, detail: string): FormatError {
  return new FormatError(OP, `line ${line}, column ${index + 1}: ${detail}`, line);
}

function split(s: Line): Split {
  const dim = s.word(...DIMS) as Dim, parts: Part[] = [];
  s.word("=");
  do {
    const name = s.part();
    let size = 0;
    if (s.peek() === "(" && parts.length === 0) s.fail('"*": the first part takes what is left, so it has no size');
    if (s.skip("(")) {
      size = Number(s.take((t) => /^\d+$/.test(t) && Number(t) > 0 && Number(t) < 2 ** 31, "a size, 1 or more"));
      s.word(")");
    }
    parts.push({ name, size });
  } while (s.skip("*"));
  if (parts.length < 2) s.fail('"*" and another part');
  return { kind: "split", dim, parts, line: 0, note: "" };
}

function forLoop(s: Line): Loop {
  s.word("for");
  const part = s.part(), spatial = s.word("temporal", "spatial") === "spatial";
  return loop(part, spatial, [], s.skip("in") ? s.value() : "");
}

function assignment(s: Line): Action {
  const to = s.peek() === "C" ? [s.indexed("C")] : s.list(() => s.value());
  s.word("=");
  const primitive = s.word(...PRIMITIVES.filter((p) => p !== "sync")) as Primitive;
  if (to.length !== (primitive === "half_reduce" ? 2 : 1)) s.fail(primitive === "half_reduce" ? "two words made by half_reduce: s, c = half_reduce(…)" : `one value made by ${primitive}`, -1);
  s.word("(");
  const node = action(to, primitive, []);
  if (primitive === "encode") {
    node.args = [s.indexed("A", "B")];
    if (s.skip(",")) {
      // "sign-magnitude" is three tokens.
      const name = s.peek() + (s.peek(1) === "-" ? `-${s.peek(2)}` : "");
      if (!ENCODINGS.includes(name as Action["encoding"])) s.fail(ENCODINGS.join(", "));
      for (let tokens = name.includes("-") ? 3 : 1; tokens > 0; tokens--) s.take(() => true, "");
      node.encoding = name as Action["encoding"];
    }
  } else if (primitive === "map") {
    node.args = [s.indexed("A", "B")];
    s.word(",");
    node.args.push(s.value());
  } else {
    node.args = primitive === "half_reduce" || primitive === "add" ? s.list(() => s.value()) : [s.value()];
    if (primitive === "accumulate" || primitive === "sparse") s.word("over");
    else if (primitive === "shift" || !s.skip("over")) return closed(s, node);
    node.over = primitive === "sparse" ? [s.part()] : s.list(() => s.part());
  }
  return closed(s, node);
}

function closed(s: Line, node: Action): Action {
  s.word(")");
  return node;
}

function statement(s: Line): Node {
  if (s.peek() === "for") return forLoop(s);
  if (s.skip("sync")) {
    s.word("(");
    return closed(s, action([], "sync", [], s.list(() => s.part())));
  }
  if (s.peek(1) === "=" && isPart(s.peek())) return split(s);
  if (s.peek() !== "C" && !isValue(s.peek())) s.fail("for, a value, C[m, n], sync or a dimension");
  return assignment(s);
}

export function parse(text: string): Node[] {
  const root: Node[] = [], lines = text.replace(/^\uFEFF/, "").split(/\r?\n/), frames: { indent: number; body: Node[] }[] = [];
  if (lines.at(-1)!.trim() === "") lines.pop();
  let notes: Node[] = [], open = false, begun = false;
  lines.forEach((raw, i) => {
    const line = i + 1, cut = raw.indexOf("#"), code = (cut < 0 ? raw : raw.slice(0, cut)).trimEnd(), note = cut < 0 ? "" : raw.slice(cut).trimEnd();
    if (code === "") { notes.push({ kind: "note", line, note }); return; }
    const indent = code.search(/[^ ]/);
    if (code[indent]!.trim() === "") throw fault(line, indent, `${code[indent] === "\t" ? "a tab" : "another kind of space"}, expected spaces`);
    if (frames.length === 0) frames.push({ indent, body: root });
    const top = frames.at(-1)!;
    if (open && indent > top.indent) frames.push({ indent, body: (top.body.at(-1) as Loop).body });
    else if (open) throw fault(line, indent, "expected a line further to the right, inside the loop");
    while (frames.length > 1 && frames.at(-1)!.indent > indent) frames.pop();
    const { body, indent: wanted } = frames.at(-1)!;
    if (wanted !== indent) throw fault(line, indent, `${indent} spaces, expected ${wanted}`);
    const s = new Line(code, line), node = statement(s);
    s.finish();
    if (node.kind === "split" && begun) throw fault(line, indent, "dimensions are split before the first loop");
    for (const n of notes) body.push(n);
    body.push(Object.assign(node, { line, note }));
    notes = [];
    begun ||= node.kind !== "split";
    open = node.kind === "loop";
    if (open && frames.length > MOST) throw fault(line, indent, `a loop inside ${MOST} others, expected fewer`);
  });
  if (open) throw fault(lines.length, lines.at(-1)!.length, "the text ends, expected a line inside the loop");
  return root.concat(notes);
}
