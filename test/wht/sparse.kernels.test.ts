// The sparse kernels alone, through the raw exports: in scratch full of NaN, with nothing written beside it, and the trellis against its definition.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { buildsWith, Ground } from "../helpers/vector.ground.js";
import { parity, signal, spectrumOf, spread } from "../helpers/wht.sparse.js";

const X = 65536;

describe.each(buildsWith("wht_sparse_plan"))("sparse kernels alone, %s", (build) => {
  for (const [front, name] of ["noiseless", "nso", "so"].entries()) for (const dtype of ["f32", "f64"] as const) it(`${name} from ${dtype}: stay in their scratch and need nothing of it`, () => {
    const ground = new Ground(build, 24);
    for (const [n, b, groups, repeats, identity] of [[0, 0, 1, 1, 0], [1, 0, 2, 1, 1], [5, 3, 3, 1, 0], [8, 8, 1, 2, 0], [10, 4, 3, 2, 1], [12, 5, 4, 3, 0]] as const) {
      const random = new Random(n), K = Math.min(2 ** n, b), spectrum = spectrumOf(random, n, K, spread);
      const x = Float64Array.from({ length: 2 ** n }, (_, m) => signal(spectrum)(m));
      ground.put(X, dtype === "f32" ? Float32Array.from(x) : x);
      ground.mark();
      const width = ground.call("wht_sparse_offsets", n, b, front, repeats, identity);
      const bytes = ground.call("wht_sparse_workspace", n, b, groups, width, 0), ws = ground.end - Math.ceil(bytes / 64) * 64;
      ground.call("wht_sparse_plan", ws, n, b, groups, front, repeats, identity, 2 ** 52 + 1, 0);
      const samples = ground.call("wht_sparse_list", ws, 0), most = ground.call(`wht_sparse_gather_${dtype}`, ws, X);
      expect(samples).toBeLessThanOrEqual(Math.min(2 ** n, groups * 2 ** b * width));
      expect(most).toBeLessThanOrEqual(Math.max(...x.map(Math.abs)) * (1 + 2 ** -23));
      const found = ground.call("wht_sparse_recover", ws, 1, K, 0, dtype === "f32" ? 2 ** -20 : 2 ** -40, -1, 32);
      expect(found).toBeLessThanOrEqual(K + groups * 2 ** b);
      const keys = new Uint32Array(ground.bytes(ground.call("wht_sparse_keys_at", ws), 8 * found).buffer), values = ground.take("f64", ground.call("wht_sparse_values_at", ws), found);
      for (let i = 0; i < found; i++) expect(Math.abs((values[i] as number) - (spectrum.get(keys[2 * i] as number) ?? NaN))).toBeLessThan(dtype === "f32" ? 1e-2 : 1e-9);
      ground.restore(`${name} n=${n} b=${b}`, { ptr: ws, bytes: ground.end - ws });
    }
  });

  it("a query's list holds every index once, and scatter puts the answers where gather would", () => {
    const ground = new Ground(build, 24);
    for (const front of [0, 1, 2]) for (const identity of [0, 1]) {
      const [n, b, groups, repeats] = [11, 4, 3, 2], x = new Random(front).array("f64", 2 ** n);
      ground.put(X, x);
      const width = ground.call("wht_sparse_offsets", n, b, front, repeats, identity), tail = [n, b, groups, front, repeats, identity, 9] as const;
      const [a, q] = [X + 65536, X + 65536 + 524288];
      ground.call("wht_sparse_plan", a, ...tail, 0);
      ground.call("wht_sparse_plan", q, ...tail, 1);
      const samples = ground.call("wht_sparse_list", q, 1);
      expect(ground.call("wht_sparse_list", a, 0)).toBe(samples);
      const list = new Uint32Array(ground.bytes(ground.call("wht_sparse_list_at", q), 8 * samples).buffer).filter((_, i) => i % 2 === 0);
      expect(new Set(list).size).toBe(samples);
      ground.put(ground.call("wht_sparse_answers_at", q), Float64Array.from(list, (m) => x[m] as number));
      expect(ground.call("wht_sparse_scatter", q)).toBe(ground.call("wht_sparse_gather_f64", a, X));
      for (const p of [a, q]) ground.call("wht_sparse_recover", p, 1, 8, 3, 0, -1, 32);
      for (const what of ["unresolved", "rounds"]) expect(ground.call(`wht_sparse_${what}`, q)).toBe(ground.call(`wht_sparse_${what}`, a));
      expect(groups * 2 ** b * width).toBeGreaterThanOrEqual(samples);
    }
  });
});

/** As the recursion is defined: every state from both its predecessors, in f32. */
function trellis(steps: number, quads: number, metrics: Float32Array, generators: readonly number[], values: Float32Array): { metrics: Float32Array; decisions: bigint[] } {
  let now = metrics.slice();
  const decisions: bigint[] = [];
  for (let t = 0; t < steps; t++) {
    const next = new Float32Array(64);
    let bits = 0n;
    for (let s = 0; s < 64; s++) {
      const way = (register: number): number => {
        let b = 0;
        for (let g = 0; g < 4 * quads; g += 4) {
          const y = [0, 1, 2, 3].map((i) => (parity((generators[g + i] as number) & register) ? -1 : 1) * (values[4 * quads * t + g + i] as number));
          b = Math.fround(b + Math.fround(Math.fround((y[0] as number) + (y[1] as number)) + Math.fround((y[2] as number) + (y[3] as number))));
        }
        return Math.fround((now[register & 63] as number) + b);
      };
      const [even, odd] = [way(2 * s), way(2 * s + 1)];
      next[s] = Math.max(even, odd);
      if (odd > even) bits |= 1n << BigInt(s);
    }
    decisions.push(bits);
    now = next;
  }
  return { metrics: now, decisions };
}

describe.each(buildsWith("wht_sparse_trellis_ukr"))("the trellis, %s", (build) => {
  it.each([[0, 1], [1, 1], [7, 1], [13, 2], [40, 1], [65, 4]])("%i steps of %i quads of generators", (steps, quads) => {
    const ground = new Ground(build, 2), random = new Random(steps);
    // Newest and oldest bit tapped, taps odd in number.
    const generators = Array.from({ length: 4 * quads }, () => { for (;;) { const g = 0x41 | random.int(0, 31) << 1; if (parity(g)) return g; } });
    const metrics = random.array("f32", 64) as Float32Array, values = random.array("f32", 4 * quads * steps) as Float32Array;
    const signs = Uint32Array.from({ length: 128 * quads }, (_, i) => parity((generators[i >> 5] as number) & ((i & 31) << 1)) << 31);
    const [m, s, d, v] = [X, X + 512, X + 4096, ground.end - values.byteLength];
    ground.put(m, metrics);
    ground.put(s, signs);
    ground.put(v, values);
    ground.mark();
    ground.call("wht_sparse_trellis_ukr", steps, quads, m, s, v, d);
    const want = trellis(steps, quads, metrics, generators, values);
    expect(ground.take("f32", m, 64)).toEqual(want.metrics);
    expect([...new BigUint64Array(ground.bytes(d, 8 * steps).buffer)]).toEqual(want.decisions);
    ground.restore("trellis", { ptr: m, bytes: 512 }, { ptr: d, bytes: 8 * steps });
  });
});
