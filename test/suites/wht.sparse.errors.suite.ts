// What wht.sparse refuses, what it asks of a query, and that nothing stays allocated whatever the query does.
import { type ErrorCode, type Kernels, loadSync, type SampleQuery, type Scope } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { Random } from "../helpers/random.js";
import { judge, query, signal, spectrumOf, spread } from "../helpers/wht.sparse.js";
import { equal, fail, ok, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope) => void;
const OP = "wht.sparse";

function refuses(k: Kernels, what: string, code: ErrorCode, arg: string, input: unknown, o: unknown, message?: string | RegExp): void {
  const { used, handles } = k.memory();
  throws(() => loose(k.wht.sparse)(input, o), { op: OP, code, arg, ...(message !== undefined && { message }) }, what);
  equal(k.memory().used, used, `${what}: memory used`);
  equal(k.memory().handles, handles, `${what}: handles`);
}

const options: Body = (k) => {
  const never: SampleQuery = () => fail("the query was called");
  const no = (arg: string, o: object, message?: string | RegExp): void => refuses(k, JSON.stringify(o), "option", arg, never, { n: 10, sparsity: 4, ...o }, message);
  no("n", { n: undefined });
  for (const n of [-1, 65, 2.5, NaN, "10"]) no("n", { n });
  for (const sparsity of [undefined, -1, 1025, 1.5, NaN]) no("sparsity", { sparsity });
  for (const groups of [0, 65, 1.5]) no("groups", { groups });
  no("bins", { bins: 100 }, "wht.sparse: bins is 100, expected a power of two from 1 to 2^10 (n is 10)");
  for (const bins of [0, 2048, 0.5, -4, NaN, "16"]) no("bins", { bins });
  for (const noise of [-1, NaN, Infinity, "guess"]) no("noise", { noise });
  no("offsets", { offsets: "best" });
  for (const repeats of [0, 65, 1.5]) no("repeats", { repeats });
  no("repeats", { repeats: 9, offsets: "so" });
  for (const gamma of [-0.5, NaN, Infinity]) no("gamma", { gamma });
  no("hash", { hash: "crc" });
  for (const rounds of [0, 2.5]) no("rounds", { rounds });
  for (const seed of [-1, 0.5, 2 ** 53]) no("seed", { seed });
  no("K", { K: 4 }, /^wht\.sparse: unknown option K, expected one of n, sparsity, /);
  no("bins", { n: 40, sparsity: 2 ** 20, bins: 2 ** 26, groups: 60 });
  no("sparsity", { n: 60, sparsity: 2 ** 30 });
  refuses(k, "no options", "option", "n", never, undefined);
  refuses(k, "null options", "option", "options", never, null);
};

const inputs: Body = (k, s) => {
  const o = { n: 4, sparsity: 1 }, other = loadSync();
  refuses(k, "length", "shape", "x", s.vector("f64", 15), o, "wht.sparse: x.length is 15, expected 16 (n is 4)");
  for (const wrong of [new Float64Array(16), null, undefined, s.matrix("f64", 4, 4), s.vector("i32", 16)]) refuses(k, String(wrong), "dtype", "x", wrong, o);
  const foreign = other.vector("f64", 16), freed = k.vector("f64", 16);
  freed.free();
  refuses(k, "foreign", "foreign", "x", foreign, o);
  refuses(k, "freed", "freed", "x", freed, o);
  other.free();
  for (const dtype of ["f32", "f64"] as const) for (const bad of [NaN, Infinity, -Infinity]) {
    refuses(k, `${bad} in a vector`, "not-finite", "x", s.vector(dtype, [1, 1, 1, bad]), { n: 2, sparsity: 4 }, `wht.sparse: x[3] is ${bad}, expected a finite number`);
  }
};

const bad: Body = (k) => {
  for (const o of [{ n: 20, sparsity: 30 }, { n: 40, sparsity: 30, offsets: "so" }] as const) {
    let asked: number[] = [];
    const at = 77, words = o.n > 32 ? 2 : 1;
    const broken: SampleQuery = (indices, out) => { asked = [...indices]; out.fill(1); out[at] = NaN; };
    const { used } = k.memory();
    const e = throws(() => k.wht.sparse(broken, o), { op: OP, code: "not-finite", arg: "x" }, "NaN from a query");
    equal((e as unknown as { position: number }).position, (asked[words * at] as number) + (words === 2 ? (asked[words * at + 1] as number) * 2 ** 32 : 0), "position");
    equal(k.memory().used, used, "memory used");
  }
  const { used, handles } = k.memory(), mine = new Error("mine");
  try {
    k.wht.sparse(() => { throw mine; }, { n: 20, sparsity: 30 });
    fail("the error of the query was swallowed");
  } catch (e) {
    ok(e === mine, "the error of the query comes through");
  }
  equal(k.memory().used, used, "memory used after a throw");
  equal(k.memory().handles, handles, "handles after a throw");
};

/** A query that multiplies matrices, allocates and frees, transforms sparsely itself, and makes memory grow. */
const busy: Body = (k, s) => {
  const X = spectrumOf(new Random(4), 20, 100, spread), x = signal(X), seen = new Set<number>();
  const inner = spectrumOf(new Random(5), 12, 5, spread);
  let calls = 0, total = 0, capacity = k.memory().capacity;
  const got = k.wht.sparse((indices, out) => {
    calls++;
    total += indices.length;
    ok(indices.length <= 65536 && indices.length === out.length, `a batch of ${indices.length}`);
    for (const m of indices) seen.add(m);
    const before = k.memory().used, held = s.vector("f64", capacity / 8).set(new Float64Array(capacity / 8).fill(NaN));
    ok(k.memory().capacity > capacity, "memory has grown");
    capacity = k.memory().capacity;
    const A = s.matrix("f64", 40, 40, new Float64Array(1600).fill(1));
    k.dense.gemm(s.matrix("f64", 40, 40), A, A);
    ok(judge(k.wht.sparse(query(signal(inner)), { n: 12, sparsity: 5 }), inner).full, "a transform within");
    held.free();
    ok(k.memory().used > before, "used");
    query(x)(indices, out);
  }, { n: 20, sparsity: 100, offsets: "nso", repeats: 6, bins: 256 });
  const v = judge(got, X);
  ok(v.full && got.complete && v.error < 1e-8, `${v.hits} of 100 found, ${v.wrong} others`);
  ok(calls >= 2, "more than one batch");
  equal(seen.size, total, "every index is asked once");
  equal(seen.size, got.samples, "samples");
};

const gone: Body = () => {
  const k = loadSync();
  throws(() => k.wht.sparse((_, out) => { out.fill(1); k.free(); }, { n: 16, sparsity: 2 }), { op: OP, code: "freed" }, "the instance freed under way");
  throws(() => k.wht.sparse((_, out) => { out.fill(1); }, { n: 16, sparsity: 2 }), { op: OP, code: "freed" }, "after free");
};

const limited: Body = () => {
  const k = loadSync({ max: 4 << 20 }), { used } = k.memory();
  throws(() => k.wht.sparse((_, out) => { out.fill(1); }, { n: 40, sparsity: 20000 }), { op: OP, code: "capacity" }, "no room");
  equal(k.memory().used, used, "memory used");
  k.free();
};

const all: Record<string, Body> = { "options": options, "inputs": inputs, "samples that are not finite, queries that throw": bad, "a query that uses the instance": busy, "a freed instance": gone, "no room": limited };

export const suite: Suite = {
  name: "wht.sparse errors",
  cases: flavours().flatMap((variant) => Object.entries(all).map(([name, body]) => test(`${variant} ${name}`, () => withKernels(variant, body)))),
};
