// A plan at work: operands into nested blocks, the levels one inside the other, and the result back.
import { scratchView } from "../memory/scratch.js";
import type { Context } from "../context.js";
import type { Operand } from "../fast.js";
import { type Dims, type Kernels, ROW, room, roundUp } from "./kernels.js";
import { type Layout, leafDims, leafScratch, longest, sizes, slotsOf } from "./plan_layout.js";
import { BANK, type Ref, type Source, type Step } from "./plan_schedule.js";

/** One level: its steps, and by bank where blocks start and how far apart they are. */
interface Frame { readonly store: readonly Step[]; readonly add: readonly Step[]; readonly base: number[]; readonly apart: readonly number[]; readonly elements: Dims }

/** C[core] ← alpha·A·B + beta·C over the core of the layout. `ws` has layout.bytes. */
export function runCore({ arena }: Context, kernels: Kernels, layout: Layout, alpha: number, a: Operand, b: Operand, beta: number, c: { readonly ptr: number; readonly stride: number }, ws: number): void {
  const { levels, inner, blocks, core: [m, k, n] } = layout, { size } = kernels, block = sizes(blocks[levels.length]!), [lm, lk, ln] = leafDims(blocks, inner), rows = longest(levels);
  let top = ws;
  const take = (bytes: number): number => { const at = top; top += bytes; return at; };
  const table = take(roundUp(rows * ROW)), scratch = take(roundUp(leafScratch(kernels, blocks, inner)));
  const [pa, pb, pc] = sizes(blocks[0]!).map((s) => take(room(s * size))) as unknown as Dims;
  const frames: Frame[] = levels.map((level, i) => {
    const elements = sizes(blocks[i + 1]!), wide = elements.map((s) => room(s * size)), slots = slotsOf(level);
    return { store: level.store.steps, add: level.add.steps, elements, apart: [...elements.map((s) => s * size), ...wide], base: [0, 0, 0, ...slots.map((count, x) => take(count * wide[x]!))] };
  });
  const factors = scratchView(arena, "f64", table, rows * 2), addresses = scratchView(arena, "u32", table, rows * 4);

  const run = (i: number, x: number, y: number, d: number, add: boolean): void => {
    const frame = frames[i];
    if (frame === undefined) { kernels.product(inner, lm, lk, ln, x, y, d, add ? 1 : 0, scratch); return; }
    const { base, apart, elements } = frame;
    const at = (ref: Ref): number => { const bank = Math.floor(ref / BANK); return base[bank]! + (ref - bank * BANK) * apart[bank]!; };
    const rowsOf = (list: readonly Source[]): number => {
      for (let j = 0; j < list.length; j++) { factors[2 * j] = list[j]!.coefficient; addresses[4 * j + 2] = at(list[j]!.ref); }
      return list.length;
    };
    base[0] = x; base[1] = y; base[2] = d;
    for (const s of add ? frame.add : frame.store) {
      if (s.kind === "product") run(i + 1, at(s.a), at(s.b), at(s.to), s.add);
      else if (s.kind === "sum") kernels.combine(elements[Math.floor(s.to / BANK) % 3]!, rowsOf(s.from), table, at(s.to));
      else kernels.spread(elements[2], rowsOf(s.to), table, at(s.from));
    }
  };

  nested(layout, m, k, [0, 1], (i, j, h, w, at) => kernels.placeA(h, w, a.ptr + (i * a.row + j * a.col) * size, a.row, a.col, inner, lm, lk, pa + at * block[0] * size));
  nested(layout, k, n, [1, 2], (i, j, h, w, at) => kernels.placeB(h, w, b.ptr + (i * b.row + j * b.col) * size, b.row, b.col, inner, lk, ln, pb + at * block[1] * size));
  run(0, pa, pb, pc, false);
  nested(layout, m, n, [0, 2], (i, j, h, w, at) => kernels.take(h, w, pc + at * block[2] * size, inner, lm, ln, alpha, beta, c.ptr + (i * c.stride + j) * size, c.stride));
}

/** Visits the innermost blocks of an operand in the order they lie in memory: where each starts in the operand, and how much of it is there.
 *  Blocks of C lie as the scheme's w counts them: transposed. */
function nested({ levels, blocks }: Layout, rows: number, cols: number, [x, y]: readonly [0 | 1, 1 | 2], visit: (row: number, col: number, rows: number, cols: number, index: number) => void): void {
  let index = 0;
  const transposed = x === 0 && y === 2;
  const walk = (i: number, row: number, col: number): void => {
    if (i === levels.length) {
      const h = Math.min(blocks[i]![x], rows - row), w = Math.min(blocks[i]![y], cols - col), there = h > 0 && w > 0;
      visit(there ? row : 0, there ? col : 0, there ? h : 0, there ? w : 0, index++);
      return;
    }
    const { shape } = levels[i]!.program.scheme, h = blocks[i + 1]![x], w = blocks[i + 1]![y], p = shape[x], q = shape[y];
    for (let e = 0; e < p * q; e++) {
      const r = transposed ? e % p : Math.floor(e / q), c = transposed ? Math.floor(e / p) : e % q;
      walk(i + 1, row + r * h, col + c * w);
    }
  };
  walk(0, 0, 0);
}
