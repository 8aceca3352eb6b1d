// Walsh–Hadamard transforms of npy files; with --sparse, wht_sparse.ts.
import { loadSync } from "../index.js";
import type { Arrays, Kernels, Scope, WhtDtype, WhtMatrix, WhtOperand, WhtOptions } from "../index.js";
import { formatNpy } from "../io/index.js";
import { choice, numberOr, powerOfTwo } from "./choices.js";
import { JSON_OPTION, UsageError, VARIANT_OPTION, variantOf } from "./command.js";
import type { Args, Command, Output } from "./command.js";
import { writeWhole } from "./files.js";
import { readSignal, type Signal } from "./signal.js";
import { digits, table } from "./table.js";
import { SPARSE_OPTIONS, sparse } from "./wht_sparse.js";

/** What to do to it; `plane`: rows and columns. */
interface Task { readonly options: WhtOptions; readonly inverse: boolean; readonly plane: boolean }

const DENSE_OPTIONS: Command["options"] = {
  order: { value: "natural|dyadic|sequency", help: "order of the coefficients (default natural)" },
  scale: { value: "none|ortho|mean|x", help: "factor: 1 (default), 1/√n, 1/n or a number; f32 and f64 only" },
  inverse: { help: "the inverse of the transform that the other options say" },
  axis: { value: "rows|cols", help: "two axes: transform every row (default) or every column" },
  "2d": { help: "two axes: transform rows and columns" },
  block: { value: "N", help: "transform every N elements on their own, a power of two" },
};

/** Coefficients that are printed. */
const LARGEST = 10;

export const wht: Command = {
  name: "wht",
  usage: "x.npy [-o X.npy] [--order O] [--scale S] [--inverse] [--axis A | --2d] [--block N] | x.npy --sparse K [--noise s] [-o X.npy] …",
  summary: "the Walsh–Hadamard transform of an npy file of f32, f64, i32 or i16, or the few coefficients of a sparse one",
  options: {
    output: { short: "o", value: "X.npy", help: "where the answer goes, replaced only when it is complete; without it the largest coefficients are printed" },
    ...DENSE_OPTIONS,
    ...SPARSE_OPTIONS,
    variant: VARIANT_OPTION,
    json: JSON_OPTION,
  },
  run(args, out) {
    const [file, ...more] = args.positionals;
    if (file === undefined) throw new UsageError("x is missing, expected x.npy");
    if (more.length > 0) throw new UsageError(`argument ${JSON.stringify(more[0])} is unexpected, x is given`);
    const given = (options: Command["options"]): string | undefined => Object.keys(options).find((name) => args.flag(name) || args.text(name) !== undefined);
    const isSparse = args.text("sparse") !== undefined;
    const misplaced = given(isSparse ? DENSE_OPTIONS : SPARSE_OPTIONS);
    if (misplaced !== undefined) throw new UsageError(isSparse ? `--${misplaced} does not go with --sparse` : `--${misplaced} is for --sparse K`);
    return isSparse ? sparse(args, out, () => readSignal(file)) : dense(args, out, file);
  },
};

function dense(args: Args, out: Output, file: string): boolean {
  const order = choice(args, "order", ["natural", "dyadic", "sequency"]) ?? "natural";
  const scale = numberOr(args, "scale", ["none", "ortho", "mean"]) ?? "none";
  const axis = choice(args, "axis", ["rows", "cols"]);
  const block = powerOfTwo(args, "block");
  const plane = args.flag("2d"), inverse = args.flag("inverse");
  if (plane && axis !== undefined) throw new UsageError("--axis does not go with --2d, which transforms both");
  if (inverse && scale === 0) throw new UsageError("--scale is 0, which has no inverse");
  const variant = variantOf(args);
  const x = readSignal(file);
  const only = plane ? "2d" : axis === undefined ? undefined : "axis";
  if (only !== undefined && x.shape.length !== 2) throw new UsageError(`--${only} is for two axes, and x has shape (${x.shape.join(", ")})`);
  if (scale !== "none" && (x.dtype === "i32" || x.dtype === "i16")) throw new UsageError(`--scale is for f32 and f64, and x is ${x.dtype}`);

  const k = loadSync(variant);
  const task = { plane, inverse, options: { order, scale, ...(axis !== undefined && { axis }), ...(block !== undefined && { block }) } };
  const { data, ms } = k.scope((s) => transform(k, s, x, task));
  k.free();
  const said = { file, dtype: x.dtype, shape: x.shape, ...task.options, inverse, "2d": plane, variant: k.variant, ms };
  const output = args.text("output");
  if (output !== undefined) writeWhole("X", output, formatNpy(data, x.shape));
  if (args.flag("json")) {
    out.line(JSON.stringify(output === undefined ? said : { ...said, output }));
    if (output === undefined) for (const one of largest(data, x)) out.line(JSON.stringify(one));
    return true;
  }
  const what = `${x.dtype} ${x.shape.join("×")}, ${inverse ? "inverse, " : ""}${order} order, scale ${scale}, ${ms.toFixed(2)} ms (${k.variant})`;
  out.line(`${output ?? file}: ${what}`);
  if (output === undefined) out.line(summary(data, x));
  return true;
}

function transform(k: Kernels, s: Scope, { dtype, data, shape, rows, cols }: Signal, { options, inverse, plane }: Task): { data: Arrays[WhtDtype]; ms: number } {
  const x = (shape.length === 2 ? s.matrix<WhtDtype>(dtype, rows, cols, data) : s.vector<WhtDtype>(dtype, data)) as WhtOperand;
  const start = performance.now();
  if (plane && inverse) {
    // A factor counts once, the named scales along each axis.
    k.wht.ifwht(x, { ...options, axis: "rows" });
    k.wht.ifwht(x, { ...options, axis: "cols", ...(typeof options.scale === "number" && { scale: "none" }) });
  } else if (plane) k.wht.fwht2d(x as WhtMatrix, options);
  else k.wht[inverse ? "ifwht" : "fwht"](x, options);
  return { ms: performance.now() - start, data: x.copy() };
}

interface Coefficient { readonly row?: number; readonly index: number; readonly value: number; readonly share: number }

/** The entries of largest absolute value, NaN first; `share` is a square's part of the sum of squares. */
function largest(data: Arrays[WhtDtype], { shape, cols }: Signal): Coefficient[] {
  const size = (at: number): number => (Number.isNaN(data[at]) ? Infinity : Math.abs(data[at] as number));
  const top: number[] = [];
  let energy = 0;
  for (let at = 0; at < data.length; at++) {
    energy += (data[at] as number) ** 2;
    if (top.length === LARGEST && size(at) <= size(top[LARGEST - 1] as number)) continue;
    const place = top.findIndex((other) => size(other) < size(at));
    top.splice(place < 0 ? top.length : place, 0, at);
    if (top.length > LARGEST) top.pop();
  }
  return top.map((at) => {
    const value = data[at] as number, where = shape.length === 2 ? { row: Math.floor(at / cols), index: at % cols } : { index: at };
    return { ...where, value, share: energy === 0 ? 0 : value ** 2 / energy };
  });
}

function summary(data: Arrays[WhtDtype], x: Signal): string {
  const plane = x.shape.length === 2;
  const rows = largest(data, x).map(({ row, index, value, share }) => [...(plane ? [String(row)] : []), String(index), digits(value), `${(100 * share).toFixed(2)} %`]);
  return table([[...(plane ? ["row"] : []), plane ? "column" : "index", "value", "energy"], ...rows], [0, 1, 2, 3]);
}
