// A photo in grey, noise, and its removal in the Walsh basis of shifted 8×8 tiles.
// Translation-invariant thresholding: Coifman & Donoho 1995 (cycle spinning); threshold σ√(2 ln n): Donoho & Johnstone 1994.

export const TILE = 8;
const STEP = 2; // between shifts, in pixels
const ACROSS = TILE / STEP;
export const SHIFTS = ACROSS ** 2;

/** A square of the photo in grey, whole numbers 0..255. */
export function greySquare({ width, height, data }, left, top, side) {
  const channels = data.length / (width * height);
  const grey = new Float32Array(side * side);
  for (let y = 0, to = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = ((top + y) * width + left + x) * channels;
      grey[to++] = Math.round(0.299 * data[from] + 0.587 * data[from + 1] + 0.114 * data[from + 2]);
    }
  }
  return grey;
}

/** All shifts of the square image, one below the other, cyclically. */
export function spread(image, side, stacked = new Float32Array(SHIFTS * image.length)) {
  lines(side, (line, right, at) => {
    stacked.set(image.subarray(line + right, line + side), at);
    stacked.set(image.subarray(line, line + right), at + side - right);
  });
  return stacked;
}

/** The mean of the shifts, each moved back. */
export function gathered(stacked, side) {
  const image = new Float32Array(side * side);
  lines(side, (line, right, at) => {
    for (let x = right; x < side; x++) image[line + x] += stacked[at++];
    for (let x = 0; x < right; x++) image[line + x] += stacked[at++];
  });
  return image.map((sum) => sum / SHIFTS);
}

/** Calls `each(line of the image, shift to the right, line of the stack)`, lines by the index of their first pixel. */
function lines(side, each) {
  for (let s = 0, at = 0; s < SHIFTS; s++) {
    const down = STEP * Math.floor(s / ACROSS), right = STEP * (s % ACROSS);
    for (let y = 0; y < side; y++, at += side) each(((y + down) % side) * side, right, at);
  }
}

/** Coefficients below λ become zero. */
export function hardThreshold(coefficients, lambda) {
  for (let i = 0; i < coefficients.length; i++) if (Math.abs(coefficients[i]) < lambda) coefficients[i] = 0;
}

/** Peak signal-to-noise ratio of 8-bit pixels, in dB. */
export function psnr(image, original) {
  const squares = image.reduce((sum, v, i) => sum + (v - original[i]) ** 2, 0);
  return 10 * Math.log10(255 ** 2 / (squares / image.length));
}
