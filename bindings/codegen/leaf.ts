// The block product of a generated module: C ← A·B or C + A·B, tiles of 4 rows by 2 vectors, B packed one panel at a time.
import { type Binaryen, type Expr, Func, type Lanes, type Module } from "./builder.js";

const ROWS = 4;
const VECTORS = 2;

/** `tile…_ukr(k, a, lda, b, step, c, ldc, add)`: rows by vectors, or by one element; strides in bytes. 8 accumulators, 2 vectors of B, one of A. */
function tile(b: Binaryen, m: Module, lanes: Lanes, name: string, rows: number, vectors: number, one: boolean): void {
  const f = new Func(b, m, name, ["k", "a", "lda", "b", "step", "c", "ldc", "add"]);
  const each = (body: (r: number, v: number) => Expr): Expr[] => Array.from({ length: rows * vectors }, (_, i) => body(Math.floor(i / vectors), i % vectors));
  const row = (r: number, base: string, step: string): Expr => (r === 0 ? f.get(base) : f.add(f.get(`${base}${r - 1}`), f.get(step)));
  for (let r = 0; r < rows; r++) f.push(f.set(`a${r}`, r === 0 ? f.get("a") : row(r, "a", "lda")), f.set(`c${r}`, r === 0 ? f.get("c") : row(r, "c", "ldc")));
  f.push(...each((r, v) => f.set(`s${r}${v}`, lanes.zero(), b.v128)));
  f.push(f.for("p", f.const(0), () => f.get("k"), 1, [
    ...Array.from({ length: vectors }, (_, v) => f.set(`b${v}`, lanes.load(one, f.get("b"), 16 * v), b.v128)),
    ...Array.from({ length: rows }, (_, r) => [
      f.set("e", lanes.spread(f.get(`a${r}`)), b.v128),
      ...Array.from({ length: vectors }, (__, v) => f.set(`s${r}${v}`, lanes.add(f.get(`s${r}${v}`), lanes.mul(f.get("e"), f.get(`b${v}`))), b.v128)),
      f.set(`a${r}`, f.add(f.get(`a${r}`), f.const(lanes.bytes))),
    ]).flat(),
    f.set("b", f.add(f.get("b"), f.get("step"))),
  ]));
  f.push(m.if(f.get("add"),
    f.block(each((r, v) => lanes.store(one, f.get(`c${r}`), lanes.add(lanes.load(one, f.get(`c${r}`), 16 * v), f.get(`s${r}${v}`)), 16 * v))),
    f.block(each((r, v) => lanes.store(one, f.get(`c${r}`), f.get(`s${r}${v}`), 16 * v)))));
  f.done();
}

/** `leaf(m, n, k, a, lda, b, ldb, c, ldc, add, ws)`: strides in elements; ws takes 32·k bytes. */
export function leaf(b: Binaryen, m: Module, lanes: Lanes, dtype: string): void {
  const f = new Func(b, m, "leaf", ["m", "n", "k", "a", "lda", "b", "ldb", "c", "ldc", "add", "ws"]), { bytes } = lanes;
  for (const name of ["lda", "ldb", "ldc"]) f.push(f.set(name, f.mul(f.get(name), f.const(bytes))));
  f.push(f.set("end", f.mul(f.get("n"), f.const(bytes))));
  const down = (vectors: number, one: boolean, from: string, step: () => Expr): Expr[] => [ROWS, 1].map((rows) => {
    const name = `tile${rows}x${one ? 1 : vectors * 16 / bytes}_${dtype}_ukr`;
    tile(b, m, lanes, name, rows, vectors, one);
    const call = m.call(name, [f.get("k"), f.add(f.get("a"), f.mul(f.get("i"), f.get("lda"))), f.get("lda"), f.get(from), step(), f.add(f.get("c"), f.add(f.mul(f.get("i"), f.get("ldc")), f.get("j"))), f.get("ldc"), f.get("add")], b.none);
    return f.for("i", rows === ROWS ? f.const(0) : f.get("i"), () => (rows === ROWS ? f.sub(f.get("m"), f.const(ROWS - 1)) : f.get("m")), rows, [call]);
  });
  const here = (): Expr => f.set("from", f.add(f.get("b"), f.get("j"))), panel = 16 * VECTORS;
  f.push(
    f.for("j", f.const(0), () => f.sub(f.get("end"), f.const(panel - 1)), panel, [
      here(), f.set("to", f.get("ws")),
      f.for("p", f.const(0), () => f.get("k"), 1, [
        ...Array.from({ length: VECTORS }, (_, v) => lanes.store(false, f.get("to"), lanes.load(false, f.get("from"), 16 * v), 16 * v)),
        f.set("from", f.add(f.get("from"), f.get("ldb"))), f.set("to", f.add(f.get("to"), f.const(panel))),
      ]),
      ...down(VECTORS, false, "ws", () => f.const(panel)),
    ]),
    f.for("j", f.get("j"), () => f.sub(f.get("end"), f.const(15)), 16, [here(), ...down(1, false, "from", () => f.get("ldb"))]),
    f.for("j", f.get("j"), () => f.get("end"), bytes, [here(), ...down(1, true, "from", () => f.get("ldb"))]),
  );
  f.done();
}
