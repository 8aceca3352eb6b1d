// Perminov's text files: n1 n2 n3 rank, then all of U, V and W on a line each; rational ones as numerators and denominators in turn.
// Several schemes in a file stand below their number.
import type { Scheme } from "../flip/types.js";
import { lengthsOf, MAX_DIMENSION, MAX_RANK } from "../scheme.js";
import { type Fraction, fraction } from "./scheme-fraction.js";
import type { Hints } from "./scheme-options.js";
import { FACTORS, onlyGeneral, Parts, type Shape, shapeText } from "./scheme-parts.js";
import type { SchemeText } from "./scheme-text.js";

const HASH = 35, LF = 10;

/** The numbers of a line, up to its end or a comment. */
function line(t: SchemeText, visit: (at: number) => void): void {
  for (t.skipBlanks(); t.at < t.bytes.length && t.bytes[t.at] !== LF && t.bytes[t.at] !== HASH; t.skipBlanks()) {
    const at = t.at;
    visit(at);
    if (t.at < t.bytes.length && (t.bytes[t.at] as number) > 32) throw t.fail(`${t.found(at)}, expected a number`, at);
  }
}

function readOne(t: SchemeText, hints: Hints, head: readonly number[]): Scheme {
  const shape = head.slice(0, 3) as unknown as Shape, rank = head[3] as number, L = lengthsOf(shape);
  const parts = new Parts(hints, (problem, at) => t.fail(problem, at));
  let pairs: boolean | undefined;
  for (const f of FACTORS) {
    const expected = rank * L[f];
    if (expected === 0) continue;
    if (!t.skipToData(HASH)) throw t.fail(`the file ends before "${f}"`, Infinity);
    const from = t.at, end = t.bytes.indexOf(LF, from), length = words(t, from, end < 0 ? t.bytes.length : end);
    pairs ??= length === 2 * expected;
    const what = `${rank} terms of ${L[f]}${pairs ? " with denominators" : ""}`;
    if (length !== (pairs ? 2 : 1) * expected) throw t.fail(`the line has ${length} numbers, expected ${(pairs ? 2 : 1) * expected} (${what})`, from);
    let top: Fraction | undefined;
    line(t, (at) => {
      const value = t.fraction();
      if (!pairs) parts.add(f, value, at);
      else if (top === undefined) top = value;
      else {
        const ratio = value.n === 0 ? undefined : fraction(top.n * value.d, top.d * value.n);
        if (ratio === undefined) throw t.fail(value.n === 0 ? "division by zero" : "the fraction does not fit 32 bits", at);
        parts.add(f, ratio, at);
        top = undefined;
      }
    });
  }
  return parts.finish(shape, undefined, true);
}

function words(t: SchemeText, from: number, end: number): number {
  let count = 0;
  for (let at = from; at < end && t.bytes[at] !== HASH; at++) if ((t.bytes[at] as number) > 32 && (at === from || (t.bytes[at - 1] as number) <= 32)) count++;
  return count;
}

export function readTxt(t: SchemeText, hints: Hints): Scheme[] {
  onlyGeneral(hints, "txt");
  const schemes: Scheme[] = [];
  const header = (): number[] => {
    const from = t.at, values: number[] = [];
    line(t, () => values.push(t.count(values.length < 3 ? "a dimension" : "the rank", MAX_RANK)));
    if (values.length === 4 && values.some((x, i) => i < 3 && (x < 1 || x > MAX_DIMENSION))) throw t.fail(`the shape is ${shapeText(values.slice(0, 3) as unknown as Shape)}, expected dimensions from 1 to ${MAX_DIMENSION}`, from);
    if (values.length !== 4 && (values.length !== 1 || schemes.length > 0)) throw t.fail(`the line has ${values.length} numbers, expected n1 n2 n3 rank`, from);
    return values;
  };
  t.skipToData(HASH);
  const first = header();
  const count = first.length === 4 ? 1 : first[0] as number;
  if (first.length === 4) schemes.push(readOne(t, hints, first));
  else for (let i = 0; i < count; i++) {
    if (!t.skipToData(HASH)) throw t.fail(`the file ends after ${i} of ${count} schemes`, Infinity);
    const from = t.at, head = header();
    if (head.length !== 4) throw t.fail("the line has 1 number, expected n1 n2 n3 rank", from);
    schemes.push(readOne(t, hints, head));
  }
  if (t.skipToData(HASH)) throw t.fail(`${t.found()} after the last scheme`);
  return schemes;
}

export function formatTxt({ shape, rank, ring, denominators, ...s }: Scheme): string {
  const lines = FACTORS.map((f) => Array.from(s[f], (n, i) => (ring === "Q" ? `${n} ${denominators?.[f][i] ?? 1}` : String(n))).join(" "));
  return `${shape.join(" ")} ${rank}\n${lines.join("\n")}\n`;
}
