// A network of the real one's form, but with two to five channels: small enough for a test, deep enough to be wired wrongly.
import { network } from "../../showcase/face/network.mjs";

interface Tensor { shape: number[]; values: Float32Array; codes?: Uint8Array; scale?: number; zeroPoint?: number }
type Fill = (name: string, index: number) => number;

const NAMES = [
  "conv32_down", ...["conv32_1", "conv32_2", "conv32_3", "conv64_down", "conv64_1", "conv64_2", "conv64_3", "conv128_down", "conv128_1", "conv128_2",
    "conv256_down", "conv256_1", "conv256_2", "conv256_down_out"].flatMap((block) => [`${block}/conv1`, `${block}/conv2`]),
];
const WIDTH: Record<string, number> = { conv32: 2, conv64: 3, conv128: 4, conv256: 5 };

export function tinyNet(fill: Fill, outputs = 3): ReturnType<typeof network> {
  const tensors = new Map<string, Tensor>();
  const put = (name: string, shape: number[]): void => {
    const length = shape.reduce((a, b) => a * b, 1);
    tensors.set(name, { shape, values: Float32Array.from({ length }, (_, i) => fill(name, i)) });
  };
  let channels = 3;
  for (const name of NAMES) {
    const width = WIDTH[name.split("_")[0]!]!;
    const size = name === "conv32_down" ? 7 : 3;
    put(`${name}/conv/filters`, [size, size, channels, width]);
    put(`${name}/conv/bias`, [width]);
    put(`${name}/scale/weights`, [width]);
    put(`${name}/scale/biases`, [width]);
    channels = width;
  }
  put("fc", [channels, outputs]);
  return network(tensors);
}

/** Repeatable numbers in −1..1 that differ from name to name. */
export const noise: Fill = (name, index) => {
  let state = [...name].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 16777619), 2166136261 ^ index);
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  state = Math.imul(state ^ (state >>> 12), 0x297a2d39);
  return ((state ^ (state >>> 15)) >> 8) / 2 ** 23;
};
