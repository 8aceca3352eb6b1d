// The allocator against a model: a row of units, each free or taken, searched from the left.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALIGN, Heap, roundUp } from "../../bindings/memory/heap.js";

const BASE = 1000; // not aligned: the heap must begin at the next multiple of ALIGN
const FIRST = roundUp(BASE) / ALIGN;

interface Model {
  /** From address 0; true is free. Units before FIRST are never free. */
  units: boolean[];
  taken: { start: number; length: number }[];
}

function firstFit(units: readonly boolean[], length: number): number {
  for (let i = 0, run = 0; i < units.length; i++) {
    run = units[i] ? run + 1 : 0;
    if (run === length) return i - length + 1;
  }
  return -1;
}

const runs = (units: readonly boolean[]): number => units.filter((free, i) => free && !units[i - 1]).length;
const tail = (units: readonly boolean[]): number => units.length - 1 - units.lastIndexOf(false);

abstract class Step implements fc.Command<Model, Heap> {
  check(_: Readonly<Model>): boolean {
    return true;
  }
  run(m: Model, heap: Heap): void {
    this.apply(m, heap);
    expect(heap.extents).toBe(runs(m.units));
    expect(heap.tail).toBe(tail(m.units) * ALIGN);
  }
  abstract apply(m: Model, heap: Heap): void;
  abstract toString(): string;
}

class Take extends Step {
  readonly length: number;
  constructor(length: number) {
    super();
    this.length = length;
  }
  apply(m: Model, heap: Heap): void {
    const start = firstFit(m.units, this.length);
    const got = heap.take(this.length * ALIGN);
    expect(got).toBe(start < 0 ? -1 : start * ALIGN);
    if (start < 0) return;
    m.units.fill(false, start, start + this.length);
    m.taken.push({ start, length: this.length });
  }
  toString = (): string => `take(${this.length})`;
}

class Give extends Step {
  readonly which: number;
  constructor(which: number) {
    super();
    this.which = which;
  }
  override check(m: Readonly<Model>): boolean {
    return m.taken.length > 0;
  }
  apply(m: Model, heap: Heap): void {
    const [block] = m.taken.splice(this.which % m.taken.length, 1);
    if (!block) return;
    heap.give(block.start * ALIGN, block.length * ALIGN);
    m.units.fill(true, block.start, block.start + block.length);
  }
  toString = (): string => `give(${this.which})`;
}

class Extend extends Step {
  readonly by: number;
  constructor(by: number) {
    super();
    this.by = by;
  }
  apply(m: Model, heap: Heap): void {
    for (let i = 0; i < this.by; i++) m.units.push(true);
    heap.extend(m.units.length * ALIGN + 17); // what is less than a unit does not count
  }
  toString = (): string => `extend(${this.by})`;
}

describe("memory.heap", () => {
  it("places, merges and extends as the model does", () => {
    const steps = [
      fc.integer({ min: 1, max: 12 }).map((n) => new Take(n)),
      fc.integer({ min: 1, max: 12 }).map((n) => new Take(n)),
      fc.nat(1000).map((i) => new Give(i)),
      fc.integer({ min: 0, max: 20 }).map((n) => new Extend(n)),
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.commands(steps, { maxCommands: 120 }), (room, commands) => {
        const units = [...new Array<boolean>(FIRST).fill(false), ...new Array<boolean>(room).fill(true)];
        fc.modelRun(() => ({ model: { units, taken: [] }, real: new Heap(BASE, (FIRST + room) * ALIGN) }), commands);
      }),
      { numRuns: 400 },
    );
  });

  it("gives everything back as one extent, in whatever order blocks are freed", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 }), fc.infiniteStream(fc.nat()), (sizes, draw) => {
        const total = sizes.reduce((a, b) => a + b, 0) * ALIGN;
        const heap = new Heap(0, total);
        const blocks = sizes.map((n) => ({ ptr: heap.take(n * ALIGN), bytes: n * ALIGN }));
        expect(heap.take(ALIGN)).toBe(-1);
        while (blocks.length > 0) {
          const [b] = blocks.splice((draw.next().value as number) % blocks.length, 1);
          if (b) heap.give(b.ptr, b.bytes);
        }
        expect(heap.extents).toBe(1);
        expect(heap.take(total)).toBe(0);
      }),
    );
  });

  it("knows addresses above 2 GiB and up to 4 GiB", () => {
    const heap = new Heap(2 ** 31 - 100, 2 ** 32);
    const low = heap.take(2 ** 30);
    const high = heap.take(2 ** 30 - 64);
    expect(low).toBe(2 ** 31 - 64);
    expect(high).toBe(2 ** 31 + 2 ** 30 - 64);
    expect(heap.take(192)).toBe(-1);
    heap.give(high, 2 ** 30 - 64);
    expect(heap.take(2 ** 30)).toBe(high);
  });
});
