// The fields of steps, checked.
import * as check from "../../../check.js";
import { OptionError } from "../../../errors.js";
import { isPart, type Loop, OP } from "../ast.js";
import { type Body, loopsOf, refuse } from "./tree.js";

export type Fields = Readonly<Record<string, unknown>>;

export function object<T>(arg: string, x: T): T {
  if (x === null || typeof x !== "object") throw new OptionError(OP, arg, `${arg} is ${check.kindOf(x)}, expected an object`);
  return x;
}

export function name(step: Fields, field: string): string {
  const x = step[field];
  if (typeof x !== "string" || !isPart(x)) throw new OptionError(OP, field, `${field} is ${typeof x === "string" ? `"${x}"` : check.kindOf(x)}, expected the name of a part`);
  return x;
}

export function names(step: Fields, field: string): string[] {
  const list = step[field];
  if (!Array.isArray(list) || list.length === 0) throw new OptionError(OP, field, `${field} is ${check.kindOf(list)}, expected a list of names`);
  return list.map((x) => name({ [field]: x }, field));
}

/** Every loop of the part a step names, at least one. */
export function loopsNamed(body: Body, kind: string, part: string): Loop[] {
  const found = loopsOf(body).filter((l) => l.part === part);
  return found.length > 0 ? found : refuse(kind, `there is no loop ${part}`);
}
