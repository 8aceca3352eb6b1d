import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { largestGap } from "../../showcase/face/check.mjs";
import { floatEngine } from "../../showcase/face/floats.mjs";
import { folded, forward, layersOf, network, normalise, productShape } from "../../showcase/face/network.mjs";
import { directConvolution, plainEngine } from "../../showcase/face/plain.mjs";
import { tensor } from "../../showcase/face/tensor.mjs";
import { noise, tinyNet } from "./net.js";

const image = (n: number): ReturnType<typeof tensor> => tensor(n, 150, 150, 3, Float32Array.from({ length: n * 150 * 150 * 3 }, (_, i) => noise("image", i)));

/** Filters of zeros; `shifts` names the layers that give a constant instead. */
const constant = (shifts: Record<string, number>) => (name: string, index: number): number => {
  if (name === "fc") return index < 3 ? 1 : index < 6 ? 10 : index < 9 ? 100 : index < 12 ? 1000 : 10000; // one power for each channel
  const [layer, value] = Object.entries(shifts).find(([key]) => name === `${key}/scale/biases`) ?? [];
  return layer === undefined ? 0 : value!;
};

describe("showcase: the network", () => {
  it("has the sides of the real one", () => {
    const seen: string[] = [];
    forward(tinyNet(noise), image(1), (layer: { name: string }, x: never, onto: never) => {
      const { h, w, k } = productShape(layer, x);
      seen.push(`${layer.name} ${h}×${w} ${k}`);
      return directConvolution(layer, x, onto);
    });
    expect(seen).toHaveLength(30);
    expect(seen[0]).toBe("conv32_down 72×72 147");
    expect(seen).toContain("conv32_3/conv2 35×35 18");
    expect(seen).toContain("conv64_down/conv1 17×17 18");
    expect(seen).toContain("conv128_down/conv2 8×8 36");
    expect(seen).toContain("conv256_down/conv2 3×3 45");
    expect(seen).toContain("conv256_2/conv1 4×4 45");
    expect(seen).toContain("conv256_down_out/conv2 1×1 45");
    expect(seen.at(-1)).toBe("fc 1×1 5");
  });
  it("hands a constant through its shortcuts, new channels zero", () => {
    const out = forward(tinyNet(constant({ conv32_down: 2 })), image(1), directConvolution);
    expect([...out]).toEqual([22, 22, 22]); // channels 0 and 1 hold 2, the others 0
  });
  it("pads the smaller branch to the right and below", () => {
    // 3×3 ones in 4×4: after the last average pool 1, ½, ½, ¼, of which the mean is 9/16.
    const out = forward(tinyNet(constant({ "conv256_down/conv2": 1 })), image(1), directConvolution);
    expect(out[0]).toBeCloseTo((11111 * 9) / 16, 9);
  });
  it("adds shortcuts before the ReLU, and the last one has no ReLU inside", () => {
    const out = forward(tinyNet(constant({ conv32_down: 2, "conv32_2/conv2": -1.5, "conv64_down/conv2": -0.25 })), image(1), directConvolution);
    expect(out[0]).toBeCloseTo(11 * 0.25, 9); // 2 − 1.5 − 0.25 in two channels; the third would be negative and is cut
  });
  it("normalises red, green and blue on their own", () => {
    const got = [...normalise(Float32Array.of(122.782, 117.001, 104.298, 377.782, 0, 0))];
    expect(got.map((v) => +v.toFixed(6) + 0)).toEqual([0, 0, 0, 1, -0.458827, -0.409012]);
  });
  it("folds the scale layer into weights and bias", () => {
    const filters = { values: Float32Array.of(1, 2, 3, 4) };
    const { weights, bias } = folded({ filters, bias: Float32Array.of(1, 1), scale: Float32Array.of(2, 10), shift: Float32Array.of(5, 7), outputs: 2 });
    expect([...weights]).toEqual([2, 20, 6, 40]);
    expect([...bias]).toEqual([7, 17]);
  });
  it("comes out alike from im2col with a plain loop, from lanewise and from direct convolutions", () => {
    const net = tinyNet(noise);
    const x = image(2);
    const want = forward(net, x, directConvolution);
    expect(largestGap(forward(net, x, plainEngine(net).conv), want)).toBeLessThan(1e-5 * Math.max(...want.map(Math.abs)));
    const k = loadSync();
    const engine = floatEngine(k, net);
    const names: string[] = [];
    engine.probe = ({ layer }: { layer: { name: string } }) => { names.push(layer.name); };
    const got = Float32Array.from(forward(net, x, engine.conv));
    expect(largestGap(got, want)).toBeLessThan(1e-5 * Math.max(...want.map(Math.abs)));
    expect(names).toEqual(layersOf(net).map(({ name }: { name: string }) => name));
    engine.probe = undefined;
    expect([...forward(net, x, engine.conv)]).toEqual([...got]); // a second pass starts afresh
    k.free();
  });
  it("names a tensor that is not there", () => {
    expect(() => network(new Map())).toThrow("the manifest has no tensor conv32_down/conv/filters");
  });
});
