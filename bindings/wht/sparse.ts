// The sparse Walsh–Hadamard transform: few samples in, the spectrum out.
import type { RawExports } from "../abi.js";
import * as check from "../check.js";
import { FLOATS } from "../context.js";
import { NonFiniteError, ShapeError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import type { Vector } from "../types.js";
import type { WhtContext } from "./context.js";
import { sparsePlan, type SparsePlan } from "./sparse_plan.js";
import { ask, part, words } from "./sparse_query.js";
import type { SampleQuery, SparseSpectrum, SparseWhtOptions } from "./types.js";

const OP = "wht.sparse";

/** Rounding of samples relative to their root mean square, with room for how they were computed: below that there is nothing to find. */
const FLOOR = { f32: 2 ** -20, f64: 2 ** -40 };

/** The spectrum of a signal that has few coefficients, from few samples: X with x[m] = Σ_k X[k]·(−1)^⟨k, m⟩ + noise.     SparseFHT, SPRIGHT.
 *
 *  Shapes    x: a vector of length 2^n, or a function that fills `out` with x at `indices`. It is called with at most 65536 indices at a time, every one
 *            asked once; the arrays are plain copies for the time of the call. n up to 64 (a vector: what memory holds). For n > 32 an index is two
 *            words, low word first, in `indices` of the result too. Coefficients come in ascending order of index.
 *  Options   n; sparsity, about the number of coefficients; noise, the standard deviation of a sample (default 0) or "estimate"; offsets "noiseless"
 *            (default if noise is 0), "nso" (default else), "so"; groups (3); bins, a power of two (by sparsity); repeats (nso 4, so 1); gamma, how far
 *            above its mean noise energy may go (by the χ² tail); hash "random" or "identity"; rounds (32); seed (0).
 *  Effects   none: scratch is freed also when the function throws, and the function may use this instance.
 *  Cost      samples: groups·bins·P at most, P = n − log₂ bins + 1 (noiseless), repeats·(n + 1) (nso), 13·repeats·(n − log₂ bins + 1)/8 (so); time
 *            O(samples·log bins) and, for each coefficient, O(groups·P). Where that would be 2^n samples or more, the default is the dense transform.
 *  Accuracy  values are least squares over the bins of all groups: standard deviation about noise/√(groups·bins·P); without noise, to rounding. `complete`
 *            says that all samples taken are explained up to noise; what is not shows in `unresolved`, the number of bins left over. The same
 *            seed gives the same bits on every engine and in every variant.
 *  Throws    DtypeError, ShapeError, FreedError, OptionError ("option", "foreign"), NonFiniteError, CapacityError, and what the function throws.
 *  Source    Scheibler, Haghighatshoar & Vetterli 2015; Li, Bradley, Pawar & Ramchandran 2015 (arXiv 1508.06336).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const odd = (w) => { let p = 0; for (; w !== 0; w &= w - 1) p ^= 1; return p; };
 *  const x = (m) => 5 * (-1) ** odd(m & 12345) - 2 * (-1) ** odd(m & 99999); // two coefficients among 2^20
 *  const s = k.wht.sparse((indices, out) => { for (let i = 0; i < out.length; i++) out[i] = x(indices[i]); }, { n: 20, sparsity: 2 });
 *  console.log([...s.indices].join(), [...s.values].join(), s.complete, s.samples < 500); // 12345,99999 5,-2 true true */
export function sparse(ctx: WhtContext, input: Vector<"f32"> | Vector<"f64"> | SampleQuery, o: SparseWhtOptions): SparseSpectrum {
  const { arena, raw } = ctx;
  arena.open(OP);
  const x = typeof input === "function" ? undefined : check.vector(OP, "x", input, arena, FLOATS);
  const plan = sparsePlan(raw, OP, o);
  if (x !== undefined && x.length !== 2 ** plan.n) throw new ShapeError(OP, "x", `x.length is ${x.length}, expected ${2 ** plan.n} (n is ${plan.n})`);
  const { n, b, groups, width, front, repeats, identity, seed } = plan;
  const query = x === undefined ? 1 : 0;
  const block = arena.block(OP, raw.wht_sparse_workspace(n, b, groups, width, query));
  try {
    const ws = block.ptr;
    raw.wht_sparse_plan(ws, n, b, groups, front, repeats, identity, seed, query);
    const samples = raw.wht_sparse_list(ws, query);
    let largest: number;
    if (x === undefined) {
      ask(OP, block, input as SampleQuery, n, samples, raw.wht_sparse_list_at(ws), raw.wht_sparse_answers_at(ws));
      largest = raw.wht_sparse_scatter(ws);
    } else {
      largest = (x.dtype === "f32" ? raw.wht_sparse_gather_f32 : raw.wht_sparse_gather_f64)(ws, x.ptr);
      if (Number.isNaN(largest)) refuse(x.view);
    }
    return recover(raw, block, plan, samples, largest, FLOOR[x?.dtype ?? "f64"]);
  } finally {
    arena.release(block);
  }
}

/** A power of two that brings the largest sample near 1: its squares neither overflow nor vanish. Exact, so it leaves no trace in the values. */
function scaleFor(largest: number): number {
  return largest === 0 ? 1 : 2 ** -Math.max(-1000, Math.min(1000, Math.ceil(Math.log2(largest))));
}

function recover(raw: RawExports, block: Block, plan: SparsePlan, samples: number, largest: number, floor: number): SparseSpectrum {
  const { n, sparsity, sigma, gamma, rounds } = plan;
  const ws = block.ptr;
  const scale = scaleFor(largest);
  const count = raw.wht_sparse_recover(ws, scale, sparsity, sigma * scale, floor, gamma, rounds);
  const indices = words(part(block, "u32", raw.wht_sparse_keys_at(ws), 2 * count), 0, count, n);
  const values = part(block, "f64", raw.wht_sparse_values_at(ws), count).copy().map((v) => v / scale);
  const unresolved = raw.wht_sparse_unresolved(ws);
  return { n, indices, values, samples, complete: unresolved === 0, unresolved, rounds: raw.wht_sparse_rounds(ws) };
}

function refuse(x: Float32Array | Float64Array): never {
  const position = x.findIndex((v) => !Number.isFinite(v));
  throw new NonFiniteError(OP, "x", `x[${position}] is ${x[position]}, expected a finite number`, position);
}
