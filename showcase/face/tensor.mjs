// Images as plain arrays, channels last: element (i, y, x, channel) of `{n, h, w, c, data}` is data[((i·h + y)·w + x)·c + channel].

export function tensor(n, h, w, c, data = new Float32Array(n * h * w * c)) {
  return { n, h, w, c, data };
}

/** Side of the output of a window that slides over `length` padded by `pad` on both ends. */
export function outputSide(length, { size, stride, pad }) {
  return Math.floor((length + 2 * pad - size) / stride) + 1;
}

/**
 * Writes the matrix whose product with the filters (size·size·c rows, in the order ky, kx, channel) is the convolution:
 * a row for each output pixel, holding the window it looks at. What lies outside the image is `zero`.
 */
export function im2col(out, { n, h, w, c, data }, window, zero = 0) {
  const { size, stride, pad } = window;
  const rows = outputSide(h, window), cols = outputSide(w, window);
  let to = 0;
  for (let i = 0; i < n; i++) {
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        const left = col * stride - pad;
        const skip = Math.max(0, -left) * c; // elements of a line left of the image, inside it, and right of it
        const keep = (Math.min(w, left + size) - Math.max(0, left)) * c;
        for (let ky = 0; ky < size; ky++) {
          const y = row * stride + ky - pad;
          const end = to + size * c;
          if (y < 0 || y >= h) {
            while (to < end) out[to++] = zero;
            continue;
          }
          for (const inside = to + skip; to < inside; ) out[to++] = zero;
          let from = ((i * h + y) * w + Math.max(0, left)) * c;
          for (const inside = to + keep; to < inside; ) out[to++] = data[from++];
          while (to < end) out[to++] = zero;
        }
      }
    }
  }
}

/** Largest of every size×size window. */
export function maxPool(x, size, stride) {
  return pool(x, { size, stride, pad: 0 }, -Infinity, Math.max, 1);
}

/** Mean of every size×size window. */
export function averagePool(x, size, stride) {
  return pool(x, { size, stride, pad: 0 }, 0, (a, b) => a + b, size * size);
}

function pool({ n, h, w, c, data }, window, start, join, divisor) {
  const { size, stride } = window;
  const out = tensor(n, outputSide(h, window), outputSide(w, window), c, new data.constructor(n * outputSide(h, window) * outputSide(w, window) * c));
  let to = 0;
  for (let i = 0; i < n; i++) {
    for (let row = 0; row < out.h; row++) {
      for (let col = 0; col < out.w; col++) {
        for (let channel = 0; channel < c; channel++) {
          let value = start;
          for (let ky = 0; ky < size; ky++) {
            const from = ((i * h + row * stride + ky) * w + col * stride) * c + channel;
            for (let kx = 0; kx < size; kx++) value = join(value, data[from + kx * c]);
          }
          out.data[to++] = value / divisor;
        }
      }
    }
  }
  return out;
}

/** Mean over all pixels: one value a channel, as an image of one pixel. */
export function globalAverage({ n, h, w, c, data }) {
  const out = tensor(n, 1, 1, c, new data.constructor(n * c));
  for (let i = 0; i < n; i++) {
    for (let channel = 0; channel < c; channel++) {
      let sum = 0;
      for (let pixel = 0; pixel < h * w; pixel++) sum += data[(i * h * w + pixel) * c + channel];
      out.data[i * c + channel] = sum / (h * w);
    }
  }
  return out;
}

/** relu(a + b), where the smaller of the two counts as zero beyond its own pixels (right, below) and channels. */
export function addRelu(a, b) {
  const h = Math.max(a.h, b.h), w = Math.max(a.w, b.w), c = Math.max(a.c, b.c);
  const out = tensor(a.n, h, w, c, new a.data.constructor(a.n * h * w * c));
  for (const x of [a, b]) {
    const from = x.data;
    for (let i = 0; i < x.n; i++) {
      for (let y = 0; y < x.h; y++) {
        for (let col = 0; col < x.w; col++) {
          const source = ((i * x.h + y) * x.w + col) * x.c, target = ((i * h + y) * w + col) * c;
          for (let channel = 0; channel < x.c; channel++) out.data[target + channel] += from[source + channel];
        }
      }
    }
  }
  return relu(out);
}

export function relu(x) {
  const { data } = x;
  for (let i = 0; i < data.length; i++) if (data[i] < 0) data[i] = 0;
  return x;
}
