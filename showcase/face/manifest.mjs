// The weights format of TensorFlow.js: a JSON manifest naming tensors, and one binary file holding them one after another,
// either as little-endian floats or as affine codes: value = code · scale + min.

/** A Map from name to `{shape, values, codes?, scale?, zeroPoint?}`. Codes come with a zero point where zero has a code of its own. */
export function readTensors(manifest, bytes) {
  const tensors = new Map();
  let at = 0;
  for (const { name, shape, dtype, quantization } of manifest.flatMap((group) => group.weights)) {
    const length = shape.reduce((product, size) => product * size, 1);
    const stored = quantization?.dtype ?? dtype;
    if (stored !== 'uint8' && stored !== 'float32') throw new Error(`weights: ${name} is stored as ${stored}, expected float32 or uint8`);
    const end = at + length * (stored === 'uint8' ? 1 : 4);
    if (end > bytes.length) throw new Error(`weights: ${name} ends at byte ${end}, but there are ${bytes.length}`);
    const part = new Uint8Array(bytes.subarray(at, end)); // a copy, hence aligned
    tensors.set(name, stored === 'uint8' ? quantised(shape, part, quantization) : { shape, values: new Float32Array(part.buffer) });
    at = end;
  }
  if (at !== bytes.length) throw new Error(`weights: the manifest ends at byte ${at}, but there are ${bytes.length}`);
  return tensors;
}

function quantised(shape, codes, { scale, min }) {
  const values = new Float32Array(codes).map((code) => code * scale + min);
  const tensor = { shape, values, codes, scale };
  const zeroPoint = Math.round(-min / scale);
  const exact = zeroPoint >= 0 && zeroPoint <= 255 && Math.abs(zeroPoint * scale + min) <= 1e-9 * scale;
  return exact ? { ...tensor, zeroPoint } : tensor;
}
