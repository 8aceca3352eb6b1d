// A photo from the demo folder of @vladmandic/face-api, and the faces in it.

export const PHOTO = 'sample6.jpg';

/**
 * Where the four faces are in it: left, top and side in pixels. These are the boxes that the package's own detector and landmark
 * nets give (ssdMobilenetv1, faceLandmark68Net, `alignedRect`), made square about their centres.
 */
export const FACES = [[1452, 307, 269], [1143, 358, 252], [637, 382, 258], [224, 521, 263]];

/** The box on the photo, scaled to side×side RGB pixels by bilinear interpolation. */
export function cut({ width, height, data }, [left, top, length], side, { mirror = false } = {}) {
  const channels = data.length / (width * height); // 3 or 4
  const out = new Float32Array(side * side * 3);
  const step = length / side;
  const clamp = (value, last) => Math.min(Math.max(value, 0), last);
  for (let row = 0, to = 0; row < side; row++) {
    const y = clamp(top + (row + 0.5) * step - 0.5, height - 1);
    const y0 = Math.floor(y), y1 = Math.min(y0 + 1, height - 1), down = y - y0;
    for (let col = 0; col < side; col++) {
      const x = clamp(left + ((mirror ? side - 1 - col : col) + 0.5) * step - 0.5, width - 1);
      const x0 = Math.floor(x), x1 = Math.min(x0 + 1, width - 1), right = x - x0;
      for (let c = 0; c < 3; c++) {
        const at = (px, py) => data[(py * width + px) * channels + c];
        const above = at(x0, y0) * (1 - right) + at(x1, y0) * right;
        const below = at(x0, y1) * (1 - right) + at(x1, y1) * right;
        out[to++] = above * (1 - down) + below * down;
      }
    }
  }
  return out;
}

/** Every face of the photo, one after another. */
export function cutFaces(photo, side) {
  return joined(FACES.map((box) => cut(photo, box, side)));
}

/** The same faces as another picture of them: mirrored, cut a tenth wider and off centre. */
export function cutFacesAgain(photo, side) {
  return joined(FACES.map(([left, top, length]) => cut(photo, [left - 0.08 * length, top - 0.02 * length, 1.1 * length], side, { mirror: true })));
}

function joined(images) {
  const out = new Float32Array(images.length * images[0].length);
  images.forEach((image, i) => out.set(image, i * image.length));
  return out;
}
