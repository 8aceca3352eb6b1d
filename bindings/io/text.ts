// Text files of numbers, read byte by byte.
import { DtypeError, FormatError } from "../errors.js";
import { HALF, scaled } from "./decimal.js";
import { tagOf } from "./source.js";

/** Longest piece of input repeated in an error text. */
const SHOWN = 32;

const TAB = 9, LF = 10, CR = 13, SPACE = 32, PLUS = 43, MINUS = 45, POINT = 46, ZERO = 48;

export class Text {
  /** The next byte to read. */
  at = 0;
  /** Where the number read last begins. */
  start = 0;
  readonly bytes: Uint8Array;
  private readonly op: string;

  /** A string, or the bytes of one; `op` for error texts. */
  constructor(op: string, source: unknown) {
    const tag = tagOf(source);
    if (tag !== "Uint8Array" && typeof source !== "string") throw new DtypeError(op, "source", `source is ${tag}, expected a Uint8Array or a string`);
    this.op = op;
    this.bytes = typeof source === "string" ? new TextEncoder().encode(source) : source as Uint8Array;
    const [a, b, c] = this.bytes;
    if (a === 0x1f && b === 0x8b) throw new FormatError(op, "line 1: this is a gzip file, unpack it first (gunzip of lanewise/io)", 1);
    if (a === 0xef && b === 0xbb && c === 0xbf) this.at = 3;
  }

  /** `io.parseMatrixMarket: line 12: what is wrong`, the line being that of byte `at`. */
  fail(problem: string, at: number = this.at): FormatError {
    const line = this.line(at);
    return new FormatError(this.op, `line ${line}: ${problem}`, line);
  }

  /** The number, from 1, of the line that holds byte `at`; past the end it is the last one. Counted when it is asked for, which is once. */
  private line(at: number): number {
    const last = Math.min(at, this.bytes.length - 1);
    let line = 1;
    for (let i = this.bytes.indexOf(LF); i >= 0 && i < last; i = this.bytes.indexOf(LF, i + 1)) line++;
    return line;
  }

  /** The rest of the line as a string, without its end; `at` goes to the next line. */
  takeLine(): string {
    const from = this.at;
    const end = this.bytes.indexOf(LF, from);
    this.at = end < 0 ? this.bytes.length : end + 1;
    const line = this.slice(from, end < 0 ? this.at : end);
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  }

  /** Past blanks within the line. */
  skipBlanks(): void {
    const { bytes } = this;
    let at = this.at;
    while (at < bytes.length && (bytes[at] === SPACE || bytes[at] === TAB || bytes[at] === CR)) at++;
    this.at = at;
  }

  /** Past blanks, ends of lines, and lines whose first character is `comment`. False at the end of the file. */
  skipToData(comment: number): boolean {
    const { bytes } = this;
    for (;;) {
      this.skipBlanks();
      if (this.at >= bytes.length) return false;
      const byte = bytes[this.at];
      if (byte === comment) {
        const end = bytes.indexOf(LF, this.at);
        this.at = end < 0 ? bytes.length : end;
      } else if (byte !== LF) return true;
      else this.at++;
    }
  }

  /** Past blanks and the end of the line; `what` stands before it. */
  endLine(what: string): void {
    this.skipBlanks();
    if (this.at >= this.bytes.length) return;
    if (this.bytes[this.at] !== LF) throw this.fail(`${this.found()} after ${what}`);
    this.at++;
  }

  /** What is not a number, for error texts: the word at `from`. */
  found(from: number = this.at): string {
    let end = from;
    while (end < this.bytes.length && (this.bytes[end] as number) > SPACE) end++;
    if (end >= this.bytes.length && end === from) return "the file ends";
    if (end === from && (this.bytes[end] === LF || this.bytes[end] === CR)) return "the line ends";
    if (end === from) end++;
    return `found ${JSON.stringify(this.slice(from, Math.min(end, from + SHOWN)))}`;
  }

  /** A whole number without sign below 2^53; −1 where there is none. */
  whole(): number {
    this.skipBlanks();
    const { bytes } = this;
    let at = this.at;
    let value = 0;
    this.start = at;
    for (let digit = 0; at < bytes.length && (digit = (bytes[at] as number) - ZERO) >= 0 && digit <= 9; at++) value = value * 10 + digit;
    if (at === this.start || value > Number.MAX_SAFE_INTEGER || (at < bytes.length && (bytes[at] as number) > SPACE)) return -1;
    this.at = at;
    return value;
  }

  /** A number up to `end`, or to the blank before it; NaN, and `at` at its beginning, where there is none. Fortran's exponents (1.5D+03, and
   *  1.5-103 where three digits left no room for a letter) count as well as E's. */
  number(end: number = this.bytes.length): number {
    this.skipBlanks();
    const { bytes } = this;
    const start = this.start = this.at;
    let at = start;
    const sign = at < end ? bytes[at] : 0;
    if (sign === MINUS || sign === PLUS) at++;
    const first = at;
    let point = -1; // where the digits after the point begin
    let high = 0, low = 0, digits = 0, exponent = 0, byte = 0;
    for (; at < end; at++) {
      const digit = (byte = bytes[at] as number) - ZERO;
      if (digit >= 0 && digit <= 9) {
        if (digits < HALF) high = high * 10 + digit;
        else low = low * 10 + digit;
        if (digits > 0 || digit > 0) digits++;
      } else if (byte === POINT && point < 0) point = at + 1;
      else break;
    }
    if (at - first === (point < 0 ? 0 : 1)) return this.word(start, end);
    if (point >= 0) exponent = point - at;
    if (at < end && byte > SPACE) {
      const letter = byte | 32;
      if (letter === 0x65 || letter === 0x64 || letter === 0x71) at++; // e, d, q
      const minus = at < end && bytes[at] === MINUS;
      if (minus || (at < end && bytes[at] === PLUS)) at++;
      const from = at;
      let power = 0;
      for (let digit = 0; at < end && (digit = (bytes[at] as number) - ZERO) >= 0 && digit <= 9; at++) power = power * 10 + digit;
      if (at === from || (at < end && (bytes[at] as number) > SPACE)) return NaN;
      exponent += minus ? -power : power;
    }
    this.at = at;
    let value = digits > 2 * HALF ? NaN : scaled(high, low, digits > HALF ? digits - HALF : 0, exponent);
    if (value !== value) value = this.slowly(start, at);
    return sign === MINUS ? -value : value;
  }

  /** A number that the fast paths are not sure of, by the engine. Its sign is left out. */
  private slowly(start: number, end: number): number {
    const text = this.slice(start, end).replace(/^[+-]/, "").toLowerCase();
    return Number(text.replace(/[dq]/, "e").replace(/^([\d.]+)([+-]\d+)$/, "$1e$2"));
  }

  /** inf, infinity or nan, which C's printf writes. NaN for anything else, without moving on. */
  private word(start: number, end: number): number {
    const found = /^([+-]?)(inf(?:inity)?|nan)(?![^\s])/i.exec(this.slice(start, Math.min(end, start + 10)));
    if (found === null) return NaN;
    this.at = start + found[0].length;
    return (found[2] as string).toLowerCase() === "nan" ? NaN : found[1] === "-" ? -Infinity : Infinity;
  }

  slice(from: number, to: number): string {
    let text = "";
    for (let i = from; i < to; i += 4096) text += String.fromCharCode(...this.bytes.subarray(i, Math.min(to, i + 4096)));
    return text;
  }
}
