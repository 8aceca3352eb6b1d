// Memory of a raw instance with every word known: NaN in both dtypes, each with its own payload. A kernel that reads what it
// must not, turns its result to NaN; one that writes where it must not, is found by comparing all other words.
import { type Raw, rawInstance } from "../wasm/raw.js";
import type { Float, FloatArray } from "./random.js";

export const SIZE = { f32: 4, f64: 8 } as const;
export type Bits = Float | "u8" | "u16" | "u32" | "u64";
type Stored = FloatArray | Uint8Array | Uint16Array | Uint32Array | BigUint64Array;

export interface Piece { readonly ptr: number; readonly bytes: number }

export class Ground {
  readonly raw: Raw;
  readonly end: number;
  private readonly now: Uint32Array;
  private readonly before: Uint32Array;

  constructor(build: "simd" | "relaxed", pages: number) {
    this.raw = rawInstance(build, pages);
    this.end = this.raw.memory.buffer.byteLength;
    this.now = new Uint32Array(this.raw.memory.buffer);
    this.before = new Uint32Array(this.now.length);
    // Below lie the modules' own tables.
    for (let i = 32768 / 4; i < this.now.length; i++) this.now[i] = 0x7ff80000 | (i & 0x7ffff);
    this.before.set(this.now);
  }

  has(name: string): boolean { return this.raw.call[name] !== undefined; }

  call(name: string, ...args: readonly number[]): number {
    const f = this.raw.call[name];
    if (f === undefined) throw new Error(`no export ${name}`);
    return f(...args);
  }

  put(ptr: number, data: Stored): void {
    if (data.byteLength === 0) return;
    new Uint8Array(this.raw.memory.buffer, ptr, data.byteLength).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }

  take<D extends Float>(dtype: D, ptr: number, length: number): FloatArray {
    const bytes = this.raw.memory.buffer.slice(ptr, ptr + length * SIZE[dtype]);
    return dtype === "f32" ? new Float32Array(bytes) : new Float64Array(bytes);
  }

  bytes(ptr: number, length: number): Uint8Array { return new Uint8Array(this.raw.memory.buffer.slice(ptr, ptr + length)); }

  /** What lies in memory now is what must lie there later. */
  mark(): void { this.before.set(this.now); }

  /** Scratch: what a kernel left there is as it was at `mark`. */
  forget(ptr: number, bytes: number): void {
    new Uint8Array(this.now.buffer, ptr, bytes).set(new Uint8Array(this.before.buffer, ptr, bytes));
  }

  /** Nothing outside the pieces has changed since `mark`; the pieces may be written. Then all is as at `mark` again. */
  restore(what: string, ...outputs: readonly Piece[]): void {
    const was = new Uint8Array(this.before.buffer), is = new Uint8Array(this.now.buffer);
    for (const { ptr, bytes } of outputs) if (bytes > 0) is.set(was.subarray(ptr, ptr + bytes), ptr);
    for (let i = 0; i < this.now.length; i++) if (this.now[i] !== this.before[i]) throw new Error(`${what}: word at byte ${4 * i} was written, outside the output`);
  }
}

/** Builds whose module exports a function. The base module must; the overlay holds only what differs there. */
export function buildsWith(name: string): ("simd" | "relaxed")[] {
  if (rawInstance("simd", 1).call[name] === undefined) throw new Error(`no export ${name}`);
  return rawInstance("relaxed", 1).call[name] === undefined ? ["simd"] : ["simd", "relaxed"];
}
