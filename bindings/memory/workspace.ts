// Scratch of kernels: a last-in first-out stack of its own segments, apart from the blocks of handles, so that releasing a mark
// can never free what a callback or a generator allocated meanwhile. Segments never move: a pointer holds until its release.
import type { Arena } from "./arena.js";
import { roundUp } from "./heap.js";

interface Segment { readonly ptr: number; readonly bytes: number; top: number }

const LEAST = 65536;
const LEVEL = 2 ** 33;

export class Workspace {
  private readonly arena: Arena;
  private readonly segments: Segment[] = [];
  /** What one segment would have had to hold: the next first one is made that large. */
  private wanted = LEAST;

  constructor(arena: Arena) { this.arena = arena; }

  /** To hand back to `release`. */
  mark(): number {
    const depth = this.segments.length - 1;
    return depth < 0 ? 0 : depth * LEVEL + this.segments[depth]!.top;
  }

  /** `bytes` of scratch, aligned to 64. May grow memory: views read before are dead. */
  push(op: string, bytes: number): number {
    const size = roundUp(bytes);
    let segment = this.segments[this.segments.length - 1];
    if (segment === undefined || segment.top + size > segment.bytes) segment = this.add(op, size);
    const ptr = segment.ptr + segment.top;
    segment.top += size;
    this.arena.count(size);
    return ptr;
  }

  release(mark: number): void {
    const depth = Math.floor(mark / LEVEL);
    const { segments, arena } = this;
    while (segments.length - 1 > depth) {
      const segment = segments.pop()!;
      arena.used -= segment.top;
      arena.give(segment.ptr, segment.bytes);
    }
    const segment = segments[depth];
    if (segment === undefined) return;
    const top = mark - depth * LEVEL;
    arena.used -= segment.top - top;
    segment.top = top;
    if (depth === 0 && top === 0 && segment.bytes < this.wanted) this.trim();
  }

  /** Gives the idle segment back to the heap. True if that freed anything. */
  trim(): boolean {
    const [segment] = this.segments;
    if (this.segments.length !== 1 || segment === undefined || segment.top > 0) return false;
    this.segments.pop();
    this.arena.give(segment.ptr, segment.bytes);
    return true;
  }

  private add(op: string, size: number): Segment {
    this.trim();
    let total = size;
    for (const s of this.segments) total += s.bytes;
    const bytes = this.segments.length === 0 ? Math.max(size, this.wanted) : Math.max(size, LEAST);
    const segment = { ptr: this.arena.take(op, bytes), bytes, top: 0 };
    this.segments.push(segment);
    this.wanted = Math.max(this.wanted, total);
    return segment;
  }
}
