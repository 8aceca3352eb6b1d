// A linear map as a kernel: blocks in, blocks out, element by element, all sums of one position in registers.
import type { LinearProgram } from "../flip/types.js";
import { type Binaryen, type Expr, Func, type Lanes, type Module } from "./builder.js";
import { statements } from "./statements.js";

/** Elements that one call of an inner kernel takes: it must come back often, for an engine replaces a function only when it is called. */
const CHUNK = 512;

/** Steps so that each output is made, and stored, as early as its parts allow: next is always the output that needs the fewest sums not yet there. */
export function schedule({ inputs, steps }: LinearProgram): readonly number[] {
  const done = new Set<number>(), order: number[] = [];
  /** What `last` needs, itself at the end. A stack of our own: chains may be long. */
  const needed = (last: number): ReadonlySet<number> => {
    const list = new Set<number>(), stack = [{ j: last, next: 0 }];
    for (let top = stack[0]; top !== undefined; top = stack.at(-1)) {
      const term = steps[top.j]!.terms[top.next++];
      if (term === undefined) list.add(stack.pop()!.j);
      else if (term.index >= inputs && !done.has(term.index - inputs) && !list.has(term.index - inputs)) stack.push({ j: term.index - inputs, next: 0 });
    }
    return list;
  };
  const waiting = [...steps.keys()].filter((j) => steps[j]!.out >= 0);
  while (waiting.length > 0) {
    let best = needed(waiting[0]!), at = 0;
    for (let i = 1; i < waiting.length && best.size > 1; i++) {
      const list = needed(waiting[i]!);
      if (list.size < best.size) { best = list; at = i; }
    }
    for (const j of best) { done.add(j); order.push(j); }
    waiting.splice(at, 1);
  }
  return order;
}

/** Where a block lies: so many first and so many second strides from the base. */
export type Place = readonly [first: number, second: number];

/** `<name>_ukr(src, s1, s2, dst, d1, d2, count)`: `count` elements of every block; strides between blocks in bytes. */
function inner(b: Binaryen, m: Module, lanes: Lanes, name: string, program: LinearProgram, from: readonly Place[], to: readonly Place[]): void {
  const f = new Func(b, m, name, ["src", "s1", "s2", "dst", "d1", "d2", "count"]), order = schedule(program);
  const times = (by: string, count: number): Expr[] => (count === 0 ? [] : [count === 1 ? f.get(by) : f.mul(f.get(by), f.const(count))]);
  const place = (base: string, [first, second]: Place, s1: string, s2: string): Expr => [...times(s1, first), ...times(s2, second)].reduce((sum, x) => f.add(sum, x), f.get(base));
  from.forEach((at, i) => f.push(f.set(`from${i}`, place("src", at, "s1", "s2"))));
  to.forEach((at, i) => f.push(f.set(`to${i}`, place("dst", at, "d1", "d2"))));
  const body = (one: boolean): Expr[] => statements(f, lanes, one, program, order);
  f.push(f.set("end", f.mul(f.get("count"), f.const(lanes.bytes))), f.set("whole", m.i32.and(f.get("end"), f.const(-16))));
  f.push(f.for("x", f.const(0), () => f.get("whole"), 16, body(false)), f.for("x", f.get("x"), () => f.get("end"), lanes.bytes, body(true)));
  f.done();
}

/** The bytes a block at `stride` elements takes in a list of blocks, and the row `y`, column `x` of a grid of blocks. */
interface Side { readonly parameters: readonly string[]; base(f: Func): Expr; first(f: Func): Expr; second(f: Func): Expr }

const grid = (name: string, bytes: number): Side => ({
  parameters: [name, "ld"],
  base: (f) => f.offset(f.get(name), f.add(f.mul(f.get("y"), f.get("ld")), f.get("z")), bytes),
  first: (f) => f.mul(f.mul(f.get("rows"), f.get("ld")), f.const(bytes)),
  second: (f) => f.mul(f.get("cols"), f.const(bytes)),
});
const list = (name: string, bytes: number): Side => ({
  parameters: [name, "stride"],
  base: (f) => f.offset(f.get(name), f.add(f.mul(f.get("y"), f.get("cols")), f.get("z")), bytes),
  first: (f) => f.mul(f.get("stride"), f.const(bytes)),
  second: (f) => f.const(0),
});

/** `name(src…, dst…, rows, cols)`: every position of blocks of rows×cols, by rows in chunks. */
function outer(b: Binaryen, m: Module, lanes: Lanes, name: string, kernel: string, from: Side, to: Side): void {
  const f = new Func(b, m, name, [...from.parameters, ...to.parameters, "rows", "cols"]), rest = (): Expr => f.sub(f.get("cols"), f.get("z"));
  f.push(f.for("y", f.const(0), () => f.get("rows"), 1, [f.for("z", f.const(0), () => f.get("cols"), CHUNK, [
    m.call(kernel, [from.base(f), from.first(f), from.second(f), to.base(f), to.first(f), to.second(f), m.select(m.i32.lt_s(rest(), f.const(CHUNK)), rest(), f.const(CHUNK))], b.none),
  ])]));
  f.done();
}

/** `u` and `v`: from a matrix, a grid of rows×cols blocks with leading dimension ld, to a list of factors `stride` elements apart; `w` the other way,
 *  its outputs counted down the columns of the grid. Returns the name of the inner kernel. */
export function map(b: Binaryen, m: Module, lanes: Lanes, name: "u" | "v" | "w", dtype: string, program: LinearProgram, gridRows: number, gridCols: number): string {
  const kernel = `${name}_${dtype}_ukr`, toGrid = name === "w", count = gridRows * gridCols;
  const cells = Array.from({ length: count }, (_, at): Place => (toGrid ? [at % gridRows, Math.floor(at / gridRows)] : [Math.floor(at / gridCols), at % gridCols]));
  const blocks = Array.from({ length: toGrid ? program.inputs : program.outputs }, (_, q): Place => [q, 0]);
  inner(b, m, lanes, kernel, program, toGrid ? blocks : cells, toGrid ? cells : blocks);
  const matrix = grid(toGrid ? "dst" : "src", lanes.bytes), factors = list(toGrid ? "src" : "dst", lanes.bytes);
  outer(b, m, lanes, name, kernel, toGrid ? factors : matrix, toGrid ? matrix : factors);
  return kernel;
}
