// What the text formats of schemes are read with: words, lists, exact numbers, and errors that name line and column.
import { FormatError } from "../errors.js";
import { type Fraction, fraction } from "./scheme-fraction.js";
import { Text } from "./text.js";

const LF = 10, ZERO = 48;

export class SchemeText extends Text {
  private readonly name: string;

  constructor(op: string, source: unknown) {
    super(op, source);
    this.name = op;
  }

  /** `io.parseScheme: line 3, column 17: what is wrong`; columns count bytes. */
  override fail(problem: string, at: number = this.at): FormatError {
    const { bytes } = this, end = Math.min(at, bytes.length);
    let line = 1, start = 0;
    for (let i = bytes.indexOf(LF); i >= 0 && i < end; i = bytes.indexOf(LF, i + 1)) {
      line++;
      start = i + 1;
    }
    return new FormatError(this.name, `line ${line}, column ${end - start + 1}: ${problem}`, line);
  }

  /** Past blanks and ends of lines. */
  skip(): void {
    const { bytes } = this;
    let at = this.at;
    for (let byte = 0; at < bytes.length && ((byte = bytes[at] as number) === 32 || (byte >= 9 && byte <= 13)); at++);
    this.at = at;
  }

  /** The character at `at`, "" at the end. */
  peek(): string {
    return this.at < this.bytes.length ? String.fromCharCode(this.bytes[this.at] as number) : "";
  }

  /** Past `word` if it comes next, after blanks. */
  accept(word: string): boolean {
    this.skip();
    for (let i = 0; i < word.length; i++) if (this.bytes[this.at + i] !== word.charCodeAt(i)) return false;
    this.at += word.length;
    return true;
  }

  expect(word: string, where: string): void {
    if (!this.accept(word)) throw this.fail(`${this.found()}, expected "${word}" ${where}`);
  }

  /** Items between brackets, with commas; answers how many. */
  list(open: string, close: string, what: string, visit: (index: number) => void): number {
    this.expect(open, `to open ${what}`);
    if (this.accept(close)) return 0;
    let count = 0;
    do visit(count++); while (this.accept(","));
    this.expect(close, `to close ${what}`);
    return count;
  }

  /** The end of the file, after `what`. */
  end(what: string): void {
    this.skip();
    if (this.at < this.bytes.length) throw this.fail(`${this.found()} after ${what}`);
  }

  /** A whole number without sign, at most `most`. */
  count(what: string, most: number, least = 0): number {
    this.skip();
    const start = this.at, value = this.digits();
    if (!(value >= least && value <= most)) throw this.fail(value === value ? `${what} is ${value}, expected ${least} to ${most}` : `${this.found(start)}, expected a whole number for ${what}`, start);
    return value;
  }

  /** A number as in -3, 0.5 and, unless the slash means something else, 1/2; `minus`: its sign was read before. */
  fraction(slash = true, minus = false): Fraction {
    this.skip();
    const start = this.at, sign = this.peek();
    if (sign === "-" || sign === "+") this.at++;
    let n = this.digits(), d = 1;
    if (n === n && this.peek() === ".") {
      const from = ++this.at, some = this.digits();
      let end = this.at;
      while (end > from && this.bytes[end - 1] === ZERO) end--;
      d = 10 ** (end - from);
      n = some === some ? n * d + Number(this.slice(from, end)) : NaN;
    }
    if (n === n && slash && this.peek() === "/") {
      this.at++;
      d *= this.digits();
    }
    if (n !== n || d !== d) throw this.fail(`${this.found(start)}, expected a number`, start);
    if (d === 0) throw this.fail(`${this.found(start)} divides by zero`, start);
    const value = fraction((sign === "-") !== minus ? -n : n, d);
    if (value === undefined) throw this.fail(`${this.found(start)} does not fit 32 bits`, start);
    return value;
  }

  /** A whole number without sign, however long; NaN where there is none. */
  digits(): number {
    const { bytes } = this, start = this.at;
    let value = 0, at = start;
    for (let digit = 0; at < bytes.length && (digit = (bytes[at] as number) - ZERO) >= 0 && digit <= 9; at++) value = value * 10 + digit;
    this.at = at;
    return at === start ? NaN : value;
  }
}
