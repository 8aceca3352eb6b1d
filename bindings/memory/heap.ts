// Which bytes of the linear memory are free. Address-ordered extents, first fit, neighbours merged on free
// (Knuth, TAOCP 1, 2.5, algorithms A and B). Bookkeeping stays in JS, so a stray kernel write cannot corrupt it, and freeing
// in any order gives the memory back whole: size classes, which never merge, were rejected for that (docs/decisions/0003).

/** Every block starts and ends on this many bytes: a cache line, and more than any vector needs. */
export const ALIGN = 64;

export function roundUp(bytes: number): number {
  return Math.ceil(bytes / ALIGN) * ALIGN;
}

export class Heap {
  /** Free extents [starts[i], ends[i]), ascending, never touching each other. */
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private end: number;

  constructor(base: number, end: number) {
    const start = roundUp(base);
    this.end = Math.max(start, Math.floor(end / ALIGN) * ALIGN);
    if (this.end > start) { this.starts.push(start); this.ends.push(this.end); }
  }

  /** Address of `bytes` free bytes (a multiple of ALIGN), or -1. */
  take(bytes: number): number {
    const { starts, ends } = this;
    for (let i = 0; i < starts.length; i++) {
      const start = starts[i]!;
      const left = ends[i]! - start - bytes;
      if (left < 0) continue;
      if (left > 0) starts[i] = start + bytes;
      else { starts.splice(i, 1); ends.splice(i, 1); }
      return start;
    }
    return -1;
  }

  give(start: number, bytes: number): void {
    const { starts, ends } = this;
    let lo = 0;
    let hi = starts.length;
    while (lo < hi) {
      const mid = (lo + hi) >>> 1;
      if (starts[mid]! < start) lo = mid + 1; else hi = mid;
    }
    const joinsLeft = lo > 0 && ends[lo - 1] === start;
    const joinsRight = lo < starts.length && starts[lo] === start + bytes;
    if (joinsLeft && joinsRight) { ends[lo - 1] = ends[lo]!; starts.splice(lo, 1); ends.splice(lo, 1); }
    else if (joinsLeft) ends[lo - 1] = start + bytes;
    else if (joinsRight) starts[lo] = start;
    else { starts.splice(lo, 0, start); ends.splice(lo, 0, start + bytes); }
  }

  /** Free bytes at the very end: growth by `bytes - tail` makes room for `bytes`. */
  get tail(): number {
    const last = this.ends.length - 1;
    return last >= 0 && this.ends[last] === this.end ? this.end - this.starts[last]! : 0;
  }

  /** The memory has grown. */
  extend(end: number): void {
    const to = Math.floor(end / ALIGN) * ALIGN;
    if (to <= this.end) return;
    const from = this.end;
    this.end = to;
    this.give(from, to - from);
  }

  /** Free extents, for tests and for reports of fragmentation. */
  get extents(): number {
    return this.starts.length;
  }
}
