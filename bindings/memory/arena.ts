// The linear memory of one instance: growth, blocks for handles, and the workspace stack. Only this room knows addresses.
import { AbiError, CapacityError, FreedError } from "../errors.js";
import { Heap, roundUp } from "./heap.js";
import { Workspace } from "./workspace.js";

export const PAGE = 65536;
/** The last page is never used: an end pointer of 2^32 would wrap to 0 and a kernel would silently do nothing. */
export const MAX_PAGES = 65535;

/** A piece of memory that one handle owns. Windows of the handle share it. */
export interface Block { readonly arena: Arena; readonly ptr: number; readonly bytes: number; freed: boolean }

const owned = new WeakSet<WebAssembly.Memory>();

export class Arena {
  readonly memory: WebAssembly.Memory;
  /** Bumped by the one function that grows: a view made in an older epoch is dead. */
  epoch = 0;
  buffer: ArrayBuffer;
  used = 0;
  peak = 0;
  handles = 0;
  freed = false;
  readonly workspace: Workspace;
  private readonly heap: Heap;
  private readonly max: number;

  constructor(memory: WebAssembly.Memory, base: number, max: number) {
    if (owned.has(memory)) throw new AbiError("load", "memory", "memory belongs to another instance, which owns it whole");
    this.memory = memory;
    this.max = Math.min(max, MAX_PAGES * PAGE);
    this.buffer = memory.buffer as ArrayBuffer;
    this.heap = new Heap(base, Math.min(this.buffer.byteLength, this.max));
    this.workspace = new Workspace(this);
    owned.add(memory);
  }

  /** Bytes held from the engine. */
  get capacity(): number { return this.buffer.byteLength; }

  /** Bytes this arena may ever hold. */
  get limit(): number { return this.max; }

  /** Throws FreedError after `k.free()`. */
  open(op: string): void {
    if (this.freed) throw new FreedError(op, "k", "the instance was freed");
  }

  /** A block for a handle. The bytes are not cleared. */
  block(op: string, bytes: number): Block {
    const size = roundUp(bytes);
    const ptr = this.take(op, size);
    this.count(size);
    return { arena: this, ptr, bytes: size, freed: false };
  }

  /** Idempotent. */
  release(block: Block): void {
    if (block.freed) return;
    block.freed = true;
    if (this.freed) return;
    this.heap.give(block.ptr, block.bytes);
    this.used -= block.bytes;
  }

  /** Bytes for the workspace stack, which counts its own use. */
  take(op: string, size: number): number {
    if (size === 0) return 0;
    let ptr = this.heap.take(size);
    if (ptr < 0 && this.grow(size)) ptr = this.heap.take(size);
    if (ptr < 0 && this.workspace.trim()) {
      ptr = this.heap.take(size);
      if (ptr < 0 && this.grow(size)) ptr = this.heap.take(size);
    }
    if (ptr < 0) throw new CapacityError(op, size, this.capacity, this.max);
    return ptr;
  }

  give(ptr: number, size: number): void {
    if (size > 0) this.heap.give(ptr, size);
  }

  count(bytes: number): void {
    this.used += bytes;
    if (this.used > this.peak) this.peak = this.used;
  }

  dispose(): void {
    if (this.freed) return;
    this.freed = true;
    owned.delete(this.memory);
  }

  /** By doubling, else by just what is needed; false leaves everything as it was. */
  private grow(size: number): boolean {
    return this.tryGrow(size, Math.max(this.buffer.byteLength / PAGE, this.need(size))) || this.tryGrow(size, this.need(size));
  }

  private need(size: number): number {
    return Math.ceil((size - this.heap.tail) / PAGE);
  }

  private tryGrow(size: number, pages: number): boolean {
    const held = this.buffer.byteLength / PAGE;
    const room = Math.floor(this.max / PAGE) - held;
    const by = Math.min(pages, room);
    if (by < this.need(size)) return false;
    try { this.memory.grow(by); } catch { return false; }
    this.buffer = this.memory.buffer as ArrayBuffer;
    this.epoch++;
    this.heap.extend(Math.min(this.buffer.byteLength, this.max));
    return true;
  }
}
