// The composer: the only file that knows every family, and what one family lends to another.
import type { RawExports } from "./abi.js";
import { makeBitMac } from "./bitmac/index.js";
import type { BitMac } from "./bitmac/types.js";
import { makeDense } from "./dense/index.js";
import { sevenBitShape, sevenBitSpeed } from "./dense/int8_dot7.js";
import type { Dense } from "./dense/types.js";
import { makeFast } from "./flip/fast.js";
import { makeFlip } from "./flip/index.js";
import type { Flip } from "./flip/types.js";
import { VERSION } from "./gen/version.js";
import { allocator } from "./memory/alloc.js";
import type { Arena } from "./memory/arena.js";
import { report } from "./memory/leaks.js";
import { HandleScope, runScope } from "./memory/scope.js";
import { csr, makeSparse } from "./sparse/index.js";
import type { Csr, CsrData, CsrOptions, Sparse, Triplets } from "./sparse/types.js";
import { makeWht } from "./wht/index.js";
import type { Wht } from "./wht/types.js";
import type { Alloc, Dtype, Features, Float, Kernels, Matrix, MemoryInfo, Scope, Vector } from "./types.js";

class Instance implements Kernels {
  readonly version: string = VERSION;
  readonly variant: "simd" | "relaxed";
  readonly features: Features;
  readonly dense: Dense;
  readonly bitmac: BitMac;
  readonly wht: Wht;
  readonly flip: Flip;
  readonly sparse: Sparse;
  private readonly arena: Arena;
  private readonly alloc: Alloc;

  constructor(arena: Arena, raw: RawExports, variant: "simd" | "relaxed", features: Features) {
    this.variant = variant;
    this.features = features;
    this.arena = arena;
    this.alloc = { ...allocator(arena), csr: (dtype, rows, cols, data, o) => csr({ arena, raw }, dtype, rows, cols, data, o) };
    this.dense = makeDense({ arena, raw, fast: makeFast({ arena, raw }) });
    this.bitmac = makeBitMac({ arena, raw, dense: { gemmInt8: this.dense.gemmInt8, sevenBitSpeed: () => sevenBitSpeed(raw), sevenBitShape } });
    this.wht = makeWht({ arena, raw, dense: this.dense });
    this.flip = makeFlip({ arena, raw });
    this.sparse = makeSparse({ arena, raw });
  }

  vector<D extends Dtype>(dtype: D, from: number | ArrayLike<number>): Vector<D> { return this.alloc.vector(dtype, from); }
  matrix<D extends Dtype>(dtype: D, rows: number, cols: number, data?: ArrayLike<number>): Matrix<D> { return this.alloc.matrix(dtype, rows, cols, data); }
  csr<D extends Float>(dtype: D, rows: number, cols: number, data: CsrData | Triplets, o?: CsrOptions): Csr<D> { return this.alloc.csr(dtype, rows, cols, data, o); }

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
