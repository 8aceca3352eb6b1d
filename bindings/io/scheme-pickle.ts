// The few words of Python's pickle language that NumPy writes an array of arrays of numbers with. Nothing is run: the names of five known functions
// are looked at, never called, and whatever else a pickle may ask for is refused. Sources: pickletools; numpy.core.multiarray._reconstruct.
import { rowMajor } from "./fortran.js";
import { dtypeOf, elementOf, hostIsLittle, swapBytes } from "./npy-dtype.js";
import { malformed, u16, u32 } from "./source.js";
import type { Source } from "./source.js";
import { joined } from "./zip-write.js";

/** A made thing: what was called with which arguments, and the state given to it. Bytes are windows of the file; strings stay bytes. */
type Value = number | boolean | null | Uint8Array | Value[] | { readonly name: string } | { readonly call: string; readonly args: readonly Value[]; state?: Value };
interface Called { readonly call: string; readonly args: readonly Value[]; state?: Value }
export interface PickledArray { readonly shape: readonly number[]; readonly data: ArrayLike<number | bigint> }

const LF = 10, STOP = 0x2e;
/** NumPy writes three arrays in about a hundred. */
const MOST_OPERATIONS = 2 ** 16;
const CORE = ["numpy.core.multiarray", "numpy._core.multiarray"];
const NAMES: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([...CORE.map((m) => [`${m} _reconstruct`, "reconstruct"] as const), ["numpy ndarray", "ndarray"], ["numpy dtype", "dtype"], ["_codecs encode", "encode"]]);

function latin(bytes: Uint8Array): string { return String.fromCharCode(...bytes.subarray(0, 64)); }

/** The value that a pickle between two bytes makes. */
function readPickle(source: Source, start: number): Value {
  const { bytes } = source, stack: Value[] = [], marks: number[] = [], memo = new Map<number, Value>();
  let at = start, from = start;
  const fail = (problem: string): Error => malformed(source, from, `the pickle ${problem}`);
  const take = (length: number): number => {
    if (at + length > bytes.length) throw fail("ends early");
    at += length;
    return at - length;
  };
  const window = (length: number): Uint8Array => {
    const begin = take(length);
    return bytes.subarray(begin, begin + length);
  };
  /** What has to be there. */
  const had = <T>(x: T | undefined): T => {
    if (x === undefined) throw fail("uses what it has not put down");
    return x;
  };
  const pop = (): Value => had(stack.length > (marks.at(-1) ?? 0) ? stack.pop() : undefined);
  const tuple = (length: number): void => { stack.push(Array.from({ length }, pop).reverse()); };
  const toMark = (): Value[] => stack.splice(had(marks.pop()));
  const line = (): string => {
    const end = bytes.indexOf(LF, at);
    if (end < 0 || end - at > 64) throw fail("holds a name that NumPy does not use");
    return latin(window(end - at + 1).subarray(0, -1));
  };
  const named = (module: string, name: string): void => {
    const known = NAMES.get(`${module} ${name}`);
    if (known === undefined) throw fail(`asks for ${JSON.stringify(`${module}.${name}`)}, which is refused: only NumPy's arrays of numbers are read`);
    stack.push({ name: known });
  };
  const word = (x: Value): string => (x instanceof Uint8Array ? latin(x) : "");
  const append = (items: Value[]): void => {
    const list = stack.at(-1);
    for (const item of items) had(Array.isArray(list) ? list : undefined).push(item);
  };
  const operations: Record<number, () => unknown> = {
    0x80: () => take(1), // PROTO
    0x95: () => take(8), // FRAME
    0x28: () => marks.push(stack.length), // MARK
    0x74: () => stack.push(toMark()), // TUPLE
    0x29: () => tuple(0), // EMPTY_TUPLE
    0x5d: () => tuple(0), // EMPTY_LIST
    0x85: () => tuple(1), // TUPLE1
    0x86: () => tuple(2),
    0x87: () => tuple(3),
    0x4e: () => stack.push(null), // NONE
    0x88: () => stack.push(true), // NEWTRUE
    0x89: () => stack.push(false), // NEWFALSE
    0x4b: () => stack.push(bytes[take(1)] as number), // BININT1
    0x4d: () => stack.push(u16(bytes, take(2))), // BININT2
    0x4a: () => stack.push(u32(bytes, take(4)) | 0), // BININT
    0x71: () => memo.set(bytes[take(1)] as number, had(stack.at(-1))), // BINPUT
    0x72: () => memo.set(u32(bytes, take(4)), had(stack.at(-1))), // LONG_BINPUT
    0x94: () => memo.set(memo.size, had(stack.at(-1))), // MEMOIZE
    0x68: () => stack.push(had(memo.get(bytes[take(1)] as number))), // BINGET
    0x6a: () => stack.push(had(memo.get(u32(bytes, take(4))))), // LONG_BINGET
    0x63: () => named(line(), line()), // GLOBAL
    0x93: () => { const name = pop(); named(word(pop()), word(name)); }, // STACK_GLOBAL
    0x61: () => append([pop()]), // APPEND
    0x65: () => append(toMark()), // APPENDS
    0x52: () => { // REDUCE
      const args = pop(), f = pop();
      if (f === null || typeof f !== "object" || !("name" in f) || !Array.isArray(args)) throw fail("calls what is no function");
      stack.push({ call: f.name, args });
    },
    0x62: () => { // BUILD
      const state = pop(), made = stack.at(-1);
      if (made === undefined || made === null || typeof made !== "object" || !("call" in made)) throw fail("gives a state to what has none");
      made.state = state;
    },
  };
  // Bytes and strings, by a length of one byte or of four: SHORT_BINBYTES, SHORT_BINSTRING, SHORT_BINUNICODE; BINBYTES, BINSTRING, BINUNICODE.
  for (const code of [0x43, 0x55, 0x8c]) operations[code] = () => stack.push(window(bytes[take(1)] as number));
  for (const code of [0x42, 0x54, 0x58]) operations[code] = () => stack.push(window(u32(bytes, take(4))));
  for (let count = 0;; count++) {
    from = at;
    if (count > MOST_OPERATIONS) throw fail(`has more than ${MOST_OPERATIONS} operations`);
    const code = bytes[take(1)] as number;
    if (code === STOP) break;
    const run = operations[code];
    if (run === undefined) throw fail(`holds operation ${code}, which is refused: only NumPy's arrays of numbers are read`);
    run();
  }
  if (stack.length !== 1 || marks.length > 0) throw fail(`leaves ${stack.length} values, expected 1`);
  return stack[0] as Value;
}

/** The three arrays of numbers that a pickled object array holds. */
export function readObjects(source: Source, start: number): PickledArray[] {
  const fail = (problem: string): Error => malformed(source, start, `the pickle ${problem}`);
  const { type, data } = arrayOf(readPickle(source, start), fail);
  if (type.code[0] !== "O" || !Array.isArray(data) || data.length !== 3) throw fail("holds no array of three arrays");
  return data.map((item) => {
    const { shape, type: { code, order }, fortran, data: held } = arrayOf(item, fail), dtype = dtypeOf(code), text = encoded(held);
    if (dtype === undefined || code === "b1") throw fail(`holds an array of ${JSON.stringify(code)}, expected numbers`);
    if (text === undefined) throw fail("holds an array without bytes");
    const { size, array } = elementOf(dtype), count = shape.includes(0) ? 0 : shape.reduce((a, b) => a * b, 1);
    if (text.length !== count * size) throw fail(`holds ${text.length} bytes for an array of ${shape.join("×")}, expected ${count * size}`);
    let bytes = text.slice() as Uint8Array<ArrayBuffer>;
    if (size > 1 && (order === "<") !== hostIsLittle) swapBytes(bytes, size);
    if (fortran && shape.length > 1) bytes = rowMajor(bytes, shape, size);
    return { shape, data: new array(bytes.buffer) as ArrayLike<number | bigint> };
  });
}

/** _reconstruct(ndarray, (0,), b"b") with the state (1, shape, dtype, fortran, data). */
function arrayOf(x: Value, fail: (problem: string) => Error): { shape: number[]; type: { code: string; order: string }; fortran: boolean; data: Value } {
  const made = isCalled(x, "reconstruct") ? x.state : undefined;
  if (!Array.isArray(made) || made.length !== 5) throw fail("holds something other than arrays");
  const [, shape, type, fortran, data] = made as [Value, Value, Value, Value, Value];
  if (!Array.isArray(shape) || !shape.every((n) => typeof n === "number" && n >= 0) || shape.length > 4 || typeof fortran !== "boolean") throw fail("holds an array without a shape");
  if (!isCalled(type, "dtype") || !(type.args[0] instanceof Uint8Array)) throw fail("holds an array without a dtype");
  const order = Array.isArray(type.state) ? type.state[1] : undefined;
  return { shape: shape as number[], type: { code: latin(type.args[0]), order: order instanceof Uint8Array ? latin(order) : "<" }, fortran, data };
}

function isCalled(x: Value | undefined, call: string): x is Called {
  return x !== null && typeof x === "object" && "call" in x && x.call === call;
}

/** Bytes, or what protocol 2 has for them: encode(text, "latin1"), the text in UTF-8. */
function encoded(x: Value): Uint8Array | undefined {
  if (x instanceof Uint8Array) return x;
  const text = isCalled(x, "encode") ? x.args[0] : undefined;
  return text instanceof Uint8Array ? Uint8Array.from(new TextDecoder().decode(text), (c) => c.charCodeAt(0)) : undefined;
}

/** What NumPy reads back as an object array of int64 or float64 arrays: protocol 3. */
export function formatObjects(arrays: readonly { readonly rows: number; readonly cols: number; readonly code: string; readonly data: Uint8Array }[]): Uint8Array {
  const [tuple1, tuple2, tuple3, yes, no] = [0x85, 0x86, 0x87, 0x88, 0x89].map((code) => String.fromCharCode(code));
  const long = (x: number): string => String.fromCharCode(x & 255, x >> 8 & 255, x >> 16 & 255, x >>> 24);
  const text = (s: string): string => `X${long(s.length)}${s}`;
  const type = (code: string, order: string, flags: number): string => `cnumpy\ndtype\n${text(code)}${no}${yes}${tuple3}R(J${long(3)}${text(order)}NNNJ${long(-1)}J${long(-1)}J${long(flags)}tb`;
  const array = (shape: string, dtype: string): string => `cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nJ${long(0)}${tuple1}C${long(1)[0]}b${tuple3}R(J${long(1)}${shape}${dtype}${no}`;
  const parts: (string | Uint8Array)[] = [`${String.fromCharCode(0x80, 3)}${array(`J${long(arrays.length)}${tuple1}`, type("O8", "|", 63))}](`];
  for (const { rows, cols, code, data } of arrays) parts.push(`${array(`J${long(rows)}J${long(cols)}${tuple2}`, type(code, "<", 0))}B${long(data.length)}`, data, "tb");
  parts.push("etb.");
  return joined(...parts.map((p) => (typeof p === "string" ? Uint8Array.from(p, (c) => c.charCodeAt(0)) : p)));
}
