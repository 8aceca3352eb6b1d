// The product of a generated module: the maps around r smaller products, level by level, what does not divide is left to the leaf.
import { type Binaryen, type Expr, Func, type Lanes, type Module } from "./builder.js";

/** Bytes kept between blocks, so that blocks of a power of two do not all fall into the same cache lines. */
const STAGGER = 1088;

const DIMS = ["m", "n", "k"] as const;
type Shape = readonly [number, number, number];

/** Sets mb, kb, nb, and su, sv, sw: bytes of a block of each kind with its gap. */
function sizes(f: Func, [n, m, p]: Shape, bytes: number): void {
  const divide = (name: string, by: number): Expr => f.m.i32.div_s(f.get(name), f.const(by));
  f.push(f.set("mb", divide("m", n)), f.set("kb", divide("k", m)), f.set("nb", divide("n", p)));
  for (const [name, rows, cols] of [["su", "mb", "kb"], ["sv", "kb", "nb"], ["sw", "mb", "nb"]] as const) {
    const whole = f.add(f.mul(f.mul(f.get(rows), f.get(cols)), f.const(bytes)), f.const(15));
    f.push(f.set(name, f.add(f.m.i32.and(whole, f.const(-16)), f.const(STAGGER))));
  }
}

/** True where no level is left, or a block would be empty. */
function atLeaf(f: Func): Expr {
  const { m } = f, none = (name: string): Expr => m.i32.eqz(f.get(name));
  return m.i32.or(m.i32.le_s(f.get("levels"), f.const(0)), m.i32.or(none("mb"), m.i32.or(none("kb"), none("nb"))));
}

/** `workspace(m, n, k, levels)` in bytes, as f64: it may pass what a memory has. */
export function workspace(b: Binaryen, m: Module, lanes: Lanes, shape: Shape, rank: number): void {
  const f = new Func(b, m, "workspace", [...DIMS, "levels"]), { f64 } = m, wide = (name: string): Expr => f64.convert_s.i32(f.get(name));
  sizes(f, shape, lanes.bytes);
  const block = (rows: string, cols: string): Expr => f64.add(f64.mul(f64.mul(wide(rows), wide(cols)), f64.const(lanes.bytes)), f64.const(15 + STAGGER));
  const all = f64.mul(f64.const(rank), f64.add(block("mb", "kb"), f64.add(block("kb", "nb"), block("mb", "nb"))));
  const below = m.call("workspace", [f.get("mb"), f.get("nb"), f.get("kb"), f.sub(f.get("levels"), f.const(1))], b.f64);
  const own = (): Expr => f64.mul(wide("k"), f64.const(32));
  f.push(m.if(atLeaf(f), m.return(own())), f64.max(own(), f64.add(all, below)));
  f.done(b.f64);
}

/** `multiply(m, n, k, a, lda, b, ldb, c, ldc, ws, levels)`: C ← A·B, strides in elements. */
export function multiply(b: Binaryen, m: Module, lanes: Lanes, shape: Shape, rank: number): void {
  const f = new Func(b, m, "multiply", [...DIMS, "a", "lda", "b", "ldb", "c", "ldc", "ws", "levels"]), { bytes } = lanes, [gn, gm, gp] = shape, g = (name: string): Expr => f.get(name);
  sizes(f, shape, bytes);
  const product = (dims: readonly [Expr, Expr, Expr], a: Expr, c: Expr, right: Expr, add: number): Expr =>
    m.call("leaf", [...dims, a, g("lda"), right, g("ldb"), c, g("ldc"), f.const(add), g("ws")], b.none);
  f.push(m.if(atLeaf(f), f.block([product([g("m"), g("n"), g("k")], g("a"), g("c"), g("b"), 0), m.return()])));
  f.push(f.set("v", f.add(g("ws"), f.mul(g("su"), f.const(rank)))), f.set("w", f.add(g("v"), f.mul(g("sv"), f.const(rank)))), f.set("below", f.add(g("w"), f.mul(g("sw"), f.const(rank)))));
  const stride = (name: string): Expr => m.i32.div_u(g(name), f.const(bytes));
  f.push(m.call("u", [g("a"), g("lda"), g("ws"), stride("su"), g("mb"), g("kb")], b.none), m.call("v", [g("b"), g("ldb"), g("v"), stride("sv"), g("kb"), g("nb")], b.none));
  f.push(f.for("q", f.const(0), () => f.const(rank), 1, [m.call("multiply", [
    g("mb"), g("nb"), g("kb"), f.add(g("ws"), f.mul(g("q"), g("su"))), g("kb"), f.add(g("v"), f.mul(g("q"), g("sv"))), g("nb"), f.add(g("w"), f.mul(g("q"), g("sw"))), g("nb"), g("below"), f.sub(g("levels"), f.const(1)),
  ], b.none)]));
  f.push(m.call("w", [g("w"), stride("sw"), g("c"), g("ldc"), g("mb"), g("nb")], b.none));
  // What the grid leaves over: mc, nc, kc are covered.
  for (const [name, block, by] of [["mc", "mb", gn], ["nc", "nb", gp], ["kc", "kb", gm]] as const) f.push(f.set(name, f.mul(g(block), f.const(by))));
  const rest = (all: string, covered: string): Expr => f.sub(g(all), g(covered)), down = (base: string, rows: string, ld: string): Expr => f.offset(g(base), f.mul(g(rows), g(ld)), bytes);
  f.push(m.if(rest("k", "kc"), product([g("mc"), g("nc"), rest("k", "kc")], f.offset(g("a"), g("kc"), bytes), g("c"), down("b", "kc", "ldb"), 1)));
  f.push(m.if(rest("n", "nc"), product([g("mc"), rest("n", "nc"), g("k")], g("a"), f.offset(g("c"), g("nc"), bytes), f.offset(g("b"), g("nc"), bytes), 0)));
  f.push(m.if(rest("m", "mc"), product([rest("m", "mc"), g("n"), g("k")], down("a", "mc", "lda"), down("c", "mc", "ldc"), g("b"), 0)));
  f.done();
}
