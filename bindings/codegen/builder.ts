// A thin layer over binaryen: functions with named locals, loops, and the vector instructions of one dtype.
import type binaryen from "binaryen";
import type { CodegenDtype } from "./types.js";

export type Binaryen = typeof binaryen;
export type Module = binaryen.Module;
export type Expr = number;

/** One function being written. Parameters come first; locals are added as they are named. */
export class Func {
  readonly b: Binaryen;
  readonly m: Module;
  private readonly name: string;
  private readonly parameters: readonly string[];
  private readonly names = new Map<string, number>();
  private readonly types: number[] = [];
  private readonly body: Expr[] = [];
  private labels = 0;

  /** Parameters are i32. */
  constructor(b: Binaryen, m: Module, name: string, parameters: readonly string[]) {
    this.b = b;
    this.m = m;
    this.name = name;
    this.parameters = parameters;
    for (const p of parameters) this.at(p, b.i32);
  }

  private at(name: string, type: number): number {
    const at = this.names.get(name) ?? this.types.length;
    if (at === this.types.length) { this.names.set(name, at); this.types.push(type); }
    return at;
  }

  get(name: string): Expr { const at = this.at(name, this.b.i32); return this.m.local.get(at, this.types[at]!); }
  set(name: string, value: Expr, type: number = this.b.i32): Expr { return this.m.local.set(this.at(name, type), value); }
  const(x: number): Expr { return this.m.i32.const(x); }
  add(x: Expr, y: Expr): Expr { return this.m.i32.add(x, y); }
  sub(x: Expr, y: Expr): Expr { return this.m.i32.sub(x, y); }
  mul(x: Expr, y: Expr): Expr { return this.m.i32.mul(x, y); }
  /** base + index·scale. */
  offset(base: Expr, index: Expr, scale: number): Expr { return this.add(base, this.mul(index, this.const(scale))); }
  block(body: readonly Expr[]): Expr { return this.m.block(null, body as Expr[]); }

  /** while (condition) body. Compares as unsigned or with whatever the condition says. */
  while(condition: Expr, body: readonly Expr[]): Expr {
    const label = `l${this.labels++}`;
    return this.m.loop(label, this.m.if(condition, this.block([...body, this.m.br(label)])));
  }

  /** for (name = from; name < to; name += step) body, signed. */
  for(name: string, from: Expr, to: () => Expr, step: number, body: readonly Expr[]): Expr {
    return this.block([this.set(name, from), this.while(this.m.i32.lt_s(this.get(name), to()), [...body, this.set(name, this.add(this.get(name), this.const(step)))])]);
  }

  push(...expressions: Expr[]): void { this.body.push(...expressions); }

  /** Ends it; exported under its own name if asked. */
  done(results: number = this.b.none, exported = true): void {
    const parameters = this.b.createType(this.parameters.map(() => this.b.i32));
    this.m.addFunction(this.name, parameters, results, this.types.slice(this.parameters.length), this.m.block(null, this.body, results));
    if (exported) this.m.addFunctionExport(this.name, this.name);
  }
}

/** The instructions of a dtype, on whole vectors or, with `one`, on their first lane only. */
export class Lanes {
  readonly bytes: number;
  private readonly m: Module;
  private readonly dtype: CodegenDtype;

  constructor(m: Module, dtype: CodegenDtype) {
    this.m = m;
    this.dtype = dtype;
    this.bytes = dtype === "f64" ? 8 : 4;
  }

  private get ops(): Module["f32x4"] | Module["f64x2"] | Module["i32x4"] {
    const { m } = this;
    return this.dtype === "f32" ? m.f32x4 : this.dtype === "f64" ? m.f64x2 : m.i32x4;
  }

  load(one: boolean, at: Expr, offset = 0): Expr {
    const { v128 } = this.m, { bytes } = this;
    return !one ? v128.load(offset, bytes, at) : bytes === 4 ? v128.load32_zero(offset, 4, at) : v128.load64_zero(offset, 8, at);
  }

  store(one: boolean, at: Expr, value: Expr, offset = 0): Expr {
    const { v128 } = this.m, { bytes } = this;
    return !one ? v128.store(offset, bytes, at, value) : bytes === 4 ? v128.store32_lane(offset, 4, 0, at, value) : v128.store64_lane(offset, 8, 0, at, value);
  }

  /** One element in every lane. */
  spread(at: Expr): Expr { return this.bytes === 4 ? this.m.v128.load32_splat(0, 4, at) : this.m.v128.load64_splat(0, 8, at); }

  constant(x: number): Expr {
    const { m, dtype } = this;
    return dtype === "f32" ? m.f32x4.splat(m.f32.const(x)) : dtype === "f64" ? m.f64x2.splat(m.f64.const(x)) : m.i32x4.splat(m.i32.const(x));
  }

  zero(): Expr { return this.m.v128.const(new Uint8Array(16)); }
  add(x: Expr, y: Expr): Expr { return this.ops.add(x, y); }
  sub(x: Expr, y: Expr): Expr { return this.ops.sub(x, y); }
  mul(x: Expr, y: Expr): Expr { return this.ops.mul(x, y); }
  neg(x: Expr): Expr { return this.ops.neg(x); }
}
