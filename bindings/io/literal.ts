// Reads the few Python literals that an npy header is made of: strings, True and False, tuples of whole numbers. Nothing is evaluated.
import { malformed } from "./source.js";
import type { Source } from "./source.js";

/** Longest piece of input repeated in an error text. */
const SHOWN = 32;

export class Literal {
  at: number;
  private readonly end: number;
  private readonly source: Source;

  constructor(source: Source, start: number, end: number) {
    this.source = source;
    this.at = start;
    this.end = end;
  }

  fail(byte: number, problem: string): Error {
    return malformed(this.source, byte, problem);
  }

  /** The character at `at`, "" at the end. */
  peek(): string {
    return this.at < this.end ? String.fromCharCode(this.source.bytes[this.at] as number) : "";
  }

  /** The character at `at` for an error text. */
  found(): string {
    return this.at < this.end ? `found ${JSON.stringify(this.peek())}` : "the header ends";
  }

  skip(): void {
    while (this.at < this.end && " \t\n\r\f".includes(this.peek())) this.at++;
  }

  accept(char: string): boolean {
    this.skip();
    if (this.peek() !== char) return false;
    this.at++;
    return true;
  }

  expect(char: string, where: string): void {
    if (!this.accept(char)) throw this.fail(this.at, `${this.found()}, expected "${char}" ${where}`);
  }

  /** A string in either quotes, without escapes. */
  string(what: string): string {
    this.skip();
    const quote = this.peek();
    if (quote !== "'" && quote !== '"') throw this.fail(this.at, `${this.found()}, expected a string for ${what}`);
    const from = ++this.at;
    while (this.at < this.end && this.peek() !== quote) {
      if (this.peek() === "\\" || this.peek() === "\n") throw this.fail(this.at, `${this.found()} inside a string`);
      this.at++;
    }
    if (this.at >= this.end) throw this.fail(from - 1, "a string is not closed within the header");
    return this.slice(from, this.at++);
  }

  boolean(what: string): boolean {
    this.skip();
    const from = this.at;
    const word = this.word();
    if (word !== "True" && word !== "False") throw this.fail(from, `${what} is not True or False`);
    return word === "True";
  }

  /** `()`, `(3,)`, `(3, 4)`: whole numbers, none negative. */
  tuple(what: string): number[] {
    this.expect("(", `to open ${what}`);
    const sizes: number[] = [];
    while (!this.accept(")")) {
      sizes.push(this.size(what));
      if (this.accept(",")) continue;
      if (sizes.length === 1) throw this.fail(this.at, `${this.found()}, expected "," (a tuple of one is written (n,))`);
      this.expect(")", `to close ${what}`);
      break;
    }
    return sizes;
  }

  private size(what: string): number {
    this.skip();
    const from = this.at;
    const word = this.word();
    // Python 2 wrote long integers as 3L.
    if (!/^(0|[1-9][0-9]*)L?$/.test(word)) throw this.fail(from, `${what} holds something other than whole numbers`);
    const value = Number.parseInt(word, 10);
    if (!Number.isSafeInteger(value)) throw this.fail(from, `${word} in ${what} is too large`);
    return value;
  }

  private word(): string {
    const from = this.at;
    while (/^[A-Za-z0-9]$/.test(this.peek())) this.at++;
    return this.slice(from, this.at);
  }

  private slice(from: number, to: number): string {
    return String.fromCharCode(...this.source.bytes.subarray(from, Math.min(to, from + SHOWN)));
  }
}
