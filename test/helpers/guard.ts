// Guard elements: an operand is a window in the middle of a larger matrix whose other elements hold a known pattern.
// Whatever a kernel writes outside its operand is found afterwards, and strides, odd offsets and windows come for free.
import type { Alloc, Arrays, Dtype, Matrix } from "lanewise";
import type { Float } from "./random.js";

export interface Frame {
  readonly top?: number;
  readonly left?: number;
  readonly right?: number;
  readonly bottom?: number;
}

export interface Guarded<D extends Dtype> {
  /** The window to use as operand. */
  readonly matrix: Matrix<D>;
  /** Throws, naming the first guard element that changed. */
  verify(): void;
}

/** Floats: distinct, exact while there are fewer than 2^22 elements, and no value a kernel computes. Integers: what an i16 holds. */
function pattern(i: number, dtype: Dtype): number {
  return dtype === "f32" || dtype === "f64" ? -(i + 0.5) : -((i * 7919) % 20011) - 5000;
}

function bytesOf(array: Arrays[Dtype]): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** A rows×cols window with guards on all sides (default: one row above and below, three columns left, two right). */
export function guarded<D extends Dtype>(k: Alloc, dtype: D, rows: number, cols: number, data?: ArrayLike<number>, frame: Frame = {}): Guarded<D> {
  const { top = 1, left = 3, right = 2, bottom = 1 } = frame;
  const whole = k.matrix(dtype, top + rows + bottom, left + cols + right);
  const all = whole.view;
  for (let i = 0; i < all.length; i++) all[i] = pattern(i, dtype);
  const matrix = whole.sub(top, left, rows, cols);
  if (data) matrix.set(data);
  return {
    matrix,
    verify(): void {
      const now = whole.view;
      const check = (from: number, to: number): void => {
        for (let i = from; i < to; i++) if (now[i] !== pattern(i, dtype)) throw new Error(`guard element (${Math.floor(i / whole.cols) - top}, ${(i % whole.cols) - left}) of the ${rows}×${cols} ${dtype} window holds ${now[i]}, expected ${pattern(i, dtype)}`);
      };
      const inside = rows > 0 && cols > 0;
      let from = 0;
      for (let r = 0; r < rows && inside; r++) {
        const start = (top + r) * whole.cols + left;
        check(from, start);
        from = start + cols;
      }
      check(from, now.length);
    },
  };
}

/** Remembers the bits of a handle; the returned function throws when one has changed. NaN payloads count. */
export function frozen(name: string, handle: { readonly view: Arrays[Dtype] }): () => void {
  const before = bytesOf(handle.view.slice());
  return () => {
    const after = bytesOf(handle.view);
    if (after.length !== before.length) throw new Error(`${name} has ${after.length} bytes, expected ${before.length}`);
    for (let i = 0; i < before.length; i++) if (after[i] !== before[i]) throw new Error(`${name} was written: byte ${i} is ${after[i]}, expected ${before[i]}`);
  };
}

/** Fills a window (or whole matrix) with NaN without touching what lies between its rows. */
export function fillNaN<D extends Float>(m: Matrix<D>): Matrix<D> {
  return m.set(new Float64Array(m.rows * m.cols).fill(NaN));
}
