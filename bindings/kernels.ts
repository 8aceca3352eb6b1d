// The composer: the only file that knows every family, and what one family lends to another.
import type { RawExports } from "./abi.js";
import { makeDense } from "./dense/index.js";
import type { Dense } from "./dense/types.js";
import { VERSION } from "./gen/version.js";
import { allocator } from "./memory/alloc.js";
import type { Arena } from "./memory/arena.js";
import { report } from "./memory/leaks.js";
import { HandleScope, runScope } from "./memory/scope.js";
import { makeWht } from "./wht/index.js";
import type { Wht } from "./wht/types.js";
import type { Alloc, Dtype, Features, Kernels, Matrix, MemoryInfo, Scope, Vector } from "./types.js";

class Instance implements Kernels {
  readonly version: string = VERSION;
  readonly variant: "simd" | "relaxed";
  readonly features: Features;
  readonly dense: Dense;
  readonly wht: Wht;
  private readonly arena: Arena;
  private readonly alloc: Alloc;

  constructor(arena: Arena, raw: RawExports, variant: "simd" | "relaxed", features: Features) {
    this.variant = variant;
    this.features = features;
    this.arena = arena;
    this.alloc = allocator(arena);
    this.dense = makeDense({ arena, raw });
    this.wht = makeWht({ arena, raw, dense: this.dense });
  }

  vector<D extends Dtype>(dtype: D, from: number | ArrayLike<number>): Vector<D> { return this.alloc.vector(dtype, from); }
  matrix<D extends Dtype>(dtype: D, rows: number, cols: number, data?: ArrayLike<number>): Matrix<D> { return this.alloc.matrix(dtype, rows, cols, data); }

  memory(): MemoryInfo {
    const { used, peak, capacity, handles } = this.arena;
    return { used, peak, capacity, handles };
  }

  scope(): Scope;
  scope<T>(body: (s: Scope) => T): T;
  scope<T>(body?: (s: Scope) => T): Scope | T {
    this.arena.open("scope");
    const scope = new HandleScope(this.alloc);
    return body === undefined ? scope : runScope(scope, body);
  }

  get bytes(): number { return this.arena.capacity; }
  get freed(): boolean { return this.arena.freed; }

  free(): void {
    if (!this.arena.freed) report(this.arena);
    this.arena.dispose();
  }

  [Symbol.dispose](): void { this.free(); }
  toString(): string { return `Kernels<${this.variant}> ${this.arena.capacity} bytes${this.freed ? " (freed)" : ""}`; }
}

export function makeKernels(arena: Arena, raw: RawExports, variant: "simd" | "relaxed", features: Features): Kernels {
  return new Instance(arena, raw, variant, features);
}
