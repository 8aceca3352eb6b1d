// `lanewise wht x.npy --sparse K`: the few coefficients, from few of the samples.
import { loadSync } from "../index.js";
import type { SparseSpectrum, SparseWhtOptions } from "../index.js";
import { formatNpy } from "../io/index.js";
import { choice, numberOr, powerOfTwo, whole } from "./choices.js";
import { Failure, UsageError, variantOf } from "./command.js";
import type { Args, Command, Output } from "./command.js";
import { writeWhole } from "./files.js";
import type { Signal } from "./signal.js";
import { digits, table } from "./table.js";

export const SPARSE_OPTIONS: Command["options"] = {
  sparse: { value: "K", help: "x = Σ X[k]·(−1)^⟨k,m⟩ with about K terms: find them; -o writes K×2 f64, index and value. Exit 1 where some stay unresolved" },
  noise: { value: "s|estimate", help: "standard deviation of the noise of a sample (default 0)" },
  offsets: { value: "noiseless|nso|so", help: "how samples are chosen (default noiseless without noise, else nso)" },
  bins: { value: "B", help: "bins of a group, a power of two" },
  groups: { value: "C", help: "groups of bins (default 3)" },
  repeats: { value: "R", help: "random offsets under noise (default 4)" },
  seed: { value: "S", help: "of what is random (default 0)" },
};

/** Lines printed; -o and --json give all. */
const PRINTED = 100;

interface Term { readonly index: number; readonly value: number }

/** Returns whether everything was resolved. The options are read before the file is. */
export function sparse(args: Args, out: Output, read: () => Signal): boolean {
  const options = given(args);
  const variant = variantOf(args);
  const x = read();
  const n = Math.log2(x.data.length);
  if (x.shape.length !== 1) throw new Failure(`x (${x.file}) has shape (${x.shape.join(", ")}), expected one axis`);
  if (!Number.isInteger(n)) throw new Failure(`x (${x.file}) has ${x.data.length} elements, expected a power of two`);

  const k = loadSync(variant);
  const { found, ms } = k.scope((s) => {
    const vector = x.dtype === "f32" ? s.vector("f32", x.data) : s.vector("f64", x.data);
    const start = performance.now();
    return { found: k.wht.sparse(vector, { n, ...options }), ms: performance.now() - start };
  });
  k.free();
  const terms = termsOf(found);
  const output = args.text("output");
  if (output !== undefined) writeWhole("X", output, formatNpy(Float64Array.from(terms.flatMap(({ index, value }) => [index, value])), [terms.length, 2]));
  const { samples, complete, unresolved, rounds } = found;
  const share = samples / x.data.length;
  if (args.flag("json")) {
    out.line(JSON.stringify({ file: x.file, dtype: x.dtype, n, ...options, coefficients: terms.length, samples, share, complete, unresolved, rounds, variant: k.variant, ms, ...(output !== undefined && { output }) }));
    if (output === undefined) for (const term of terms) out.line(JSON.stringify(term));
    return complete;
  }
  const resolved = complete ? "complete" : `incomplete, ${unresolved} bins unresolved`;
  out.line(`${output ?? x.file}: ${terms.length} coefficients of ${x.data.length}, ${samples} samples (${(100 * share).toPrecision(3)} %), ${resolved}, ${ms.toFixed(2)} ms (${k.variant})`);
  if (output === undefined) out.line(listed(terms));
  return complete;
}

function given(args: Args): Omit<SparseWhtOptions, "n"> {
  const sparsity = whole(args, "sparse", 0) as number;
  const noise = numberOr(args, "noise", ["estimate"]);
  if (typeof noise === "number" && noise < 0) throw new UsageError(`--noise is ${noise}, expected estimate or a number of at least 0`);
  const offsets = choice(args, "offsets", ["noiseless", "nso", "so"]);
  const bins = powerOfTwo(args, "bins");
  const groups = whole(args, "groups", 1);
  const repeats = whole(args, "repeats", 1);
  const seed = whole(args, "seed", 0);
  return {
    sparsity, ...(noise !== undefined && { noise }), ...(offsets !== undefined && { offsets }), ...(bins !== undefined && { bins }),
    ...(groups !== undefined && { groups }), ...(repeats !== undefined && { repeats }), ...(seed !== undefined && { seed }),
  };
}

/** The largest first. A file has fewer than 2^32 elements, so an index is one word. */
function termsOf({ indices, values }: SparseSpectrum): Term[] {
  return Array.from(values, (value, i) => ({ index: indices[i] as number, value })).sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.index - b.index);
}

function listed(terms: readonly Term[]): string {
  const rows = terms.slice(0, PRINTED).map(({ index, value }) => [String(index), digits(value)]);
  const rest = terms.length > PRINTED ? `\n${terms.length - PRINTED} more: -o writes all` : "";
  return table([["index", "value"], ...rows], [0, 1]) + rest;
}
