// Engines through the public API: times against the slow reference, windows, the product, layers, refusals.
import { type GemmShape, type Kernels, type Scope, isKernelError, loadSync } from "lanewise";
import { gaussianInt8 } from "lanewise/gallery";
import { denseTimes, differences, encodings, kinds, pes, sliceTimes, slices } from "../helpers/bitmac.engine.js";
import { frozen, guarded } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { Random } from "../helpers/random.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope) => void;

/** Small numbers and zeros are as likely as large ones; −128 is there. */
function operand(random: Random, length: number): Int8Array {
  return Int8Array.from({ length }, () => (random.chance(0.2) ? 0 : random.chance(0.05) ? -128 : random.int(-128, 127) >> random.int(0, 7)));
}

function product(a: Int8Array, b: Int8Array, m: number, n: number, k: number): Int32Array {
  const c = new Int32Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) for (let p = 0; p < k; p++) c[i * n + j]! += a[i * k + p]! * b[p * n + j]!;
  return c;
}

const bitSlice: Body = (k, s) => {
  const random = new Random(61);
  for (const kind of slices) for (const encoding of encodings) for (const rule of ["rtl", "ideal"] as const) for (let turn = 0; turn < 7; turn++) {
    const [m, n] = [random.int(1, 14), random.int(1, 20)], depth = random.pick([1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 130]);
    const spec = { kind, encoding, rule, columns: random.int(1, 8), rows: random.int(1, 8) };
    const a = operand(random, m * depth), around = s.matrix("i8", m + 2, depth + 5, operand(random, (m + 2) * (depth + 5))), A = around.sub(1, 3, m, depth).set(a);
    const untouched = frozen("A and what is around it", around);
    const report = k.bitmac.engine(spec).run(A, s.matrix("i8", depth, n)), want = sliceTimes(spec, a, m, n, depth);
    same(differences(report, want), [], `${kind} ${encoding} ${rule} ${m}×${depth}×${n}, ${spec.columns} columns, ${spec.rows} rows`);
    equal(report.macs, m * n * depth, "macs");
    equal(report.partialProducts, want.digits * n, "partial products");
    untouched();
  }
};

/** Past the blocks of rows that are counted at once, and rows that are blocks of their own; groups go over the ends of blocks. */
const long: Body = (k, s) => {
  const random = new Random(64);
  for (const [m, depth, columns] of [[4300, 2, 7], [4097, 17, 32], [3, 140000, 2], [2, 262145, 1]] as const) {
    const spec = { kind: "opt4e", encoding: "ent", rule: "rtl", columns, rows: 3 } as const, a = operand(random, m * depth);
    const report = k.bitmac.engine(spec).run(s.matrix("i8", m, depth, a), s.matrix("i8", depth, 1)), want = sliceTimes(spec, a, m, 1, depth);
    same(differences(report, want), [], `${m}×${depth}`);
    const [layer] = k.bitmac.engine(spec).layers([{ name: "x", m, n: 1, k: depth }], { operands: () => a }).layers;
    same(differences(layer!, want), [], `${m}×${depth} as a layer`);
  }
};

const dense: Body = (k, s) => {
  const random = new Random(62);
  for (const kind of kinds) for (const pe of pes) for (let turn = 0; turn < 12; turn++) {
    const deep = kind === "cube" || kind === "adder-tree" || pe === "opt2";
    const spec = { kind, pe, encoding: "mbe" as const, m: random.int(1, 7), n: random.int(1, 7), k: deep ? random.int(1, 9) : 1 };
    const [m, n, depth] = [random.int(1, 20), random.int(1, 20), random.int(1, 40)];
    const report = k.bitmac.engine(spec).run(s.matrix("i8", m, depth), s.matrix("i8", depth, n));
    same(differences(report, denseTimes(spec, m, n, depth)), [], `${kind} ${pe} ${spec.m}×${spec.n}×${spec.k}: ${m}×${depth}×${n}`);
  }
};

const known: Body = (k, s) => {
  // The public RTL: an output-stationary array ends at (m − 1) + (n − 1) + k + 1; opt2's result (i, j) comes 8 + i + j after the first row.
  const cycles = (spec: Parameters<Kernels["bitmac"]["engine"]>[0], m: number, n: number, d: number): number => k.bitmac.engine(spec).run(s.matrix("i8", m, d), s.matrix("i8", d, n)).cycles;
  for (const pe of ["mac", "opt1"] as const) equal(cycles({ kind: "systolic-os", pe, m: 4, n: 4 }, 4, 4, 8), 15, `os ${pe}`);
  equal(cycles({ kind: "systolic-ws", pe: "opt2", m: 1, n: 4 }, 8, 4, 16), 32 + 8 + 7 + 3, "ws opt2");
  for (const pe of ["mac", "opt1"] as const) equal(cycles({ kind: "systolic-ws", pe, m: 16, n: 4 }, 8, 4, 16), 5 + 7 + 3 + 17, `ws ${pe}`);
  for (const pe of ["mac", "opt1"] as const) equal(cycles({ kind: "cube", pe, m: 8, n: 8, k: 8 }, 8, 8, 8), 7 + 7 + 8 + 1, `cube ${pe}`);
  // 91 is (1, 2, −1, −1) in EN-T and 124 (2, 0, −1, 0): all zeros cost a cycle for each position and window.
  const engine = k.bitmac.engine({ kind: "opt3", columns: 1 });
  const zero = engine.run(s.matrix("i8", 1, 9), s.matrix("i8", 9, 1));
  equal(zero.cycles, 4 * 3 + 4 + 1, "zeros");
  equal(zero.bubbleCycles, 12, "their bubbles");
  equal(zero.idealCycles, 0, "their ideal");
  equal(k.bitmac.engine({ kind: "opt3", columns: 1, rule: "ideal" }).run(s.matrix("i8", 1, 9), s.matrix("i8", 9, 1)).utilization.min, 1, "nothing waits for nothing");
  const two = engine.run(s.matrix("i8", 1, 2, [91, 124]), s.matrix("i8", 2, 1, [1, 1]));
  equal(two.partialProducts, 6, "digits of 91 and 124");
  equal(two.cycles, 1 + 2 + 1 + 2 + 4 + 1, "their cycles");
};

const products: Body = (k, s) => {
  const random = new Random(63);
  for (const spec of [{ kind: "opt4c", columns: 4 }, { kind: "cube", m: 2, n: 2, k: 4 }] as const) for (const [m, n, d] of [[1, 1, 1], [5, 7, 33], [17, 3, 64]] as const) {
    const a = operand(random, m * d), b = operand(random, d * n), C = guarded(s, "i32", m, n);
    k.bitmac.engine(spec).run(s.matrix("i8", m, d, a), s.matrix("i8", d, n, b), { C: C.matrix });
    same(C.matrix.copy(), product(a, b, m, n, d), "C");
    C.verify();
  }
};

const networks: Body = (k) => {
  const shapes: readonly GemmShape[] = [{ name: "first", m: 37, n: 40, k: 19 }, { name: "second", m: 5, n: 64, k: 5000, repeat: 3 }, { name: "third", m: 300, n: 1, k: 9 }];
  for (const spec of [{ kind: "opt4c", columns: 8 }, { kind: "opt4e", columns: 5, encoding: "naf" }, { kind: "systolic-ws", m: 4, n: 4 }] as const) {
    const engine = k.bitmac.engine(spec);
    for (const o of [{}, { seed: 7, sigma: 11 }] as const) {
      const drawn = engine.layers(shapes, o), { seed, sigma }: { seed?: number; sigma?: number } = { seed: 0, sigma: 24.27, ...o };
      const asked = engine.layers(shapes, { operands: (layer, i) => gaussianInt8(layer.m * layer.k, { seed: seed! + i, sigma: sigma! }) });
      drawn.layers.forEach((layer, i) => {
        equal(layer.name, shapes[i]!.name, "name");
        same(differences(asked.layers[i]!, layer), [], `${engine}: drawn and given`);
        equal(asked.layers[i]!.partialProducts, layer.partialProducts, "partial products");
        k.scope((s) => {
          const { m, n, k: d } = shapes[i]!;
          const A = s.matrix("i8", m, d, gaussianInt8(m * d, { seed: seed! + i, sigma: sigma! }));
          same(differences(engine.run(A, s.matrix("i8", d, n)), layer), [], `${engine}: run`);
        });
      });
    }
  }
  // Numbers that must not change: seed 0, sigma 24.27.
  const golden = k.bitmac.engine({ kind: "opt4c", columns: 32 }).layers([{ name: "a", m: 64, n: 32, k: 64 }, { name: "b", m: 64, n: 33, k: 64 }], { seed: 5 });
  same(golden.layers.flatMap((l) => [l.cycles, l.idealCycles, l.partialProducts]), GOLDEN, "golden");
  equal(k.memory().handles, 0, "handles");
};
const GOLDEN = [339, 308, 288800, 703, 650, 300894];

const views: Body = (k, s) => {
  const m = 40, d = 21, inside = s.vector("i8", m * d).set(gaussianInt8(m * d, { seed: 3 })), shape = { name: "x", m, n: 4, k: d };
  const engine = k.bitmac.engine({ kind: "opt3", columns: 7 });
  const free = engine.layers([shape], { operands: () => inside.copy() }), held = engine.layers([shape], { operands: () => inside.view });
  same(differences(held.layers[0]!, free.layers[0]!), [], "a view of the instance's own memory");
  // A callback that takes memory while the engine holds scratch.
  const grown = engine.layers([shape, shape], { operands: () => { s.matrix("f64", 300, 300); return inside.copy(); } });
  same(differences(grown.layers[1]!, free.layers[0]!), [], "memory grew");
};

/** What a callback does to its layer stays in the callback. */
const tampering: Body = (k, s) => {
  const engine = k.bitmac.engine({ kind: "opt4c", columns: 3 }), user = { name: "x", m: 2, n: 3, k: 4, note: "mine" }, beside = frozen("a matrix beside", s.matrix("i8", 200, 200, operand(new Random(9), 40000)));
  const want = engine.layers([user], { operands: () => new Int8Array(8).fill(3) });
  let seen: unknown;
  const got = engine.layers([user], { operands: (layer) => {
    seen = { ...layer };
    for (const [field, value] of [["m", 100], ["k", 10000], ["name", "y"], ["repeat", -5]] as const) ok(!Reflect.set(layer, field, value), `${field} is fixed`);
    Object.assign(user, { m: 100, k: 10000 });
    return new Int8Array(8).fill(3);
  } });
  equal(JSON.stringify(seen), JSON.stringify({ ...user, m: 2, k: 4, repeat: 1 }), "what the callback sees");
  same(JSON.stringify(got), JSON.stringify(want), "report");
  beside();
};

const specs: Body = (k) => {
  const texts: [Parameters<Kernels["bitmac"]["engine"]>[0], string][] = [
    [{ kind: "opt4c", columns: 32 }, "opt4c 32 columns x 32 rows, ent, rtl"], [{ kind: "opt3", columns: 1, rows: 8, rule: "ideal", encoding: "naf" }, "opt3 1 columns x 8 rows, naf, ideal"],
    [{ kind: "systolic-os", m: 16, n: 8 }, "systolic-os 16x8 mac, mbe"], [{ kind: "cube", m: 8, n: 8, k: 4, pe: "opt1" }, "cube 8x8x4 opt1, mbe"],
    [{ kind: "systolic-ws", m: 1, n: 32, pe: "opt2", encoding: "ent" }, "systolic-ws 1x32x16 opt2, ent"],
  ];
  for (const [spec, text] of texts) {
    const engine = k.bitmac.engine(spec);
    equal(`${engine}`, text, "text");
    ok(Object.isFrozen(engine.spec), "the specification is frozen");
    equal(`${k.bitmac.engine(engine.spec)}`, text, "and good for another engine");
  }
  equal(k.memory().used, 0, "memory");
};

const refusals: Body = (k, s) => {
  const no = (code: "option" | "shape" | "dtype" | "alias" | "freed" | "foreign", arg: string, run: (t: Scope) => unknown, message?: string | RegExp): void => {
    const { used, handles } = k.memory();
    k.scope((t) => throws(() => run(t), { code, arg, ...(message === undefined ? {} : { message }) }, `${code} ${arg}`));
    equal(k.memory().used, used, "memory().used");
    equal(k.memory().handles, handles, "memory().handles");
  };
  const make = loose(k.bitmac.engine), good = { kind: "opt4c", columns: 4 };
  no("option", "spec", () => make(null), "bitmac.engine: spec is null, expected an object with a kind");
  no("option", "kind", () => make({}));
  no("option", "kind", () => make({ kind: "opt5" }), /kind is "opt5", expected one of "systolic-os"/);
  no("option", "colums", () => make({ ...good, colums: 1 }), /unknown option colums/);
  no("option", "m", () => make({ ...good, m: 4 }));
  for (const columns of [0, -1, 1.5, NaN, "4", 65537, undefined]) no("option", "columns", () => make({ kind: "opt3", columns }));
  no("option", "rows", () => make({ ...good, rows: 0 }), "bitmac.engine: rows is 0, expected a whole number from 1 to 65536");
  no("option", "encoding", () => make({ ...good, encoding: "booth" }));
  no("option", "rule", () => make({ ...good, rule: "fast" }));
  no("option", "pe", () => make({ kind: "cube", pe: "opt3", m: 1, n: 1, k: 1 }));
  no("option", "k", () => make({ kind: "cube", m: 4, n: 4 }), "bitmac.engine: k is undefined, expected a whole number from 1 to 4096");
  no("option", "k", () => make({ kind: "systolic-os", m: 4, n: 4, k: 2 }), 'bitmac.engine: k is 2, expected 1 (an element of systolic-os with pe "mac" takes one product a cycle)');
  no("option", "rule", () => make({ kind: "systolic-os", m: 4, n: 4, rule: "ideal" }));
  make({ kind: "systolic-os", m: 4, n: 4, k: 1 });

  const engine = k.bitmac.engine(good as { kind: "opt4c"; columns: number }), run = loose(engine.run.bind(engine)), layers = loose(engine.layers.bind(engine));
  const A = s.matrix("i8", 2, 3), B = s.matrix("i8", 3, 2), C = s.matrix("i32", 2, 2), untouched = frozen("C", C.set([1, 2, 3, 4]));
  no("dtype", "A", (t) => run(t.matrix("u8", 2, 3), B));
  no("dtype", "B", () => run(A, [1, 2]));
  no("shape", "B", () => run(A, A), "bitmac.engine.run: B.rows is 2, expected 3 (A is 2×3)");
  no("shape", "A", (t) => run(t.matrix("i8", 0, 3), B), "bitmac.engine.run: A is 0×3, expected at least one row and one column");
  no("shape", "A", (t) => run(t.matrix("i8", 2, 0), t.matrix("i8", 0, 2)));
  no("shape", "B", (t) => run(A, t.matrix("i8", 3, 0)));
  no("option", "details", () => run(A, B, { details: "counts" }));
  no("option", "detail", () => run(A, B, { detail: "all" }));
  no("dtype", "C", () => run(A, B, { C: A }));
  no("shape", "C", (t) => run(A, B, { C: t.matrix("i32", 3, 2) }));
  no("option", "C", (t) => run(t.matrix("i8", 1, 131072), t.matrix("i8", 131072, 1), { C: t.matrix("i32", 1, 1) }), /A\.cols is 131072, expected at most 131071/);
  const gone = k.matrix("i8", 2, 3);
  gone.free();
  no("freed", "A", () => run(gone, B));
  untouched();

  const layer = { name: "one", m: 2, n: 2, k: 2 };
  no("dtype", "shapes", () => layers({}));
  no("shape", "shapes", () => layers([]));
  no("dtype", "shapes[1]", () => layers([layer, null]));
  no("dtype", "shapes[0]", () => layers(new Array(3)));
  no("dtype", "shapes[0].name", () => layers([{ ...layer, name: 3 }]));
  for (const m of [0, -1, 1.5, "2", 2 ** 31, undefined]) no("shape", "shapes[1].m", () => layers([layer, { ...layer, m }]));
  no("shape", "shapes[0].repeat", () => layers([{ ...layer, repeat: 0 }]), "bitmac.engine.layers: shapes[0].repeat is 0, expected a whole number from 1 to 2147483647 (layer one)");
  no("shape", "shapes[0]", () => layers([{ ...layer, m: 2 ** 20, k: 2 ** 13 }]));
  no("option", "sigma", () => layers([layer], { sigma: -1 }));
  no("option", "sigma", () => layers([layer], { sigma: NaN }));
  no("option", "seed", () => layers([layer], { seed: 0.5 }));
  no("option", "seed", () => layers([layer], { seed: Number.MAX_SAFE_INTEGER }));
  no("option", "Sigma", () => layers([layer], { Sigma: 1 }));
  no("dtype", "operands", () => layers([layer], { operands: new Int8Array(4) }));
  no("dtype", "operands", () => layers([layer], { operands: () => new Float32Array(4) }), "bitmac.engine.layers: operands(shapes[0]) is Float32Array, expected an Int8Array of 4 (one is 2×2)");
  no("shape", "operands", () => layers([layer], { operands: () => new Int8Array(5) }));
  const mine = new Error("mine");
  const { used } = k.memory();
  try {
    layers([layer], { operands: () => { throw mine; } });
    ok(false, "the callback's error was lost");
  } catch (e) {
    ok(e === mine, "the callback's error comes through");
  }
  equal(k.memory().used, used, "memory after a callback's error");
  const other = loadSync();
  no("foreign", "A", () => run(other.matrix("i8", 2, 3), B));
  other.free();
};

const bodies: Record<string, Body> = { "bit-slice engines": bitSlice, "long rows and many": long, "arrays of elements": dense, "known times": known, "the product": products, layers: networks, "views and growth": views, "layers and callbacks": tampering, specifications: specs, refusals };

/** A layer may be larger than what the instance may hold, one row of it not. */
const tight = test("layers past the memory", () => withKernels("simd", (k) => {
  const { used } = k.memory(), engine = k.bitmac.engine({ kind: "opt4c", columns: 4 });
  let code = "";
  try { engine.layers([{ name: "wide", m: 1, n: 1, k: 2 ** 27 }]); } catch (e) { code = isKernelError(e) ? e.code : String(e); }
  equal(code, "capacity", "code");
  equal(k.memory().used, used, "memory().used");
  const tall = { name: "tall", m: 9000, n: 1, k: 1000 }, [report] = engine.layers([tall]).layers;
  ok(Math.abs(report!.partialProducts / (tall.m * tall.k) - 2.219) < 0.01, "digits of a layer of 9 MB in 6 MB");
  ok(k.memory().peak < 6 << 20, "peak");
}, { max: 6 << 20 }));

export const suite: Suite = {
  name: "bitmac.engine",
  cases: [...flavours().flatMap((variant) => Object.entries(bodies).map(([name, body]) => test(`${variant} ${name}`, () => withKernels(variant, (k, s) => body(k, s))))), tight],
};
