// Random orthogonal matrices as products of plane rotations: in each layer every row is paired with another at random and each pair is turned by a
// random angle. A number of layers logarithmic in n mixes all rows, so Q·A costs O(n² log n) where Householder reflectors cost O(n³).
import { normalQuantile } from "../random/quantile.js";
import { Threefry } from "../random/threefry.js";

/** Pair p of a layer turns rows `first[p]` and `second[p]` by the angle with cosine `cos[p]` and sine `sin[p]`. */
interface Layer { readonly first: Uint32Array; readonly second: Uint32Array; readonly cos: Float64Array; readonly sin: Float64Array }

/** Row-major values of some row length. */
interface Rows { readonly values: Float64Array; readonly cols: number }

/** `side` tells apart the two orthogonal factors of one problem. */
export function rotations(n: number, seed: number, side: "left" | "right"): Layer[] {
  const pairs = Math.floor(n / 2);
  let depth = 0;
  for (let reach = 1; reach < n; reach *= 2) depth += 3;
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const places = Threefry.of(seed, `${side}Pairs`);
  const angles = Threefry.of(seed, `${side}Angles`);
  const layers: Layer[] = [];
  for (let l = 0; l < depth; l++) {
    const layer = { first: new Uint32Array(pairs), second: new Uint32Array(pairs), cos: new Float64Array(pairs), sin: new Float64Array(pairs) };
    // Fisher–Yates; then neighbours are the pairs.
    for (let i = n - 1; i > 0; i--) {
      const j = places.below(i + 1, l * n + i);
      const held = order[i] as number;
      order[i] = order[j] as number;
      order[j] = held;
    }
    for (let p = 0; p < pairs; p++) {
      // Two normal numbers point in a uniformly random direction: no cosine needed.
      const x = normalQuantile(angles.unit(2 * (l * pairs + p)));
      const y = normalQuantile(angles.unit(2 * (l * pairs + p) + 1));
      const length = Math.sqrt(x * x + y * y);
      layer.first[p] = order[2 * p] as number;
      layer.second[p] = order[2 * p + 1] as number;
      layer.cos[p] = length === 0 ? 1 : x / length;
      layer.sin[p] = length === 0 ? 0 : y / length;
    }
    layers.push(layer);
  }
  return layers;
}

/** A ← Q·A. */
export function rotateRows({ values, cols }: Rows, layers: readonly Layer[]): void {
  for (const { first, second, cos, sin } of layers) {
    for (let p = 0; p < first.length; p++) {
      const a = (first[p] as number) * cols;
      const b = (second[p] as number) * cols;
      turn(values, a, b, cols, cos[p] as number, sin[p] as number);
    }
  }
}

/** A ← A·Qᵀ. */
export function rotateCols({ values, cols }: Rows, layers: readonly Layer[]): void {
  for (let row = 0; row < values.length; row += cols) {
    for (const { first, second, cos, sin } of layers) {
      for (let p = 0; p < first.length; p++) turn(values, row + (first[p] as number), row + (second[p] as number), 1, cos[p] as number, sin[p] as number);
    }
  }
}

function turn(values: Float64Array, a: number, b: number, count: number, c: number, s: number): void {
  for (let i = 0; i < count; i++) {
    const x = values[a + i] as number;
    const y = values[b + i] as number;
    values[a + i] = c * x - s * y;
    values[b + i] = s * x + c * y;
  }
}
