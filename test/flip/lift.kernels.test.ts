// The kernels of lifting alone: elimination against a plain one, the Jacobian at random points against its definition. Scratch starts as NaN.
import { describe, expect, it } from "vitest";
import { digitsOf, laderman, plainElimination, planes, strassen } from "../helpers/flip.lift.js";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";

const START = 65536, up = (bytes: number): number => Math.ceil(bytes / 64) * 64 + 64;

class Desk {
  readonly ground = new Ground("simd", 8);
  private top = START;
  fresh(): void { this.top = START; }
  room(bytes: number): number { const at = this.top; this.top += up(bytes); return at; }
  put(data: Uint8Array | Int32Array): number {
    const at = this.room(data.byteLength);
    this.ground.put(at, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return at;
  }
  /** The contents of the pieces as the kernel left them; they stay there, and nothing else was written. */
  keep(what: string, ...pieces: readonly (readonly [number, number])[]): Uint8Array[] {
    const held = pieces.map(([ptr, bytes]) => this.ground.bytes(ptr, bytes));
    this.ground.restore(what, ...pieces.map(([ptr, bytes]) => ({ ptr, bytes })));
    pieces.forEach(([ptr], i) => this.ground.put(ptr, held[i]!));
    this.ground.mark();
    return held;
  }
}

/** Rows of chosen rank and density. */
function sample(random: Random, p: number, n: number, bits: number, rank: number, density: number): number[][] {
  const row = (): number[] => Array.from({ length: bits }, () => random.chance(density) ? random.int(1, p - 1) : 0);
  if (rank >= n) return Array.from({ length: n }, row);
  const base = Array.from({ length: rank }, row);
  return Array.from({ length: n }, () => base.reduce<number[]>((sum, b) => {
    const c = random.chance(0.5) ? random.int(0, p - 1) : 0;
    return c === 0 ? sum : sum.map((x, i) => (x + c * b[i]!) % p);
  }, new Array<number>(bits).fill(0)));
}

describe.each([2, 3])("kernels of lifting over %i elements", (p) => {
  const desk = new Desk(), { ground } = desk;

  it.each([[0.5], [0.02]])("factor and solve, density %f", (density) => {
    for (const n of [0, 1, 2, 4, 5, 6, 7, 8, 9, 11, 16, 17, 64, 127, 129, 200]) for (const bits of [128, 256]) for (const rank of [0, 1, n >> 1, n]) {
      const random = new Random(n * 1000 + bits + rank), A = sample(random, p, n, bits, Math.min(rank, bits), density), bytes = bits / 8, stride = bytes * (p - 1);
      const what = `p=${p} n=${n} bits=${bits} rank≤${rank} density=${density}`, plain = plainElimination(p, A);
      desk.fresh();
      const rows = desk.room(n * stride), pivots = desk.room(4 * n), e = desk.room(stride), x = desk.room(n);
      const need = Math.max(ground.call("lift_factor_workspace", p, bytes), ground.call("lift_solve_workspace", n, bytes)), ws = desk.room(need);
      A.forEach((row, i) => ground.put(rows + i * stride, planes(p, row, bytes)));
      ground.mark();
      expect(ground.call("lift_factor", p, n, bytes, rows, pivots, ws), what).toBe(plain.pivots.filter(Boolean).length);
      const [, found] = desk.keep(what, [rows, n * stride], [pivots, 4 * n], [ws, need]);
      const at = [...new Int32Array(found!.slice().buffer)];
      expect(at.map((c) => c >= 0), what).toEqual(plain.pivots);
      expect(new Set(at.filter((c) => c >= 0)).size, what).toBe(at.filter((c) => c >= 0).length);
      for (const kind of ["in the span", "zero", "anything"]) {
        const times = A.map(() => kind === "zero" ? 0 : random.int(0, p - 1));
        const right = kind === "anything" ? Array.from({ length: bits }, () => random.int(0, p - 1)) : Array.from({ length: bits }, (_, c) => A.reduce((sum, row, i) => sum + times[i]! * row[c]!, 0) % p);
        ground.put(e, planes(p, right, bytes));
        ground.mark();
        const status = ground.call("lift_solve", p, n, bytes, rows, pivots, e, x, ws);
        const [, solution] = desk.keep(what, [e, stride], [x, n], [ws, need]);
        expect(status, `${what}, ${kind}`).toBe(plain.spans(right) ? 0 : 1);
        if (status !== 0) continue;
        const d = [...solution!];
        expect(Array.from({ length: bits }, (_, c) => A.reduce((sum, row, i) => sum + d[i]! * row[c]!, 0) % p), `${what}, ${kind}`).toEqual(right);
        expect(d.every((y, i) => plain.pivots[i] || y === 0), `${what}, ${kind}: free ones are 0`).toBe(true);
      }
    }
  });

  it("the Jacobian at random points", () => {
    for (const [s, bytes] of [[strassen, 16], [laderman, 48]] as const) {
      const stride = bytes * (p - 1), lengths = [s.u.length / s.rank, s.v.length / s.rank, s.w.length / s.rank] as const, count = lengths[0] + lengths[1] + lengths[2], { rank } = s;
      const random = new Random(5), unknowns = Int32Array.from({ length: 40 }, () => random.int(0, rank * count - 1)), x = [s.u, s.v, s.w].map((f) => f.map((c) => c * 5));
      desk.fresh();
      const points = desk.room(count * stride), sums = desk.room(3 * rank * stride), out = desk.room(40 * stride), zero = desk.room(bytes), list = desk.put(unknowns), at = x.map((f) => desk.put(f));
      ground.mark();
      ground.call("lift_functionals", p, count, bytes, 7, points);
      const [drawn] = desk.keep("functionals", [points, count * stride]);
      const alpha = Array.from({ length: count }, (_, i) => digitsOf(p, drawn!.subarray(i * stride, (i + 1) * stride)));
      for (let d = 0; d < p; d++) expect(alpha.flat().filter((y) => y === d).length / alpha.flat().length, `share of ${d}`).toBeGreaterThan(0.2);
      const first = [0, lengths[0], lengths[0] + lengths[1]];
      const sum = (f: number, q: number, i: number): number => { let t = 0; for (let a = 0; a < lengths[f]!; a++) t += x[f]![q * lengths[f]! + a]! * alpha[first[f]! + a]![i]!; return ((t % p) + p) % p; };
      [0, 1, 2].forEach((f) => ground.call("lift_products", p, rank, lengths[f]!, at[f]!, bytes, points + first[f]! * stride, sums + f * rank * stride, zero));
      const [made] = desk.keep("products", [sums, 3 * rank * stride], [zero, bytes]);
      for (let f = 0; f < 3; f++) for (let q = 0; q < rank; q++) {
        const row = (f * rank + q) * stride;
        expect(digitsOf(p, made!.subarray(row, row + stride))).toEqual(Array.from({ length: 8 * bytes }, (_, i) => sum(f, q, i)));
      }
      ground.call("lift_columns", p, 40, list, rank, ...lengths, bytes, points, sums, out);
      const [columns] = desk.keep("columns", [out, 40 * stride]);
      unknowns.forEach((k, j) => {
        let f = 0;
        while (k >= rank * lengths[f]!) k -= rank * lengths[f++]!;
        const q = Math.floor(k / lengths[f]!), a = k % lengths[f]!, [g, h] = [0, 1, 2].filter((other) => other !== f) as [number, number];
        expect(digitsOf(p, columns!.subarray(j * stride, (j + 1) * stride))).toEqual(Array.from({ length: 8 * bytes }, (_, i) => alpha[first[f]! + a]![i]! * sum(g, q, i) * sum(h, q, i) % p));
      });
    }
  });

  it("differences, and what is left of them at random points", () => {
    const [U, V, W] = [3, 4, 5], rank = 6, bytes = 16, stride = bytes * (p - 1), random = new Random(11), M = p ** 3;
    desk.fresh();
    const draw = (n: number): Int32Array => Int32Array.from({ length: n }, () => random.chance(0.5) ? 0 : random.int(-90000, 90000));
    const u = draw(rank * U), v = draw(rank * V), w = draw(rank * W), pairs = Int32Array.of(7, 3, 59, -2, 7, 1);
    const at = [u, v, w, pairs].map((f) => desk.put(f)), R = desk.room(8 * U * V * W), points = desk.room(12 * stride), e = desk.room(stride), ws = desk.room(bytes + 2 * stride);
    ground.call("lift_functionals", p, 12, bytes, 1, points);
    ground.mark();
    expect(ground.call("lift_residual", 3, at[3]!, rank, U, V, W, at[0]!, at[1]!, at[2]!, R)).toBe(1);
    const want = Array.from({ length: U * V * W }, (_, i) => {
      let t = i === 7 ? 4n : i === 59 ? -2n : 0n;
      for (let q = 0; q < rank; q++) t -= BigInt(u[q * U + Math.floor(i / (V * W))]!) * BigInt(v[q * V + Math.floor(i / W) % V]!) * BigInt(w[q * W + i % W]!);
      return t;
    });
    const [held] = desk.keep("residual", [R, 8 * U * V * W]);
    expect([...new BigInt64Array(held!.slice().buffer)]).toEqual(want);
    expect(ground.call("lift_residual", 0, at[3]!, 0, U, V, W, at[0]!, at[1]!, at[2]!, R)).toBe(0);
    expect(ground.call("lift_residue", p, U, V, W, R, M, bytes, points, e, ws)).toBe(0);
    desk.keep("nothing", [R, 8 * U * V * W], [e, stride], [ws, bytes + 2 * stride]);
    expect(digitsOf(p, ground.bytes(e, stride)).every((d) => d === 0)).toBe(true);
    const multiples = BigInt64Array.from({ length: U * V * W }, () => BigInt(random.int(-1000, 1000) * M));
    ground.put(R, new Uint8Array(multiples.buffer));
    ground.mark();
    expect(ground.call("lift_residue", p, U, V, W, R, M, bytes, points, e, ws)).toBe(0);
    const [got] = desk.keep("residue", [e, stride], [ws, bytes + 2 * stride]);
    const alpha = Array.from({ length: 12 }, (_, i) => digitsOf(p, ground.bytes(points + i * stride, stride)));
    expect(digitsOf(p, got!)).toEqual(Array.from({ length: 8 * bytes }, (_, i) => {
      let t = 0;
      multiples.forEach((y, k) => { t += Number(y) / M * alpha[Math.floor(k / (V * W))]![i]! * alpha[U + Math.floor(k / W) % V]![i]! * alpha[U + V + k % W]![i]!; });
      return ((t % p) + p) % p;
    }));
    multiples[33]! += 1n;
    ground.put(R, new Uint8Array(multiples.buffer));
    expect(ground.call("lift_residue", p, U, V, W, R, M, bytes, points, e, ws)).toBe(1);
  });
});
