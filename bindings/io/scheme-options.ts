// What a caller may know about a file of schemes that the file does not say.
import { OptionError, ShapeError } from "../errors.js";
import type { Ring } from "../flip/types.js";
import { isTarget, MAX_DIMENSION, RINGS } from "../scheme.js";
import { maxBytesOf } from "./options.js";
import type { UnpackOptions } from "./options.js";
import { tagOf } from "./source.js";

export interface SchemeOptions extends UnpackOptions {
  /** The ring, for files that do not name theirs; every coefficient has to belong to it. */
  ring?: Ring;
  /** n, m, p, for files that do not tell. */
  shape?: readonly [number, number, number];
  /** A structured target such as "gt", for files that do not tell. */
  target?: string;
  /** Of a flip-cpd file: its name, "gt-444-rank34-rec-4-0-0-z.npy", which tells shape and target. Of an npz file: the entry to read, "4,4,5". */
  name?: string;
}

/** The options after checks, and how much of `ROOM` one call has left. */
export interface Hints { readonly op: string; readonly maxBytes: number; readonly room: { coefficients: number }; readonly ring?: Ring | undefined; readonly shape?: readonly [number, number, number] | undefined; readonly target?: string | undefined; readonly name?: string | undefined }

/** Most coefficients of all schemes of a file together: archives and bit masks hold many in few bytes. */
export const ROOM: number = 2 ** 26;

/** op and dimensions, with a corner letter: "gt-444c-rank26…", or a folder of that name. */
const NAME = /(?:^|[/\\])([gulskw][gulskwt])-([1-9])([1-9])([1-9])([abc]?)(?=[-./\\]|$)/;

export function hintsOf(op: string, o: SchemeOptions | undefined): Hints {
  const maxBytes = maxBytesOf(op, o, ["ring", "shape", "target", "name", "maxBytes"]);
  const { ring, target, name } = o ?? {}, given = o?.shape, shape = Array.isArray(given) ? [...given] as unknown as Hints["shape"] : given;
  if (ring !== undefined && !RINGS.includes(ring)) throw new OptionError(op, "ring", `ring is ${told(ring)}, expected one of ${RINGS.join(", ")}`);
  if (shape !== undefined && (!Array.isArray(shape) || shape.length !== 3 || !shape.every((s) => Number.isInteger(s) && s >= 1 && s <= MAX_DIMENSION))) {
    throw new ShapeError(op, "shape", `shape is ${told(shape)}, expected three whole numbers from 1 to ${MAX_DIMENSION}`);
  }
  if (target !== undefined && target !== "gg" && (typeof target !== "string" || !isTarget(target))) throw new OptionError(op, "target", `target is ${told(target)}, expected letters as in "ug" or "gt"`);
  if (name !== undefined && typeof name !== "string") throw new OptionError(op, "name", `name is ${tagOf(name)}, expected a string`);
  return { op, maxBytes, room: { coefficients: ROOM }, ring, shape, target: general(target), name };
}

/** With what the name of a flip-cpd file tells. Its files of modular schemes are called mod2-… and mod3-…. */
export function named(hints: Hints): Hints {
  const { name = "", shape, target, ring } = hints;
  const [, letters = "", n, m, p, corner = ""] = NAME.exec(name) ?? [];
  const modulus = /(?:^|[/\\])mod([23])-/.exec(name)?.[1];
  return {
    ...hints, ring: ring ?? (modulus === undefined ? undefined : modulus === "2" ? "Z2" : "Z3"),
    shape: shape ?? (letters === "" ? undefined : [Number(n), Number(m), Number(p)]), target: target ?? general(letters === "" ? undefined : letters + corner),
  };
}

/** For error texts: JSON, or the kind of what has none (3n, a symbol, a circle). */
export function told(x: unknown): string {
  try { return JSON.stringify(x) ?? tagOf(x); } catch { return tagOf(x); }
}

function general(target: string | undefined): string | undefined { return target === "gg" ? undefined : target; }
