// How far a plan's result can be from the product. Written out, C is a sum of terms ±w·u·a·v·b, each rounded as often as it passes through an operation:
// |Ĉ − C| ≤ γ(depth)·growth·max|A|·max|B| with γ(j) = ju/(1 − ju), where growth sums the terms' absolute values as the programs compute them, cancelled ones
// included, and multiplies over levels. Higham, ASNA 2nd ed., §3.1 and ch. 23; Ballard, Benson, Druinsky, Lipshitz & Schwartz 2016, SIAM J. Matrix Anal. Appl. 37(4).
import { type Layout, leafDims } from "./plan_layout.js";
import type { Program, Side, Terms } from "./plan_program.js";

/** γ(j) = ju/(1 − ju), where that is one. */
export function roundings(j: number, u: number): number { return j * u < 1 ? j * u / (1 - j * u) : Infinity; }

/** Roundings of a coefficient and of the multiplication by it. */
const scaling = (c: number): number => Math.abs(c) === 1 ? 0 : Number.isInteger(c) ? 2 : 4;

interface Form { readonly weight: number; readonly depth: number }

/** For each product: the absolute sum of its operand, and the roundings it has passed. */
function operandForms({ inputs, sums, operands }: Side): Form[] {
  const known = new Map<number, Form>(), form = (index: number): Form => (index < inputs ? { weight: 1, depth: 0 } : known.get(index)!);
  // Sums come after those that they are made of.
  for (const [index, terms] of sums) {
    known.set(index, {
      weight: terms.reduce((sum, t) => sum + Math.abs(t.coefficient) * form(t.index).weight, 0),
      depth: terms.length - 1 + terms.reduce((most, t) => Math.max(most, scaling(t.coefficient) + form(t.index).depth), 0),
    });
  }
  return operands.map((x) => x ? form(x.index) : { weight: 0, depth: 0 });
}

/** Growth and depth of one level. `below`: additions that a block of C sees while one product is added to it by the levels below. */
function levelError({ u, v, w }: Program, below: number): { growth: number; depth: number; additions: number } {
  const left = operandForms(u), right = operandForms(v), value: Form[] = [], sum = new Map<number, { weight: number; depth: number; arrivals: number }>();
  let growth = 0, depth = 0, additions = 0;
  const order = w.nodes.length + w.outputs;
  for (let node = 0; node < order; node++) {
    const into = sum.get(node);
    if (node < w.products) value[node] = { weight: left[node]!.weight * right[node]!.weight, depth: left[node]!.depth + right[node]!.depth };
    else value[node] = into ? { weight: into.weight, depth: into.depth + into.arrivals } : { weight: 0, depth: 0 };
    if (node >= w.nodes.length) {
      growth = Math.max(growth, value[node]!.weight);
      depth = Math.max(depth, value[node]!.depth);
      additions = Math.max(additions, into?.arrivals ?? 0);
      continue;
    }
    const to = w.nodes[node]!, direct = node < w.products && straight(to);
    for (const { index, coefficient } of to) {
      const s = sum.get(index) ?? { weight: 0, depth: 0, arrivals: 0 };
      s.weight += Math.abs(coefficient) * value[node]!.weight;
      s.depth = Math.max(s.depth, value[node]!.depth + scaling(coefficient));
      s.arrivals += direct ? below : 1;
      sum.set(index, s);
    }
  }
  return { growth, depth, additions };
}

/** Products with one place to go, coefficient 1, are added there by the level below. */
const straight = (to: Terms): boolean => to.length === 1 && to[0]!.coefficient === 1;

/** Of the 2×2×2 kernel with its change of basis, a level: C12 = D4 − D2 sums 42 + 20 terms; three additions at each operand, and what D4 sees. */
const INNER = { growth: 62, operands: 6, additions: (below: number): number => 2 * below + 4 };

/** Greatest |Ĉ − C| over max|A|·max|B|, apart from underflow and overflow; u is 2⁻²⁴ or 2⁻⁵³, k the inner dimension. */
export function errorOf({ levels, inner, core, blocks }: Layout, k: number, u: number): number {
  const leaf = leafDims(blocks, inner)[1], left = k - core[1];
  let growth = leaf * INNER.growth ** inner, additions = 1, depth = leaf + INNER.operands * inner;
  for (let i = 0; i < inner; i++) additions = INNER.additions(additions);
  depth += additions;
  for (let i = levels.length - 1; i >= 0; i--) {
    const e = levelError(levels[i]!.program, additions);
    growth *= e.growth;
    depth += e.depth;
    additions = e.additions;
  }
  const gamma = (j: number): number => roundings(j, u);
  return Math.max(gamma(depth + 1) * growth + gamma(left + 6) * left + 4 * u * left, gamma(k + 4) * k);
}
