// What the functions of this entry share: their instance, the dtype of an array, and whose name a refusal bears.
import { DtypeError, isKernelError } from "../errors.js";
import { loadSync } from "../load.js";
import type { Kernels } from "../types.js";

let instance: Kernels | undefined;

export function kernels(): Kernels {
  return instance ??= loadSync();
}

/** The dtype among `arrays` whose typed array x is. */
export function dtypeOf<D extends string>(op: string, arg: string, x: unknown, arrays: Readonly<Record<D, new (...args: never[]) => object>>): D {
  const dtypes = Object.keys(arrays) as D[];
  const found = dtypes.find((dtype) => x instanceof arrays[dtype]);
  if (found !== undefined) return found;
  const names = dtypes.map((dtype) => arrays[dtype].name);
  throw new DtypeError(op, arg, `${arg} is ${nameOf(x)}, expected a ${names.slice(0, -1).join(", ")} or ${names.at(-1)}`);
}

/** What x is, for error texts. */
export function nameOf(x: unknown): string {
  return x === null || typeof x !== "object" ? String(x) : x.constructor?.name ?? "an object";
}

/** Runs `body`; what the function `inner` of the instance refuses there is refused in the name of `op`. */
export function inNameOf<R>(op: string, inner: string, body: () => R): R {
  try {
    return body();
  } catch (e) {
    if (isKernelError(e) && e.op === inner) {
      const told = (text = ""): string => text.replace(`${inner}: `, `${op}: `);
      Object.assign(e, { op, message: told(e.message), stack: told(e.stack) });
    }
    throw e;
  }
}
