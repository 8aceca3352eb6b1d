// The steps of a program as code, for one position of all blocks. A value that is used once stands where it is used, all others have locals, which are given
// on after their last use. So neither nesting nor the number of locals grows with the program: a compiler's passes recurse over the one and compare the other.
import type { LinearProgram } from "../flip/types.js";
import type { Expr, Func, Lanes } from "./builder.js";

/** Operations that one expression nests before it goes into a local. */
const DEEP = 24;

type Terms = LinearProgram["steps"][number]["terms"];

/** A term with factor 1 leads, if there is one: then no sum begins with a negation. */
const sorted = (terms: Terms): Terms => [...terms].sort((p, q) => Number(q.coefficient === 1) - Number(p.coefficient === 1));

export function statements(f: Func, lanes: Lanes, one: boolean, { inputs, outputs, steps }: LinearProgram, order: readonly number[]): Expr[] {
  const list: Expr[] = [], left = new Array<number>(inputs + steps.length).fill(0), locals = new Map<number, string>(), idle: string[] = [], read: string[] = [];
  /** Of values that stand where they are used: how deep they nest. */
  const depth = new Map<number, number>();
  let count = 0;
  for (const j of order) for (const { index } of steps[j]!.terms) left[index]!++;

  const take = (): string => idle.pop() ?? `v${count++}`;
  /** Locals that are read for the last time stay until the statement that reads them is written. */
  const written = (): void => { while (read.length > 0) idle.push(read.pop()!); };
  const get = (index: number): Expr => {
    const name = locals.get(index)!;
    if (--left[index]! === 0) read.push(name);
    return f.get(name);
  };
  const keep = (index: number, value: Expr): void => {
    const name = take();
    locals.set(index, name);
    list.push(f.set(name, value, f.b.v128));
  };
  const operand = (index: number): Expr => {
    if (depth.has(index)) return sum(sorted(steps[index - inputs]!.terms)).value;
    if (index < inputs && !locals.has(index)) {
      const value = lanes.load(one, f.add(f.get(`from${index}`), f.get("x")));
      if (left[index] === 1) return value;
      keep(index, value);
    }
    return get(index);
  };
  /** Long sums come in parts, by way of a local. */
  const sum = (terms: Terms): { value: Expr; part?: string } => {
    let so: Expr | undefined, part: string | undefined, deep = 0;
    for (const { index, coefficient: c } of terms) {
      const nests = depth.get(index) ?? 0;
      if (so !== undefined && Math.max(deep, nests) >= DEEP) {
        written();
        part ??= take();
        list.push(f.set(part, so, f.b.v128));
        so = f.get(part);
        deep = 0;
      }
      const x = operand(index), scaled = Math.abs(c) === 1 ? x : lanes.mul(x, lanes.constant(so === undefined ? c : Math.abs(c)));
      so = so === undefined ? (c === -1 ? lanes.neg(x) : scaled) : c < 0 ? lanes.sub(so, scaled) : lanes.add(so, scaled);
      deep = Math.max(deep, nests) + 1;
    }
    return { value: so ?? lanes.zero(), ...(part && { part }) };
  };

  for (const j of order) {
    const { out, terms: given } = steps[j]!, index = inputs + j, terms = sorted(given), nests = terms.reduce((deep, t) => Math.max(deep, depth.get(t.index) ?? 0) + 1, 0);
    if (out < 0 && left[index] === 1 && nests < DEEP) { depth.set(index, nests); continue; }
    const { value, part } = sum(terms), store = (x: Expr): void => { list.push(lanes.store(one, f.add(f.get(`to${out}`), f.get("x")), x)); };
    written();
    if (left[index] === 0) store(value);
    else {
      keep(index, value);
      if (out >= 0) store(f.get(locals.get(index)!));
    }
    if (part) idle.push(part);
  }
  const made = new Set(order.map((j) => steps[j]!.out));
  for (let out = 0; out < outputs; out++) if (!made.has(out)) list.push(lanes.store(one, f.add(f.get(`to${out}`), f.get("x")), lanes.zero()));
  return list;
}
