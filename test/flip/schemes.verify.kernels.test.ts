// The kernels of verify alone: rows and slices at the edges of words and vectors, scratch of NaN, and no byte written beside it.
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";

const START = 65536;
const up = (bytes: number): number => Math.ceil(bytes / 64) * 64 + 64;

/** Terms over the entries of B and C, and one coefficient each at the entry of A; all −1, 0 or 1. */
interface Slice { readonly u: Int8Array; readonly v: Int8Array; readonly w: Int8Array; readonly target: Int8Array }

const draw = (random: Random, length: number, density: number, signs: boolean): Int8Array => Int8Array.from({ length }, () => (random.chance(density) ? (signs && random.chance(0.5) ? -1 : 1) : 0));

function masks(coefficients: Int8Array, words: number): Uint32Array {
  const out = new Uint32Array(2 * words);
  coefficients.forEach((x, i) => {
    if (x !== 0) out[i >> 5]! |= 1 << (i & 31);
    if (x < 0) out[words + (i >> 5)]! |= 1 << (i & 31);
  });
  return out;
}

function reference(ring: number, { u, v, w, target }: Slice, V: number, W: number): number {
  const rank = u.length;
  let failed = 0;
  for (let b = 0; b < V; b++) for (let c = 0; c < W; c++) {
    let sum = -target[b * W + c]!;
    for (let q = 0; q < rank; q++) sum += u[q]! * v[q * V + b]! * w[q * W + c]!;
    if (ring === 0 ? sum !== 0 : sum % ring !== 0) failed++;
  }
  return failed;
}

describe.each(["simd"] as const)("verify kernels, %s", (build) => {
  const ground = new Ground(build, 8);

  function run(ring: number, s: Slice, V: number, W: number, what: string): void {
    const rank = s.u.length, words = Math.ceil(rank / 32), blocks = Math.ceil(W / 128);
    let top = START;
    const put = (data: Uint32Array): number => { const at = top; top += up(data.byteLength); ground.put(at, data); return at; };
    const terms = new Uint32Array((rank + 1) * blocks * 8), ofV = new Uint32Array(2 * words * V), goals: number[] = [];
    for (let q = 0; q < rank; q++) for (let c = 0; c < W; c++) {
      const x = s.w[q * W + c]!;
      if (x !== 0) terms[q * blocks * 8 + (x < 0 ? 4 * blocks : 0) + (c >> 5)]! |= 1 << (c & 31);
    }
    for (let b = 0; b < V; b++) {
      ofV.set(masks(Int8Array.from({ length: rank }, (_, q) => s.v[q * V + b]!), words), 2 * words * b);
      for (let c = 0; c < W; c++) if (s.target[b * W + c] !== 0) goals.push(b, 2 * c + (s.target[b * W + c]! < 0 ? 1 : 0));
    }
    const u = put(masks(s.u, words)), v = put(ofV), w = put(terms), targets = put(Uint32Array.from(goals)), bytes = ground.call("verify_workspace", rank), ws = top;
    expect(ws + bytes).toBeLessThan(ground.end);
    ground.mark();
    expect(ground.call("verify_slice", ring, rank, V, blocks, u, v, w, goals.length / 2, targets, ws), what).toBe(reference(ring, s, V, W));
    ground.restore(what, { ptr: ws, bytes });
  }

  it.each([2, 3, 0])("slices, modulo %i", (ring) => {
    for (const rank of [0, 1, 2, 31, 32, 33, 64, 65, 130]) for (const [V, W] of [[1, 1], [2, 31], [3, 32], [2, 33], [1, 127], [2, 128], [3, 129], [1, 257]] as const) for (const density of [0.02, 0.6]) {
      const random = new Random(rank * 1000 + W), signs = ring !== 2;
      run(ring, { u: draw(random, rank, density, signs), v: draw(random, rank * V, density, signs), w: draw(random, rank * W, density, signs), target: draw(random, V * W, 0.1, signs) }, V, W, `rank ${rank}, ${V} by ${W}, density ${density}`);
    }
  });

  it("counters past every carry: up to 1100 equal terms, and as many of the other sign", () => {
    for (const rank of [1, 3, 4, 127, 128, 1023, 1024, 1100]) for (const minus of [0, Math.floor(rank / 2), rank]) {
      const ones = (length: number): Int8Array => new Int8Array(length).fill(1);
      run(0, { u: ones(rank).map((_, q) => (q < minus ? -1 : 1)), v: ones(rank), w: ones(rank * 130), target: ones(130) }, 1, 130, `${rank} terms, ${minus} of them less`);
    }
  });
});
