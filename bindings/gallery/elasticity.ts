// Linear elasticity of a rectangle or a box of equal square cells, by bilinear and trilinear elements integrated exactly.
import { OptionError, ShapeError } from "../errors.js";
import { MOST, choice, extent, finite, knownKeys, total } from "./options.js";
import type { SparseProblem } from "./stencil.js";

export interface ElasticityOptions {
  /** Young's modulus (default 1). */
  young?: number;
  /** Poisson's ratio, from 0 to below ½ (default 0.3); near ½ the material keeps its volume and the matrix is hard. */
  poisson?: number;
  /** "left" (default): nodes with x = 0 are held and drop out; "none": a free body, singular, its nullspace the rigid-body modes. */
  clamp?: "left" | "none";
}

export interface ElasticityProblem extends SparseProblem {
  /** Node by node, row-major: where the unknowns are, in cells from the corner. */
  readonly coordinates: Float64Array;
  /** Row-major, one row an unknown, one column a mode: the translations, then the rotations about the middle. What AMG takes as near-nullspace. */
  readonly rigidBodyModes: Float64Array;
}

/** Plane stress on nx·ny square cells with bilinear elements: two displacements a node, 2×2 blocks for nine neighbours.
 *  Shapes    nx·(ny + 1) nodes that are free (ny default nx), x fastest, 2 unknowns each; symmetric positive definite. Zeros inside blocks are
 *            stored. rigidBodyModes has 3 columns.
 *  Throws    ShapeError, OptionError.
 *  Source    Hughes, The Finite Element Method (1987), §2.7–2.9, §3.2.
 *  @example
 *  import { elasticity2d } from "lanewise/gallery";
 *  const a = elasticity2d(30, 10);
 *  console.log(a.rows, a.rigidBodyModes.length / a.rows, a.coordinates.subarray(0, 4)); // 660 3 Float64Array(4) [ 1, 0, 2, 0 ] */
export function elasticity2d(nx: number, ny: number = nx, o?: ElasticityOptions): ElasticityProblem {
  return elasticity("gallery.elasticity2d", [nx, ny], o);
}

/** Linear elasticity on nx·ny·nz cubes with trilinear elements (bricks): three displacements a node, 3×3 blocks for 27 neighbours.
 *  Shapes    nx·(ny + 1)·(nz + 1) nodes that are free (ny default nx, nz default ny), x fastest, then y, 3 unknowns each; symmetric positive
 *            definite. Zeros inside blocks are stored. rigidBodyModes has 6 columns.
 *  Throws    ShapeError, OptionError.
 *  Source    Hughes, The Finite Element Method (1987), §2.7–2.9, §3.5.
 *  @example
 *  import { elasticity3d } from "lanewise/gallery";
 *  const a = elasticity3d(8, 4, 4);
 *  console.log(a.rows, a.values.length); // 600 33462 */
export function elasticity3d(nx: number, ny: number = nx, nz: number = ny, o?: ElasticityOptions): ElasticityProblem {
  return elasticity("gallery.elasticity3d", [nx, ny, nz], o);
}

/** Nodes first … last of an axis of `cells` cells. */
interface Axis { readonly first: number; readonly cells: number; readonly nodes: number }

function elasticity(op: string, cells: readonly number[], o: ElasticityOptions | undefined): ElasticityProblem {
  knownKeys(op, o, ["young", "poisson", "clamp"]);
  const young = finite(op, "young", o?.young, 1, 0, true);
  const ratio = finite(op, "poisson", o?.poisson, 0.3, 0);
  if (ratio >= 0.5) throw new OptionError(op, "poisson", `poisson is ${ratio}, expected a number below 0.5`);
  const first = choice(op, "clamp", o?.clamp, ["left", "none"]) === "left" ? 1 : 0;
  const axes = cells.map((n, k): Axis => ({ first: k === 0 ? first : 0, cells: extent(op, "nxnynz".slice(2 * k, 2 * k + 2), n), nodes: n + 1 - (k === 0 ? first : 0) }));
  const dims = axes.length;
  const rows = total(op, "nx", dims, ...axes.map(({ nodes }) => nodes));
  const count = dims * dims * axes.reduce((product, { nodes }) => product * Math.max(0, 3 * nodes - 2), 1);
  if (count > MOST) throw new ShapeError(op, "nx", `${rows} unknowns make ${count} entries, expected at most ${MOST}`);

  // Lamé's constants; in plane stress the first is lowered so that the stress across the plane is zero.
  const mu = young / (2 * (1 + ratio));
  const lambda = dims === 2 ? (young * ratio) / (1 - ratio * ratio) : (young * ratio) / ((1 + ratio) * (1 - 2 * ratio));
  const out = { row: new Int32Array(count), col: new Int32Array(count), values: new Float64Array(count), rows, cols: rows };
  const coordinates = new Float64Array(rows);
  // A block depends on the way from p to q and on the sides of the body that p lies on.
  const blocks = new Map<number, Float64Array>();
  const block = (p: readonly number[], q: readonly number[]): Float64Array => {
    const key = axes.reduce((sum, { cells }, k) => 12 * sum + 3 * ((p[k] === 0 ? 1 : 0) + (p[k] === cells ? 2 : 0)) + (q[k] as number) - (p[k] as number) + 1, 0);
    const found = blocks.get(key) ?? blockOf(axes, p, q, lambda, mu);
    blocks.set(key, found);
    return found;
  };
  let at = 0;
  forNodes(axes, (node, p) => {
    coordinates.set(p, node * dims);
    const neighbours = neighboursOf(axes, p).map(({ other, q }) => ({ other, block: block(p, q) }));
    for (let i = 0; i < dims; i++) {
      for (const { other, block } of neighbours) {
        for (let j = 0; j < dims; j++) {
          out.row[at] = node * dims + i;
          out.col[at] = other * dims + j;
          out.values[at++] = block[i * dims + j] as number;
        }
      }
    }
  });
  return { ...out, coordinates, rigidBodyModes: modesOf(coordinates, cells) };
}

/** Every node that is free, x fastest, with its place. */
function forNodes(axes: readonly Axis[], each: (node: number, place: readonly number[]) => void): void {
  const nodes = axes.reduce((product, axis) => product * axis.nodes, 1);
  for (let node = 0; node < nodes; node++) {
    let rest = node;
    each(node, axes.map((axis) => {
      const x = rest % axis.nodes;
      rest = Math.floor(rest / axis.nodes);
      return axis.first + x;
    }));
  }
}

/** Nodes of the cells around p, ascending. */
function neighboursOf(axes: readonly Axis[], p: readonly number[]): { other: number; q: number[] }[] {
  let found: { other: number; q: number[] }[] = [{ other: 0, q: [] }];
  for (let k = axes.length - 1; k >= 0; k--) {
    const { first, cells, nodes } = axes[k] as Axis;
    const x = p[k] as number;
    const around = [x - 1, x, x + 1].filter((y) => y >= first && y <= cells);
    found = found.flatMap(({ other, q }) => around.map((y) => ({ other: other * nodes + y - first, q: [y, ...q] })));
  }
  return found;
}

/** ∫ λ·div u·div v + 2μ·ε(u):ε(v) for the hats of nodes p and q: products over the axes of the integrals of hats on a line and of their derivatives. */
function blockOf(axes: readonly Axis[], p: readonly number[], q: readonly number[], lambda: number, mu: number): Float64Array {
  const dims = axes.length;
  /** ∫ ∂ᵢ(hat of p)·∂ⱼ(hat of q). */
  const gradient = (i: number, j: number): number =>
    axes.reduce((product, { cells }, k) => product * onLine(cells, p[k] as number, q[k] as number, k === i, k === j), 1);
  let laplace = 0;
  for (let k = 0; k < dims; k++) laplace += gradient(k, k);
  return Float64Array.from({ length: dims * dims }, (_, at) => {
    const i = Math.floor(at / dims);
    const j = at % dims;
    return lambda * gradient(i, j) + mu * gradient(j, i) + (i === j ? mu * laplace : 0);
  });
}

/** ∫ of the hats of nodes p and q on a line of `cells` cells of length 1, of their derivatives where `dp`, `dq`; |p − q| <= 1. */
function onLine(cells: number, p: number, q: number, dp: boolean, dq: boolean): number {
  const before = p > 0 ? 1 : 0;
  const behind = p < cells ? 1 : 0;
  if (dp && dq) return p === q ? before + behind : -1;
  if (!dp && !dq) return p === q ? (before + behind) / 3 : 1 / 6;
  if (p === q) return (before - behind) / 2;
  return (q > p) === dq ? 0.5 : -0.5;
}

function modesOf(coordinates: Float64Array, cells: readonly number[]): Float64Array {
  const dims = cells.length;
  const modes = dims === 2 ? 3 : 6;
  const out = new Float64Array(coordinates.length * modes);
  for (let node = 0; node < coordinates.length; node += dims) {
    const [x, y, z = 0] = cells.map((n, k) => (coordinates[node + k] as number) - n / 2) as [number, number, number?];
    const rotations = dims === 2 ? [[-y, x]] : [[0, -z, y], [z, 0, -x], [-y, x, 0]];
    for (let i = 0; i < dims; i++) {
      out[(node + i) * modes + i] = 1;
      rotations.forEach((turn, r) => { out[(node + i) * modes + dims + r] = turn[i] as number; });
    }
  }
  return out;
}
