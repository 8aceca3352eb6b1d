// Model problems and plain references for multigrid: nothing here knows how the package does it.
import type { Csr, Kernels, Precond } from "lanewise";
import { Random } from "./random.js";

export interface Plain { readonly rows: number; readonly cols: number; readonly rowPtr: number[]; readonly colIdx: number[]; readonly values: number[] }

/** A square matrix from its entries; those at one place are added. */
export function assemble(n: number, entries: Iterable<readonly [i: number, j: number, v: number]>): Plain {
  const rows = Array.from({ length: n }, () => new Map<number, number>());
  for (const [i, j, v] of entries) rows[i]!.set(j, (rows[i]!.get(j) ?? 0) + v);
  const rowPtr = [0], colIdx: number[] = [], values: number[] = [];
  for (const row of rows) {
    for (const [j, v] of [...row].sort((a, b) => a[0] - b[0])) { colIdx.push(j); values.push(v); }
    rowPtr.push(colIdx.length);
  }
  return { rows: n, cols: n, rowPtr, colIdx, values };
}

/** −Σ c_d ∂²/∂x_d² on a grid by central differences, zero outside; `free`: no flux over the border, which makes it singular. */
export function laplace(sizes: readonly number[], weights: readonly number[] = sizes.map(() => 1), free = false): Plain {
  const n = sizes.reduce((a, b) => a * b, 1), entries: [number, number, number][] = [];
  for (let i = 0; i < n; i++) {
    let stride = 1;
    sizes.forEach((size, d) => {
      const at = Math.floor(i / stride) % size;
      for (const [step, inside] of [[-1, at > 0], [1, at < size - 1]] as const) {
        if (inside) entries.push([i, i + step * stride, -weights[d]!]);
        if (inside || !free) entries.push([i, i, weights[d]!]);
      }
      stride *= size;
    });
  }
  return assemble(n, entries);
}

/** Plane stress on nx×ny bilinear squares, Poisson's ratio 0.3, clamped at the left: rows of the (nx)·(ny + 1) free nodes, two each, and the three
 *  rigid-body modes of all of them, one a column. 2×2 Gauss points. */
export function elasticity(nx: number, ny: number): { A: Plain; modes: Float64Array } {
  const nu = 0.3, c = 1 / (1 - nu * nu), D = [[c, c * nu, 0], [c * nu, c, 0], [0, 0, c * (1 - nu) / 2]];
  const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1]] as const, g = 1 / Math.sqrt(3);
  const K = Array.from({ length: 8 }, () => new Float64Array(8));
  for (const x of [-g, g]) for (const y of [-g, g]) {
    const B = [new Float64Array(8), new Float64Array(8), new Float64Array(8)];
    corners.forEach(([cx, cy], a) => {
      const dx = cx * (1 + cy * y) / 2, dy = cy * (1 + cx * x) / 2;
      B[0]![2 * a] = B[2]![2 * a + 1] = dx;
      B[1]![2 * a + 1] = B[2]![2 * a] = dy;
    });
    for (let i = 0; i < 8; i++) for (let j = 0; j < 8; j++) for (let p = 0; p < 3; p++) for (let q = 0; q < 3; q++) K[i]![j]! += B[p]![i]! * D[p]![q]! * B[q]![j]! / 4;
  }
  const node = (i: number, j: number): number => (i === 0 ? -1 : (i - 1) * (ny + 1) + j), n = 2 * nx * (ny + 1), entries: [number, number, number][] = [];
  for (let i = 0; i < nx; i++) for (let j = 0; j < ny; j++) {
    const nodes = corners.map(([cx, cy]) => node(i + (cx + 1) / 2, j + (cy + 1) / 2));
    nodes.forEach((p, a) => nodes.forEach((q, b) => {
      for (let s = 0; s < 2; s++) for (let t = 0; t < 2; t++) if (p >= 0 && q >= 0) entries.push([2 * p + s, 2 * q + t, K[2 * a + s]![2 * b + t]!]);
    }));
  }
  const modes = new Float64Array(3 * n);
  for (let i = 1; i <= nx; i++) for (let j = 0; j <= ny; j++) modes.set([1, 0, -j, 0, 1, i], 6 * node(i, j));
  return { A: assemble(n, entries), modes };
}

/** Symmetric, diagonally dominant by a little, with entries of both signs. */
export function randomSpd(n: number, perRow: number, seed: number): Plain {
  const random = new Random(seed), entries: [number, number, number][] = [];
  for (let i = 0; i < n; i++) {
    entries.push([i, i, 0.1]);
    for (let k = 0; k < perRow && n > 1; k++) {
      const j = random.int(0, n - 1), v = 2 * random.unit() - 1.5;
      if (i !== j) entries.push([i, j, v], [j, i, v], [i, i, Math.abs(v)], [j, j, Math.abs(v)]);
    }
  }
  return assemble(n, entries);
}

export function times(A: Plain, x: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: A.rows }, (_, i) => {
    let sum = 0;
    for (let k = A.rowPtr[i]!; k < A.rowPtr[i + 1]!; k++) sum += A.values[k]! * x[A.colIdx[k]!]!;
    return sum;
  });
}

export const dot = (x: ArrayLike<number>, y: ArrayLike<number>): number => { let s = 0; for (let i = 0; i < x.length; i++) s += x[i]! * y[i]!; return s; };

export function uniform(n: number, seed: number): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: n }, () => 2 * random.unit() - 1);
}

/** z = M⁻¹·r through the public handle. */
export function applied(k: Kernels, M: Precond, r: ArrayLike<number>): Float64Array {
  return k.scope((s) => M.apply(s.vector("f64", r.length), s.vector("f64", r)).copy());
}

export interface Solved { readonly iterations: number; readonly relative: number; readonly x: Float64Array }

/** Flexible CG (Notay 2000) with the residual recomputed at the end. */
export function solved(k: Kernels, A: Plain, M: Precond, b: Float64Array, rtol = 1e-8, most = 200): Solved {
  return k.scope((s) => {
    const n = A.rows, Z = s.vector("f64", n), R = s.vector("f64", n), x = new Float64Array(n), r = b.slice(), goal = rtol * Math.sqrt(dot(b, b));
    let p = new Float64Array(n), rz = 1, before = r, iterations = 0;
    while (iterations < most && Math.sqrt(dot(r, r)) > goal) {
      R.set(r);
      const z = M.apply(Z, R).copy(), now = dot(r, z), beta = iterations === 0 ? 0 : (now - dot(before, z)) / rz;
      p = p.map((v, i) => z[i]! + beta * v);
      const q = times(A, p), alpha = now / dot(p, q);
      before = r.slice();
      for (let i = 0; i < n; i++) { x[i]! += alpha * p[i]!; r[i]! -= alpha * q[i]!; }
      rz = now;
      iterations++;
    }
    const left = times(A, x).map((v, i) => b[i]! - v);
    return { iterations, relative: Math.sqrt(dot(left, left) / dot(b, b)), x };
  });
}

export const load = (k: Kernels, A: Plain): Csr<"f64"> => k.csr("f64", A.rows, A.cols, A);
