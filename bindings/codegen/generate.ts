import { choice, options } from "../check.js";
import { DtypeError, OptionError, UnsupportedError } from "../errors.js";
import type { Scheme, StraightLine } from "../flip/types.js";
import { fractionOf, lineOf } from "../straightline.js";
import { type Binaryen, Lanes } from "./builder.js";
import { leaf } from "./leaf.js";
import { map } from "./maps.js";
import { multiply, workspace } from "./multiply.js";
import type { CodegenDtype, Compiler, GenerateOptions, Generated } from "./types.js";

const DTYPES: readonly CodegenDtype[] = ["f32", "f64", "i32"];
/** What each program may have of inputs, outputs and terms together: with that many its kernel stays within what engines take of locals (50 000) and of code. */
const MOST = 49152;
/** Passes over functions; those over the maps, which may be long, take time in proportion. */
const SHORT = ["precompute", "optimize-instructions", "simplify-locals", "vacuum", "merge-blocks", "coalesce-locals", "reorder-locals", "vacuum"], LONG = ["optimize-instructions", "reorder-locals", "vacuum"];

/** A WebAssembly module for one scheme: its three linear maps as straight-line SIMD kernels that read every block once, and a product around them.
 *
 *  Shapes    s: a general scheme n×m×p of rank r over ZT, Z or Q, or better a StraightLine of `flip.reduceAdditions`. Options: `dtype` (f32),
 *            `leaf` (own). The module imports `env.memory` and exports, with pointers in bytes and strides in elements,
 *            u(src, ld, dst, stride, rows, cols)  A as n×m blocks of rows×cols → r left factors, each rows×cols without gaps, `stride` apart;
 *            v(src, ld, dst, stride, rows, cols)  B as m×p blocks → r right factors;
 *            w(src, stride, dst, ld, rows, cols)  r products → C as n×p blocks;
 *            multiply(m, n, k, a, lda, b, ldb, c, ldc, ws, levels)  C (m×n) ← A (m×k)·B (k×n), any size, the scheme `levels` times over;
 *            workspace(m, n, k, levels)  bytes at ws, which is to be a multiple of 16; a number that may pass 2^32;
 *            leaf(m, n, k, a, lda, b, ldb, c, ldc, add, ws)  C ← A·B, or C + A·B where add is not 0. With leaf "import" it is the import `env.leaf`, of
 *            the same parameters; with "none" there are the maps alone. Outputs must not overlap inputs or ws. Pointers are unsigned.
 *  Effects   none outside the result; nothing runs. The module keeps no state and never grows the memory: sizes are the caller's to check.
 *  Cost      maps: `additions` a position; memory: every input read once, every output written once. `multiply` keeps all factors and products.
 *  Accuracy  f32, f64: sums are rounded in the order of the program, the same on every engine (no fused operations); coefficients n/d rounded once.
 *            i32 is exact modulo 2^32.
 *  Throws    DtypeError, ShapeError, OptionError; UnsupportedError for structured targets, for rings Z2 and Z3 (lift first), and for a map of more than 49152 inputs,
 *            outputs and terms together.
 *  Source    Strassen 1969; binaryen does the encoding.
 *  @example
 *  import binaryen from "binaryen";
 *  import { loadSync } from "lanewise";
 *  import { generate } from "lanewise/codegen";
 *  const strassen = { shape: [2, 2, 2], ring: "ZT",
 *    u: [1, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, -1, 0, 1, 0, 0, 1, 0, -1],
 *    v: [1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, -1, -1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1],
 *    w: [1, 0, 0, 1, 0, 1, 0, -1, 0, 0, 1, 1, 1, 1, 0, 0, -1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0] };
 *  const { wasm, additions } = generate(binaryen, loadSync().flip.reduceAdditions(strassen), { dtype: "f64" });
 *  const memory = new WebAssembly.Memory({ initial: 1 }), x = new Float64Array(memory.buffer);
 *  const { multiply, workspace } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { memory } }).exports;
 *  x.set([1, 2, 3, 4, 5, 6, 7, 8]);
 *  multiply(2, 2, 2, 0, 2, 32, 2, 64, 2, 96, 1);
 *  console.log(additions, workspace(2, 2, 2, 1) < 65536 - 96, x.slice(8, 12)); // 18 true Float64Array(4) [ 19, 22, 43, 50 ] */
export function generate(binaryen: Compiler, s: Scheme | StraightLine, o?: GenerateOptions): Generated {
  const op = "codegen.generate", known = options(op, o, ["dtype", "leaf"]), b = binaryen as Binaryen;
  const noCompiler = (): DtypeError => new DtypeError(op, "binaryen", `binaryen is no compiler, expected what import binaryen from "binaryen" gives`);
  if (typeof (binaryen as Compiler | undefined)?.Module !== "function") throw noCompiler();
  const dtype = choice(op, "dtype", known?.dtype, DTYPES, "f32"), who = choice(op, "leaf", known?.leaf, ["own", "import", "none"], "own");
  const { scheme, additions, u, v, w } = lineOf(op, "s", s, MOST), { shape, ring, rank, target } = scheme, [n, m, p] = shape;
  if (target !== undefined) throw new UnsupportedError(op, "s", `s.target is "${target}", expected a general product`);
  if (ring === "Z2" || ring === "Z3") throw new UnsupportedError(op, "s", `s.ring is ${ring}, expected ZT, Z or Q: flip.lift brings a scheme there`);
  const broken = [u, v, w].flatMap(({ steps }) => steps).flatMap(({ terms }) => terms).find(({ coefficient: c }) => !Number.isInteger(c));
  if (dtype === "i32" && broken) throw new OptionError(op, "dtype", `dtype is i32, but s has the coefficient ${fractionOf(broken.coefficient)?.join("/")}`);

  const module = new b.Module(), lanes = new Lanes(module, dtype);
  if (typeof (module as { dispose?: unknown }).dispose !== "function" || b.Features === undefined) throw noCompiler();
  try {
    module.setFeatures(b.Features.SIMD128);
    // Set first: an import alone would ask for a memory that has a maximum.
    module.setMemory(0, -1);
    module.addMemoryImport("0", "env", "memory");
    const kernels = [map(b, module, lanes, "u", dtype, u, n, m), map(b, module, lanes, "v", dtype, v, m, p), map(b, module, lanes, "w", dtype, w, n, p)];
    if (who === "own") leaf(b, module, lanes, dtype);
    if (who === "import") module.addFunctionImport("leaf", "env", "leaf", b.createType(new Array<number>(11).fill(b.i32)), b.none);
    if (who !== "none") {
      workspace(b, module, lanes, shape, rank);
      multiply(b, module, lanes, shape, rank);
    }
    if (!module.validate()) throw new Error(`${op}: the module made is not valid`);
    for (let i = 0; i < module.getNumFunctions(); i++) {
      const ref = module.getFunctionByIndex(i), { name, module: from } = b.getFunctionInfo(ref);
      if (from === "") module.runPassesOnFunction(ref, kernels.includes(name) ? LONG : SHORT);
    }
    const wasm = module.emitBinary();
    const names = ["u", "v", "w", ...(who === "none" ? [] : ["multiply", "workspace"]), ...(who === "own" ? ["leaf"] : [])];
    return Object.freeze({ wasm, dtype, shape, rank, additions, exports: Object.freeze(names), wat: () => text(b, wasm) });
  } finally {
    module.dispose();
  }
}

function text(b: Binaryen, wasm: Uint8Array): string {
  const module = b.readBinary(wasm);
  try { return module.emitText(); } finally { module.dispose(); }
}
