// Schemes as products of sums, one a line: (a11 + a22)*(b11)*(c11 - c12)/3. The c are those of C transposed, as in w. Written with blanks for
// stars as well, with factors without brackets, and with numbers before, after and inside them.
import { OptionError } from "../errors.js";
import type { Scheme } from "../flip/types.js";
import { MAX_RANK } from "../scheme.js";
import { type Fraction, ONE, plus, show, times, ZERO } from "./scheme-fraction.js";
import { type Hints, hintsOf } from "./scheme-options.js";
import { FACTORS, MOST, onlyGeneral, Parts, type Shape, shapeText } from "./scheme-parts.js";
import { SchemeText } from "./scheme-text.js";

/** Most brackets open at a time. */
const DEEPEST = 8;
const HASH = 35;

/** A number times sums, one of each letter at most; their keys are what stands behind the letter. */
interface Product { k: Fraction; readonly sums: Map<string, Map<string, Fraction>> }

class Expression {
  private readonly t: SchemeText;
  private readonly letters: string;
  private readonly isName: RegExp;
  private depth = 0;

  /** `isName`: what may stand behind a letter. */
  constructor(t: SchemeText, letters: string, isName: RegExp) {
    this.t = t;
    this.letters = letters;
    this.isName = isName;
  }

  /** Terms with + and - between: a number, or a sum of one letter; a single term may be any product. */
  sum(): Product {
    const { t } = this, total = this.product();
    for (;;) {
      t.skipBlanks();
      if (t.peek() !== "+" && t.peek() !== "-") return total;
      const at = t.at, next = this.product(), [a, b] = [this.only(total, at), this.only(next, at)];
      if (a !== b) throw t.fail("only terms of one letter can be added", at);
      if (a === "") total.k = this.checked(plus(total.k, next.k), at);
      else {
        const into = this.scaled(total, a, at);
        for (const [key, x] of this.scaled(next, a, at)) into.set(key, this.checked(plus(into.get(key) ?? ZERO, x), at));
      }
    }
  }

  private product(): Product {
    const { t } = this, total: Product = { k: ONE, sums: new Map() };
    t.skipBlanks();
    for (let sign = t.peek(); sign === "-" || sign === "+"; sign = t.peek()) {
      if (sign === "-") total.k = { n: -total.k.n, d: 1 };
      t.at++;
      t.skipBlanks();
    }
    this.factor(total);
    for (;;) {
      t.skipBlanks();
      const next = t.peek();
      if (next === "*") t.at++;
      if (next === "/") {
        const at = ++t.at, { n, d } = t.fraction(false);
        if (n === 0) throw t.fail("division by zero", at);
        total.k = this.checked(times(total.k, { n: n < 0 ? -d : d, d: Math.abs(n) }), at);
      } else if (next === "*" || next === "(" || /[a-z0-9]/.test(next)) this.factor(total);
      else return total;
    }
  }

  private factor(total: Product): void {
    const { t } = this;
    t.skipBlanks();
    const at = t.at, start = t.peek();
    if (start === "(") {
      if (++this.depth > DEEPEST) throw t.fail(`more than ${DEEPEST} brackets are open`, at);
      t.at++;
      const inner = this.sum();
      t.skipBlanks();
      if (t.peek() !== ")") throw t.fail(`${t.found()}, expected ")"`);
      t.at++;
      this.depth--;
      // A number within the brackets belongs to them.
      if (inner.sums.size === 1) this.scaled(inner, inner.sums.keys().next().value as string, at);
      total.k = this.checked(times(total.k, inner.k), at);
      for (const [letter, sum] of inner.sums) this.take(total, letter, sum, at);
    } else if (start !== "" && this.letters.includes(start)) {
      t.at++;
      const from = t.at;
      while (/\d/.test(t.peek())) t.at++;
      const name = t.slice(from, t.at);
      if (!this.isName.test(name)) throw t.fail(`${t.found(at)}, which has no such index`, at);
      this.take(total, start, new Map([[name, ONE]]), at);
    } else if (/\d/.test(start)) {
      // The sign goes with the number: −2^31 fits where 2^31 does not.
      const minus = total.k.n < 0, value = t.fraction(false, minus);
      total.k = this.checked(times(minus ? { n: -total.k.n, d: total.k.d } : total.k, value), at);
    } else throw t.fail(`${t.found()}, expected a number, a bracket or one of the letters ${[...this.letters].join(", ")}`);
  }

  private take(total: Product, letter: string, sum: Map<string, Fraction>, at: number): void {
    if (total.sums.has(letter)) throw this.t.fail(`a second factor of letter ${letter}`, at);
    total.sums.set(letter, sum);
  }

  /** The one letter of a product, "" of a number. */
  private only({ sums }: Product, at: number): string {
    if (sums.size > 1) throw this.t.fail("a product of letters cannot be added to", at);
    return sums.size === 0 ? "" : sums.keys().next().value as string;
  }

  /** The sum of a letter with the product's number multiplied in. */
  scaled(x: Product, letter: string, at: number): Map<string, Fraction> {
    const sum = x.sums.get(letter) as Map<string, Fraction>;
    if (x.k !== ONE) for (const [key, value] of sum) sum.set(key, this.checked(times(value, x.k), at));
    x.k = ONE;
    return sum;
  }

  private checked(x: Fraction | undefined, at: number): Fraction {
    if (x === undefined) throw this.t.fail("a coefficient does not fit 32 bits", at);
    return x;
  }
}

export function readExp(t: SchemeText, hints: Hints): Scheme[] {
  onlyGeneral(hints, "exp");
  const start = t.at, terms: { at: number; sums: Map<string, Fraction>[] }[] = [];
  const expression = new Expression(t, "abc", /^[1-9][1-9]$/);
  let [n, m, p] = [1, 1, 1];
  while (t.skipToData(HASH)) {
    const at = t.at, product = expression.sum();
    t.endLine("the term");
    const sums = [..."abc"].map((letter) => {
      const sum = letter === "c" && product.sums.has("c") ? expression.scaled(product, "c", at) : product.sums.get(letter);
      if (sum === undefined) throw t.fail(`the term has no factor of letter ${letter}`, at);
      return sum;
    });
    for (const [f, sum] of sums.entries()) for (const key of sum.keys()) {
      const i = Number(key[0]), j = Number(key[1]);
      [n, m, p] = f === 0 ? [Math.max(n, i), Math.max(m, j), p] : f === 1 ? [n, Math.max(m, i), Math.max(p, j)] : [Math.max(n, j), m, Math.max(p, i)];
    }
    if (terms.push({ at, sums }) > MAX_RANK) throw t.fail(`more than ${MAX_RANK} terms`, at);
  }
  if (terms.length === 0) throw t.fail("the file holds no terms");
  const shape: Shape = hints.shape ?? [n, m, p];
  if (shape[0] < n || shape[1] < m || shape[2] < p) throw t.fail(`the terms need ${n}×${m}×${p}, more than the shape ${shapeText(shape)}`, start);
  if (terms.length * (n * m + m * p + p * n) > MOST) throw t.fail(`the scheme, written out, holds more than ${MOST} coefficients`, start);
  const parts = new Parts(hints, (problem, at) => t.fail(problem, at)), rows = [shape[0], shape[1], shape[2]], cols = [shape[1], shape[2], shape[0]];
  for (const { at, sums } of terms) for (const [k, f] of FACTORS.entries()) {
    for (let i = 1; i <= (rows[k] as number); i++) for (let j = 1; j <= (cols[k] as number); j++) parts.add(f, sums[k]?.get(`${i}${j}`) ?? ZERO, at);
  }
  return [parts.finish(shape, undefined, true)];
}

/** a11 - 2*a12 + 1/2*a21; a sum of nothing as 0 times its last entry. */
function formatSum(letter: string, s: Scheme, f: "u" | "v" | "w", start: number, rows: number, cols: number): string {
  let text = "";
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) {
    const at = start + i * cols + j, n = s[f][at] as number, d = s.denominators?.[f][at] ?? 1;
    if (n === 0) continue;
    const size = show(Math.abs(n), d), sign = n < 0 ? "-" : "+";
    text += `${text !== "" ? ` ${sign} ` : n < 0 ? "-" : ""}${size === "1" ? "" : `${size}*`}${letter}${i + 1}${j + 1}`;
  }
  return text === "" ? `0*${letter}${rows}${cols}` : text;
}

export function formatExp(s: Scheme, op: string): string {
  const { shape, rank } = s, [n, m, p] = shape;
  if (shape.some((x) => x > 9)) throw new OptionError(op, "format", `the shape is ${shapeText(shape)}, but exp files have indices of one digit`);
  const lines = Array.from({ length: rank }, (_, q) => [formatSum("a", s, "u", q * n * m, n, m), formatSum("b", s, "v", q * m * p, m, p), formatSum("c", s, "w", q * p * n, p, n)]);
  const text = lines.map((line) => `${line.map((sum) => `(${sum})`).join("*")}\n`).join("");
  // Sizes are those of the largest indices: what no term uses cannot be read back.
  const back = rank === 0 ? undefined : readExp(new SchemeText(op, text), hintsOf(op, undefined))[0]?.shape;
  if (back === undefined || back.some((x, i) => x !== shape[i])) throw new OptionError(op, "format", `the terms leave rows or columns out, so that an exp file would not tell the shape ${shapeText(shape)}`);
  return text;
}
