import { FreedError } from "../errors.js";
import type { Alloc, Dtype, Float, Handle, Matrix, Scope, Vector } from "../types.js";
import type { Csr, CsrData, CsrOptions, Triplets } from "../sparse/types.js";

/** Frees, last made first, what was made through it and not kept. */
export class HandleScope implements Scope {
  private readonly alloc: Alloc;
  private handles: Set<Handle> | undefined = new Set();

  constructor(alloc: Alloc) { this.alloc = alloc; }

  vector<D extends Dtype>(dtype: D, from: number | ArrayLike<number>): Vector<D> {
    return this.add("vector", () => this.alloc.vector(dtype, from));
  }

  matrix<D extends Dtype>(dtype: D, rows: number, cols: number, data?: ArrayLike<number>): Matrix<D> {
    return this.add("matrix", () => this.alloc.matrix(dtype, rows, cols, data));
  }

  csr<D extends Float>(dtype: D, rows: number, cols: number, data: CsrData | Triplets, o?: CsrOptions): Csr<D> {
    return this.add("csr", () => this.alloc.csr(dtype, rows, cols, data, o));
  }

  use<H extends Handle>(h: H): H {
    return this.add("use", () => h);
  }

  keep<H extends Handle>(h: H): H {
    this.handles?.delete(h);
    return h;
  }

  [Symbol.dispose](): void {
    const { handles } = this;
    this.handles = undefined;
    if (handles !== undefined) for (const h of [...handles].reverse()) h.free();
  }

  private add<H extends Handle>(op: string, make: () => H): H {
    if (this.handles === undefined) throw new FreedError(`scope.${op}`, "scope", "the scope has ended");
    const h = make();
    this.handles.add(h);
    return h;
  }
}

/** Runs `body`, then ends the scope: at once, on a throw, or when a returned promise settles. */
export function runScope<T>(scope: HandleScope, body: (s: Scope) => T): T {
  let result: T;
  try {
    result = body(scope);
  } catch (e) {
    scope[Symbol.dispose]();
    throw e;
  }
  if (result !== null && typeof result === "object" && "then" in result && typeof result.then === "function") {
    return Promise.resolve(result).finally(() => { scope[Symbol.dispose](); }) as T;
  }
  scope[Symbol.dispose]();
  return result;
}
