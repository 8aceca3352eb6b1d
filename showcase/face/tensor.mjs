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
  const line = size * c;
  const copy = line < 64 ? copyShort : copyLong;
  let to = 0;
  for (let i = 0; i < n; i++) {
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        const left = col * stride - pad;
        const first = Math.max(0, left), length = (Math.min(w, left + size) - first) * c;
        for (let ky = 0; ky < size; ky++, to += line) {
          const y = row * stride + ky - pad;
          const inside = y >= 0 && y < h;
          if (!inside || length < line) out.fill(zero, to, to + line);
          if (inside) copy(out, to + (first - left) * c, data, ((i * h + y) * w + first) * c, length);
        }
      }
    }
  }
}

// A call of `set` costs as much as a loop over some fifty elements.
function copyLong(out, to, data, from, length) {
  out.set(data.subarray(from, from + length), to);
}

function copyShort(out, to, data, from, length) {
  for (let i = 0; i < length; i++) out[to + i] = data[from + i];
}

/** Largest of every size×size window. */
export function maxPool(x, size, stride) {
  return pool(x, { size, stride, pad: 0 }, (out, to, data, from, c) => {
    for (let i = 0; i < c; i++) if (!(data[from + i] <= out[to + i])) out[to + i] = data[from + i];
  });
}

/** Mean of every size×size window. */
export function averagePool(x, size, stride) {
  const out = pool(x, { size, stride, pad: 0 }, (out, to, data, from, c) => {
    for (let i = 0; i < c; i++) out[to + i] += data[from + i];
  });
  for (let i = 0; i < out.data.length; i++) out.data[i] /= size * size;
  return out;
}

/** Starts every output pixel from the first of its window and joins the others to it, all channels at a time. */
function pool({ n, h, w, c, data }, window, join) {
  const { size, stride } = window;
  const rows = outputSide(h, window), cols = outputSide(w, window);
  const out = tensor(n, rows, cols, c, new data.constructor(n * rows * cols * c));
  let to = 0;
  for (let i = 0; i < n; i++) {
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++, to += c) {
        const start = ((i * h + row * stride) * w + col * stride) * c;
        copyShort(out.data, to, data, start, c);
        for (let at = 1; at < size * size; at++) join(out.data, to, data, start + (Math.floor(at / size) * w + (at % size)) * c, c);
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
