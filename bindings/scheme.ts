// What a scheme is: shapes, lengths, checks, and making one. The flip family and the parsers of lanewise/io both stand on it.
import { DtypeError, OptionError, ShapeError } from "./errors.js";
import type { Ring, Scheme } from "./flip/types.js";

export const RINGS: readonly Ring[] = ["Z2", "Z3", "ZT", "Z", "Q"];
/** Left and right operands of structured targets; a second letter t stands for the transpose of the left operand. */
const TARGET = /^[gulskw][gulskwt][abc]?$/;
/** Dimensions and ranks beyond these are refused: the tensors would not fit anywhere. */
export const MAX_DIMENSION: number = 128;
export const MAX_RANK: number = 1 << 20;

/** A value in a message, whatever it is. */
export function show(x: unknown, inner = false): string {
  if (Array.isArray(x)) return inner ? "an array" : `[${x.slice(0, 8).map((y) => show(y, true)).join()}${x.length > 8 ? ",…" : ""}]`;
  if (typeof x === "string") return JSON.stringify(x);
  if (typeof x === "bigint") return `${x}n`;
  if (typeof x === "function") return "a function";
  return typeof x === "object" && x !== null ? "an object" : String(x);
}

/** Where a list first passes a test, or −1: by index alone, since an array may bring methods of its own. */
function find<T>(list: ArrayLike<T>, test: (x: T) => boolean): number {
  for (let i = 0; i < list.length; i++) if (test(list[i] as T)) return i;
  return -1;
}

export interface Lengths { readonly u: number; readonly v: number; readonly w: number }

/** Free entries of an n×n matrix of a kind. */
function entries(letter: string, n: number): number {
  return letter === "g" ? n * n : letter === "k" ? (n * (n - 1)) / 2 : (n * (n + 1)) / 2;
}

/** Entries of one factor u, v, w of a term. */
export function lengthsOf([n, m, p]: readonly [number, number, number], target?: string): Lengths {
  if (target === undefined) return { u: n * m, v: m * p, w: p * n };
  const left = target[0] as string, right = target[1] === "t" ? left : target[1] as string;
  const upper = target[1] === "t" || (left === "u" && right === "u");
  return { u: entries(left, n), v: entries(right, n), w: upper ? (n * (n + 1)) / 2 : n * n };
}

/** "gt", "ug", "gtc" …, or undefined for a general product ("gg" is one). */
export function isTarget(target: string): boolean { return TARGET.test(target) && target.slice(0, 2) !== "gg"; }

export interface Parts {
  readonly shape: readonly [number, number, number]; readonly ring: Ring; readonly target?: string | undefined;
  readonly u: Int32Array; readonly v: Int32Array; readonly w: Int32Array;
  readonly denominators?: { readonly u: Int32Array; readonly v: Int32Array; readonly w: Int32Array } | undefined;
}

/** A frozen scheme from parts that are known to be right. Denominators that are all 1 are dropped. */
export function makeScheme({ shape, ring, target, u, v, w, denominators: d }: Parts): Scheme {
  const fractions = d !== undefined && [d.u, d.v, d.w].some((x) => find(x, (y) => y !== 1) >= 0);
  return Object.freeze({
    shape: Object.freeze([...shape]) as unknown as Scheme["shape"], ring, rank: u.length / lengthsOf(shape, target).u,
    ...(target === undefined ? {} : { target }), u, v, w, ...(fractions ? { denominators: Object.freeze({ u: d.u, v: d.v, w: d.w }) } : {}),
  });
}

/** Whole numbers of 32 bits from a typed array, an array, or what JSON made of either. Only a plain Int32Array is taken as it is. */
function integers(op: string, arg: string, x: unknown): Int32Array {
  if (ArrayBuffer.isView(x) && Object.getPrototypeOf(x) === Int32Array.prototype) return x as Int32Array;
  if (x === null || typeof x !== "object") throw new DtypeError(op, arg, `${arg} is ${x === null ? "null" : typeof x}, expected an Int32Array`);
  const list = Array.isArray(x) || ArrayBuffer.isView(x) ? x as unknown as ArrayLike<unknown> : Object.values(x), values: number[] = [];
  for (let i = 0; i < list.length; i++) {
    const y = list[i];
    if (typeof y !== "number" || (y | 0) !== y) throw new DtypeError(op, arg, `${arg}[${i}] is ${show(y)}, expected a whole number of 32 bits`);
    values.push(y);
  }
  return Int32Array.from(values);
}

const ALLOWED: Readonly<Record<Ring, (x: number) => boolean>> = {
  Z2: (x) => x === 0 || x === 1, Z3: (x) => x >= -1 && x <= 2, ZT: (x) => x >= -1 && x <= 1, Z: () => true, Q: () => true,
};

/** Anything shaped like a scheme (made here, spread, cloned, or back from JSON), checked whole. */
export function schemeOf(op: string, arg: string, x: unknown): Scheme {
  if (x === null || typeof x !== "object") throw new DtypeError(op, arg, `${arg} is ${x === null ? "null" : typeof x}, expected a Scheme`);
  const { shape: given, ring, target, u: U, v: V, w: W, denominators: D, rank } = x as Scheme;
  const shape: readonly number[] = Array.isArray(given) && given.length === 3 ? [given[0], given[1], given[2]] : [];
  if (shape.length !== 3 || shape.some((s) => !Number.isInteger(s) || s < 1 || s > MAX_DIMENSION)) throw new ShapeError(op, arg, `${arg}.shape is ${show(given)}, expected three whole numbers from 1 to ${MAX_DIMENSION}`);
  if (!RINGS.includes(ring)) throw new OptionError(op, arg, `${arg}.ring is ${show(ring)}, expected one of ${RINGS.join(", ")}`);
  if (target !== undefined && (typeof target !== "string" || !isTarget(target))) throw new OptionError(op, arg, `${arg}.target is ${show(target)}, expected letters as in "ug" or "gt"`);
  if (target !== undefined && shape.some((s) => s !== shape[0])) throw new ShapeError(op, arg, `${arg}.shape is ${shape.join("×")}, expected a cube for target "${target}"`);
  const lengths = lengthsOf(shape as unknown as Scheme["shape"], target);
  if (lengths.u * lengths.v === 0) throw new ShapeError(op, arg, `${arg}.shape is 1×1×1, expected 2×2×2 or more: a skew-symmetric matrix of size 1 is 0`);
  const u = integers(op, `${arg}.u`, U), v = integers(op, `${arg}.v`, V), w = integers(op, `${arg}.w`, W);
  const terms = u.length / lengths.u;
  if (!Number.isInteger(terms) || terms > MAX_RANK) throw new ShapeError(op, arg, `${arg}.u has ${u.length} entries, expected a multiple of ${lengths.u}`);
  if (rank !== undefined && rank !== terms) throw new ShapeError(op, arg, `${arg}.rank is ${show(rank)}, but u holds ${terms} terms`);
  const parts = { u, v, w };
  for (const f of ["v", "w"] as const) if (parts[f].length !== terms * lengths[f]) throw new ShapeError(op, arg, `${arg}.${f} has ${parts[f].length} entries, expected ${terms * lengths[f]} (${terms} terms of ${lengths[f]})`);
  if (D !== undefined && (D === null || typeof D !== "object")) throw new DtypeError(op, arg, `${arg}.denominators is ${D === null ? "null" : typeof D}, expected three Int32Arrays`);
  const denominators = D === undefined ? undefined : { u: integers(op, `${arg}.denominators.u`, D.u), v: integers(op, `${arg}.denominators.v`, D.v), w: integers(op, `${arg}.denominators.w`, D.w) };
  const allowed = ALLOWED[ring];
  for (const f of ["u", "v", "w"] as const) {
    const wrong = find(parts[f], (y) => !allowed(y));
    if (wrong >= 0) throw new OptionError(op, arg, `${arg}.${f}[${wrong}] is ${parts[f][wrong]}, which ring ${ring} does not have`);
    const d = denominators?.[f];
    if (d === undefined) continue;
    if (ring !== "Q") throw new OptionError(op, arg, `${arg}.denominators belong to ring Q, this is ${ring}`);
    if (d.length !== parts[f].length) throw new ShapeError(op, arg, `${arg}.denominators.${f} has ${d.length} entries, expected ${parts[f].length}`);
    const at = find(d, (y) => y < 1);
    if (at >= 0) throw new OptionError(op, arg, `${arg}.denominators.${f}[${at}] is ${d[at]}, expected 1 or more`);
  }
  return makeScheme({ shape: shape as unknown as Scheme["shape"], ring, target, u, v, w, denominators });
}
