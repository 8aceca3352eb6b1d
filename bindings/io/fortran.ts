// Column-major to row-major, any number of axes.

/** A row-major copy of an array stored with its first axis fastest. */
export function rowMajor(bytes: Uint8Array<ArrayBuffer>, shape: readonly number[], size: 1 | 2 | 4 | 8): Uint8Array<ArrayBuffer> {
  // Moved as words, never as floats: a NaN keeps its bits. Eight-byte elements are two words.
  const words = size === 1 ? bytes : size === 2 ? new Uint16Array(bytes.buffer) : new Uint32Array(bytes.buffer);
  const width = size === 8 ? 2 : 1;
  const out = words.slice();
  const last = shape.length - 1;
  const strides: number[] = [];
  let count = 1;
  for (const n of shape) {
    strides.push(count * width);
    count *= n;
  }
  const run = shape[last] as number;
  const step = strides[last] as number;
  const index = new Array<number>(last).fill(0);
  let from = 0;
  for (let to = 0; to < out.length;) {
    for (let i = 0, p = from; i < run; i++, p += step) {
      for (let w = 0; w < width; w++) out[to++] = words[p + w] as number;
    }
    // The next run: the axes before the last one, counted like an odometer.
    for (let axis = last - 1; axis >= 0; axis--) {
      const stride = strides[axis] as number;
      const n = shape[axis] as number;
      from += stride;
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < n) break;
      index[axis] = 0;
      from -= stride * n;
    }
  }
  return new Uint8Array(out.buffer as ArrayBuffer);
}
