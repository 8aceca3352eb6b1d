// What dense.gemm refuses: the class, code, operation and argument of the error, and memory as it was before the call.
import { type GemmOptions, loadSync } from "lanewise";
import { type Flavour, flavours } from "../helpers/guard.kernels.js";
import { type Bench, bench, loose, refuses } from "../helpers/guard.refusal.js";
import { equal, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

function shapes(b: Bench): void {
  const { k, s, A, B, C } = b;
  refuses(b, "B.rows", { code: "shape", arg: "B", message: "dense.gemm: B.rows is 5, expected 4 (A is 3×4, transA=false)" }, (s) => k.dense.gemm(C, A, s.matrix("f32", 5, 5)));
  refuses(b, "B.cols with transB", { code: "shape", arg: "B" }, () => k.dense.gemm(C, A, B, { transB: true }));
  refuses(b, "transA", { code: "shape" }, () => k.dense.gemm(C, A, B, { transA: true }));
  refuses(b, "C.rows", { code: "shape", arg: "C" }, (s) => k.dense.gemm(s.matrix("f32", 4, 5), A, B));
  refuses(b, "C.cols", { code: "shape", arg: "C" }, (s) => k.dense.gemm(s.matrix("f32", 3, 4), A, B));
  refuses(b, "C empty", { code: "shape", arg: "C" }, (s) => k.dense.gemm(s.matrix("f32", 0, 0), A, B));
  refuses(b, "bias.length", { code: "shape", arg: "bias" }, (s) => k.dense.gemm(C, A, B, { bias: s.vector("f32", 3) }));
  const packed = k.dense.pack(s.matrix("f32", 5, 5));
  refuses(b, "packed B.rows", { code: "shape", arg: "B" }, () => k.dense.gemm(C, A, packed));
  packed.free();
}

function dtypes(b: Bench): void {
  const { k, s, A, B, C } = b;
  const gemm = loose(k.dense.gemm.bind(k.dense));
  refuses(b, "A f64", { code: "dtype", arg: "A" }, (s) => gemm(C, s.matrix("f64", 3, 4), B));
  refuses(b, "B f64", { code: "dtype", arg: "B" }, (s) => gemm(C, A, s.matrix("f64", 4, 5)));
  refuses(b, "C i32", { code: "dtype" }, (s) => gemm(s.matrix("i32", 3, 5), A, B));
  refuses(b, "all i32", { code: "dtype" }, (s) => gemm(s.matrix("i32", 3, 5), s.matrix("i32", 3, 4), s.matrix("i32", 4, 5)));
  refuses(b, "bias f64", { code: "dtype", arg: "bias" }, (s) => gemm(C, A, B, { bias: s.vector("f64", 5) }));
  for (const [name, wrong] of [["a vector", s.vector("f32", 20)], ["an array", new Float32Array(20)], ["undefined", undefined], ["null", null], ["a look-alike", { dtype: "f32", rows: 4, cols: 5, stride: 5, view: B.view, freed: false }]] as const)
    refuses(b, `B is ${name}`, { code: "dtype", arg: "B" }, () => gemm(C, A, wrong));
  refuses(b, "no operands", { code: "dtype" }, () => gemm());
  refuses(b, "bias an array", { code: "dtype", arg: "bias" }, () => gemm(C, A, B, { bias: new Float32Array(5) }));
  refuses(b, "C packed", { code: "dtype", arg: "C" }, () => { const p = k.dense.pack(B); try { gemm(p, A, B); } finally { p.free(); } });
}

function options(b: Bench): void {
  const { k, A, B, C } = b;
  const gemm = loose(k.dense.gemm.bind(k.dense));
  const wrong: readonly (readonly [string, unknown])[] = [["transa", true], ["aplha", 1], ["alpha", "2"], ["alpha", null], ["beta", {}], ["transA", 1], ["transB", "no"], ["activation", "tanh"], ["activation", true], ["algorithm", "fast"], ["bias", 3]];
  for (const [key, value] of wrong) {
    const code = key === "bias" ? "dtype" : "option";
    refuses(b, `${key}: ${String(value)}`, { code, arg: key }, () => gemm(C, A, B, { [key]: value }));
  }
  refuses(b, "options a number", { code: "option" }, () => gemm(C, A, B, 1));
  const algorithms: readonly (readonly [string, object])[] = [
    ["levels", { levels: 1 }], ["levels", { algorithm: "auto", levels: 1 }], ["levels", { algorithm: "strassen", levels: 11 }], ["levels", { algorithm: "strassen", levels: -1 }],
    ["errorTarget", { errorTarget: 1e-4 }], ["errorTarget", { algorithm: "auto", errorTarget: 0 }], ["errorTarget", { algorithm: "strassen", errorTarget: NaN }],
  ];
  for (const [arg, options] of algorithms) refuses(b, JSON.stringify(options), { code: "option", arg }, () => gemm(C, A, B, options));
  refuses(b, "algorithm no plan", { code: "dtype", arg: "algorithm" }, () => gemm(C, A, B, { algorithm: {} }));
  k.dense.gemm(C, A, B, { alpha: undefined, bias: undefined, activation: undefined } as unknown as GemmOptions<"f32">);
}

function freed(b: Bench): void {
  const { k, s, A, B, C } = b;
  for (const name of ["A", "B", "C"] as const) {
    const gone = { A: s.matrix("f32", 3, 4), B: s.matrix("f32", 4, 5), C: s.matrix("f32", 3, 5) }[name];
    const window = gone.sub(0, 0, gone.rows, gone.cols);
    gone.free();
    for (const handle of [gone, window]) {
      const use = { A, B, C, [name]: handle };
      refuses(b, `${name} freed`, { code: "freed", arg: name }, () => k.dense.gemm(use.C, use.A, use.B));
    }
  }
  const bias = s.vector("f32", 5);
  bias.free();
  refuses(b, "bias freed", { code: "freed", arg: "bias" }, () => k.dense.gemm(C, A, B, { bias }));
  const packed = k.dense.pack(B);
  packed.free();
  refuses(b, "packed freed", { code: "freed", arg: "B" }, () => k.dense.gemm(C, A, packed));
}

function foreign(b: Bench): void {
  const { k, A, B, C } = b;
  const other = loadSync({ variant: "simd" });
  refuses(b, "A foreign", { code: "foreign", arg: "A" }, () => k.dense.gemm(C, other.matrix("f32", 3, 4), B));
  refuses(b, "B foreign", { code: "foreign", arg: "B" }, () => k.dense.gemm(C, A, other.matrix("f32", 4, 5)));
  refuses(b, "C foreign", { code: "foreign", arg: "C" }, () => k.dense.gemm(other.matrix("f32", 3, 5), A, B));
  refuses(b, "bias foreign", { code: "foreign", arg: "bias" }, () => k.dense.gemm(C, A, B, { bias: other.vector("f32", 5) }));
  refuses(b, "packed foreign", { code: "foreign", arg: "B" }, () => k.dense.gemm(C, A, other.dense.pack(other.matrix("f32", 4, 5))));
  other.free();
}

/** With the instance gone every operand is gone. */
function afterFree(variant: Flavour): void {
  const k = loadSync({ variant });
  const [A, B, C] = [k.matrix("f32", 3, 4), k.matrix("f32", 4, 5), k.matrix("f32", 3, 5)];
  k.free();
  k.free();
  throws(() => k.dense.gemm(C, A, B), { code: "freed", base: ReferenceError }, "gemm after k.free()");
  throws(() => C.view, { code: "freed", base: ReferenceError }, "view after k.free()");
  equal(C.freed, true, "C.freed");
  C.free();
}

const all: Record<string, (b: Bench) => void> = { shapes, dtypes, options, "freed operands": freed, "foreign operands": foreign };

export const suite: Suite = {
  name: "dense.gemm.errors",
  cases: flavours().flatMap((variant) => [
    ...Object.entries(all).map(([name, body]) => test(`${variant} ${name}`, () => bench(variant, body))),
    test(`${variant} after k.free()`, () => afterFree(variant)),
  ]),
};
