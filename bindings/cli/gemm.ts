import { loadSync } from "../index.js";
import type { Float, Kernels } from "../index.js";
import { formatNpy } from "../io/index.js";
import { Failure, JSON_OPTION, UsageError, VARIANT_OPTION, variantOf } from "./command.js";
import type { Args, Command } from "./command.js";
import { readMatrix, writeWhole } from "./files.js";
import type { NpyMatrix } from "./files.js";

interface Task { readonly A: NpyMatrix; readonly B: NpyMatrix; readonly m: number; readonly n: number; readonly transA: boolean; readonly transB: boolean; readonly alpha: number }
interface Product { readonly dtype: string; readonly data: Float32Array | Float64Array | Int32Array; readonly ms: number }

export const gemm: Command = {
  name: "gemm",
  usage: "A.npy B.npy -o C.npy [--trans-a] [--trans-b] [--alpha x] [--variant V] [--json]",
  summary: "C = alpha·A·B of npy files: f32, f64, or exactly int8 (i8·i8, u8·i8) into i32",
  options: {
    output: { short: "o", value: "C.npy", help: "where C goes; replaced only when it is complete" },
    "trans-a": { help: "A transposed" },
    "trans-b": { help: "B transposed" },
    alpha: { value: "x", help: "factor, f32 and f64 only (default 1)" },
    variant: VARIANT_OPTION,
    json: JSON_OPTION,
  },
  run(args, out) {
    const { fileA, fileB, fileC } = files(args);
    const transA = args.flag("trans-a");
    const transB = args.flag("trans-b");
    const alpha = args.number("alpha", 1);
    const variant = variantOf(args);
    const A = readMatrix("A", fileA);
    const B = readMatrix("B", fileB);
    const m = transA ? A.cols : A.rows;
    const k = transA ? A.rows : A.cols;
    const n = transB ? B.rows : B.cols;
    const { field, got } = transB ? { field: "columns", got: B.cols } : { field: "rows", got: B.rows };
    if (got !== k) throw new Failure(`B (${fileB}) has ${got} ${field}, expected ${k} (A is ${A.rows}×${A.cols}, ${transA ? "" : "not "}transposed)`);

    const kernels = loadSync(variant);
    const { dtype, data, ms } = multiply(kernels, { A, B, m, n, transA, transB, alpha }, args);
    kernels.free();
    writeWhole("C", fileC, formatNpy(data, [m, n]));
    out.line(args.flag("json")
      ? JSON.stringify({ output: fileC, dtype, rows: m, cols: n, k, alpha, transA, transB, variant: kernels.variant, ms })
      : `${fileC}: ${dtype} ${m}×${n}, k = ${k}, ${ms.toFixed(2)} ms (${kernels.variant})`);
    return true;
  },
};

function files({ positionals, text }: Args): { fileA: string; fileB: string; fileC: string } {
  const [fileA, fileB, ...more] = positionals;
  const fileC = text("output");
  if (fileA === undefined) throw new UsageError("A is missing, expected A.npy B.npy -o C.npy");
  if (fileB === undefined) throw new UsageError("B is missing, expected A.npy B.npy -o C.npy");
  if (more.length > 0) throw new UsageError(`argument ${JSON.stringify(more[0])} is unexpected, A and B are given`);
  if (fileC === undefined) throw new UsageError("--output is missing, expected -o C.npy");
  return { fileA, fileB, fileC };
}

function multiply(k: Kernels, task: Task, args: Args): Product {
  const { A, B } = task;
  if (A.dtype === "f32" && B.dtype === "f32") return multiplyFloats(k, "f32", A.data, B.data, task);
  if (A.dtype === "f64" && B.dtype === "f64") return multiplyFloats(k, "f64", A.data, B.data, task);
  if ((A.dtype === "i8" || A.dtype === "u8") && B.dtype === "i8") {
    if (args.text("alpha") !== undefined) throw new UsageError(`--alpha is for f32 and f64, and A is ${A.dtype}`);
    return multiplyInt8(k, task);
  }
  throw new Failure(`A is ${A.dtype} and B is ${B.dtype}, expected both f32, both f64, or i8 or u8 with i8`);
}

function multiplyFloats<D extends Float>(k: Kernels, dtype: D, a: ArrayLike<number>, b: ArrayLike<number>, { A, B, m, n, transA, transB, alpha }: Task): Product {
  return k.scope((s) => {
    const left = s.matrix(dtype, A.rows, A.cols, a);
    const right = s.matrix(dtype, B.rows, B.cols, b);
    const product = s.matrix(dtype, m, n);
    const start = performance.now();
    k.dense.gemm(product, left, right, { alpha, transA, transB });
    return { dtype, ms: performance.now() - start, data: product.copy() };
  });
}

function multiplyInt8(k: Kernels, { A, B, m, n, transA, transB }: Task): Product {
  return k.scope((s) => {
    const left = A.dtype === "u8" ? s.matrix("u8", A.rows, A.cols, A.data) : s.matrix("i8", A.rows, A.cols, A.data as Int8Array);
    const right = s.matrix("i8", B.rows, B.cols, B.data as Int8Array);
    const product = s.matrix("i32", m, n);
    const start = performance.now();
    k.dense.gemmInt8(product, left, right, { transA, transB });
    return { dtype: "i32", ms: performance.now() - start, data: product.copy() };
  });
}
