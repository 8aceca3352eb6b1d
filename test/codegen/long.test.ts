// Programs of many steps: chains and sums of twenty thousand terms, random ones whose values live short and long, and the limit.
import binaryen from "binaryen";
import type { LinearProgram, Scheme, StraightLine } from "lanewise";
import { generate } from "lanewise/codegen";
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";

type Step = LinearProgram["steps"][number];
type Call = (...values: number[]) => number;
const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));

const step = (out: number, ...terms: readonly (readonly [number, number])[]): Step => ({ out, terms: terms.map(([index, coefficient]) => ({ index, coefficient })) });
/** a1·b1 + a2·b2: u and v are the identity, w the sum. */
const scheme: Scheme = { shape: [1, 2, 1], ring: "Z", rank: 2, u: Int32Array.of(1, 0, 0, 1), v: Int32Array.of(1, 0, 0, 1), w: Int32Array.of(1, 1) };
const identity: LinearProgram = { inputs: 2, outputs: 2, steps: [step(0, [0, 1]), step(1, [1, 1])] };
const total: LinearProgram = { inputs: 2, outputs: 1, steps: [step(0, [0, 1], [1, 1])] };
const line = (parts: Partial<StraightLine>): StraightLine => ({ scheme, additions: 0, u: identity, v: identity, w: total, ...parts });

/** The first input plus and minus the second, again and again; its outputs are the inputs. `each`: every step is a value of its own, else all are one sum. */
function chain(length: number, each: boolean): LinearProgram {
  const signs = Array.from({ length }, (_, j) => [1, j % 2 === 0 ? 1 : -1] as const);
  if (!each) return { inputs: 2, outputs: 2, steps: [step(0, [0, 1], ...signs), step(1, [1, 1])] };
  return { inputs: 2, outputs: 2, steps: [...signs.map((sign, j) => step(j === length - 1 ? 0 : -1, [j === 0 ? 0 : 1 + j, 1], sign)), step(1, [1, 1])] };
}

/** Random sums of earlier values, of any age and used any number of times; the last of them is brought back to the inputs. */
function tangle(random: Random, length: number): LinearProgram {
  const values: (readonly [number, number])[] = [[1, 0], [0, 1]], steps: Step[] = [];
  while (steps.length < length) {
    const terms = Array.from({ length: random.int(1, 5) }, () => [random.int(0, 3) === 0 ? random.int(0, values.length - 1) : Math.max(0, values.length - random.int(1, 40)), random.pick([1, 1, -1, -1, 2, -3])] as const);
    const made = [0, 1].map((x) => terms.reduce((sum, [i, c]) => sum + c * values[i]![x]!, 0)) as [number, number];
    if (made.some((x) => Math.abs(x) > 1000)) continue;
    steps.push(step(-1, ...terms));
    values.push(made);
  }
  const back = (out: number, index: number): Step => {
    const rest = [0, 1].map((x) => [x, Number(x === out) - values[index]![x]!] as const);
    return step(out, [index, 1], ...rest.filter(([, c]) => c !== 0));
  };
  steps.push(back(0, values.length - 1), back(1, values.length - 2));
  return { inputs: 2, outputs: 2, steps };
}

/** Rows of A times columns of B, 37 by 41: whole vectors and single elements of every map. */
function multiplies(s: StraightLine): void {
  const { wasm } = generate(binaryen, s, { dtype: "i32" }), memory = new WebAssembly.Memory({ initial: 16 }), x = new Int32Array(memory.buffer), random = new Random(seed);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm as BufferSource), { env: { memory } }), [m, k, n] = [37, 26, 41], b = m * k, c = b + k * n, ws = (c + m * n + 3) & ~3;
  for (let i = 0; i < c; i++) x[i] = random.int(-1000, 1000);
  (exports["multiply"] as Call)(m, n, k, 0, k, 4 * b, n, 4 * c, n, 4 * ws, 1);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let p = 0; p < k; p++) sum += x[i * k + p]! * x[b + p * n + j]!;
    if (x[c + i * n + j] !== sum) expect.fail(`C[${i}][${j}] is ${x[c + i * n + j]}, expected ${sum} (SEED=${seed})`);
  }
}

describe(`codegen: long programs (SEED=${seed})`, () => {
  it("a chain of 20000 steps", () => multiplies(line({ u: chain(20000, true) })));
  it("a sum of 20000 terms", () => multiplies(line({ u: chain(20000, false), v: chain(998, false) })));
  it.each([1, 10, 100, 3000])("random programs of %i steps", (length) => {
    const random = new Random(seed + length);
    for (let i = 0; i < (length < 1000 ? 10 : 1); i++) multiplies(line({ u: tangle(random, length), v: tangle(random, length) }));
  });
  it("the locals of a chain are few, and its code grows with its steps", () => {
    const { wasm, wat } = generate(binaryen, line({ u: chain(4000, true) }), { leaf: "none" });
    expect(wat().match(/\(local \$\d+ v128\)/g)!.length).toBeLessThan(16);
    expect(wasm.length).toBeLessThan(4000 * 16);
  });
  it("beyond the limit nothing is done", () => {
    const untouched = { ...binaryen, Module: class { constructor() { throw new Error("a module was begun"); } } }, u = chain(24600, true);
    expect(() => generate(untouched, line({ u }))).toThrow(expect.objectContaining({ code: "unsupported", op: "codegen.generate", arg: "s.u", message: "codegen.generate: s.u has 49205 inputs, outputs and terms, expected at most 49152" }) as Error);
    const rank = 49152, wide: Scheme = { shape: [1, 1, 1], ring: "Z", rank, u: new Int32Array(rank).fill(1), v: new Int32Array(rank).fill(1), w: Int32Array.from({ length: rank }, (_, q) => (q === 0 ? 1 : 0)) };
    expect(() => generate(untouched, wide)).toThrow(/^codegen\.generate: s\.u has 98305 inputs, outputs and terms, expected at most 49152$/);
  });
});
