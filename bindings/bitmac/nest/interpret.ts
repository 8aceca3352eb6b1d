// Carries a nest out, each loop turn by turn: compressors on words of 32 bits, shifts by the weight of the digit, sums that wrap.
// Every line becomes a function once; values lie in arrays with an element for each turn of the loops they depend on.
import { digitsOf, weightOf } from "../encodings.js";
import { compress } from "../engine/detail_carry.js";
import { type Action, type Node, INDEX } from "./ast.js";
import type { Extent, Layout, Sizes } from "./layout.js";
import type { Study } from "./study.js";

type Run = () => void;
interface Cell { get(): number; set(x: number): void }
interface Turn extends Extent { now: number }

/** A m×k by B k×n, row by row. */
export function interpret(study: Study, layout: Layout, sizes: Sizes, A: Int8Array, B: Int8Array): Int32Array {
  /** Index of each dimension, of the turns taken so far. */
  const at = { M: 0, N: 0, K: 0, BW: 0 }, C = new Int32Array(sizes.M * sizes.N), cells = new Map<string, Cell>();
  const turns = new Map([...layout].map(([part, e]): [string, Turn] => [part, { ...e, turns: Math.min(e.turns, Math.ceil(sizes[e.dim] / e.step)), now: 0 }])), { encoding } = study;
  const bits = [...layout.keys()].filter((p) => layout.get(p)!.dim === "BW"), table = Array.from({ length: 256 }, (_, x) => digitsOf(encoding, x - 128));

  /** Every turn of the loops, one inside the other, that is within the sizes. */
  const sweep = (parts: readonly string[], body: Run): Run => parts.reduceRight((inner: Run, part) => {
    const t = turns.get(part)!, { dim, step } = t, size = sizes[dim];
    return () => {
      const start = at[dim];
      for (t.now = 0; t.now < t.turns && start + t.now * step < size; t.now++) {
        at[dim] = start + t.now * step;
        inner();
      }
      at[dim] = start;
    };
  }, body);

  const cell = (data: Int32Array | Int8Array, address: () => number): Cell => ({ get: () => data[address()]!, set: (x) => { data[address()] = x; } });
  for (const [name, { parts }] of study.values) {
    if (name === "C") continue;
    let size = 1;
    const steps = parts.map((p) => { const t = turns.get(p)!, step = size; size *= t.turns; return { t, step }; });
    cells.set(name, cell(new Int32Array(size), () => {
      let sum = 0;
      for (const s of steps) sum += s.t.now * s.step;
      return sum;
    }));
  }
  for (const [name, data] of [["A", A], ["B", B], ["C", C]] as const) {
    const [row, col] = INDEX[name]!.dims;
    cells.set(name, cell(data, () => at[row] * sizes[col] + at[col]));
  }

  const act = ({ node, running, closed }: Study["places"][number]): Run => {
    const [x, y] = node.args.map((a) => cells.get(a)!) as [Cell, Cell], [z, z2] = node.to.map((a) => cells.get(a)!) as [Cell, Cell];
    const all = node.args.map((a) => cells.get(a)!), words = new Int32Array(closed.reduce((n, p) => n * turns.get(p)!.turns, all.length) + 2);
    let n = 0;
    const gather = sweep(closed, () => { for (const c of all) words[n++] = c.get(); });
    const made: Record<Action["primitive"], Run> = {
      encode: sweep(bits, () => z.set(table[x.get() + 128]![at.BW]!)),
      map: () => z.set(Math.imul(x.get(), y.get())),
      shift: () => z.set(Math.imul(x.get(), weightOf(encoding, at.BW))),
      sparse: sweep(node.over, () => z.set(x.get())),
      half_reduce: () => {
        n = 0;
        if (running.length > 0) {
          words[n++] = z.get();
          words[n++] = z2.get();
        }
        gather();
        compress(words, n);
        z.set(words[0]!);
        z2.set(words[1]!);
      },
      add: () => {
        n = 0;
        gather();
        z.set(words.subarray(0, n).reduce((sum, w) => (sum + w) | 0, 0));
      },
      accumulate: () => z.set((z.get() + x.get()) | 0),
      sync: () => {},
    };
    return made[node.primitive];
  };

  const places = new Map(study.places.map((p) => [p.node, act(p)]));
  const block = (nodes: readonly Node[]): Run => {
    const list = nodes.flatMap((n): Run[] => {
      if (n.kind === "action") return [places.get(n)!];
      if (n.kind !== "loop") return [];
      const body = block(n.body), nz = cells.get(n.within);
      return [sweep([n.part], nz ? () => { if (nz.get() !== 0) body(); } : body)];
    });
    return () => { for (const f of list) f(); };
  };
  block(study.nodes)();
  return C;
}
