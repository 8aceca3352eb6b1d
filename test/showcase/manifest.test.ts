import { describe, expect, it } from "vitest";
import { readTensors } from "../../showcase/face/manifest.mjs";

const manifest = [{
  paths: ["x.bin"],
  weights: [
    { name: "codes", shape: [3], dtype: "float32", quantization: { dtype: "uint8", scale: 0.5, min: -2 } },
    { name: "floats", shape: [1, 2], dtype: "float32" },
    { name: "positive", shape: [2], dtype: "float32", quantization: { dtype: "uint8", scale: 0.25, min: 3 } },
  ],
}];
const bytes = (): Buffer => Buffer.from([0, 4, 255, ...new Uint8Array(new Float32Array([1.5, -8]).buffer), 0, 8]);

describe("showcase: weights manifest", () => {
  it("reads codes and floats one after another, at any alignment", () => {
    const tensors = readTensors(manifest, bytes());
    expect([...tensors.keys()]).toEqual(["codes", "floats", "positive"]);
    expect([...tensors.get("codes").values]).toEqual([-2, 0, 125.5]);
    expect([...tensors.get("floats").values]).toEqual([1.5, -8]);
    expect([...tensors.get("positive").values]).toEqual([3, 5]);
    expect(tensors.get("floats").shape).toEqual([1, 2]);
  });
  it("gives a zero point where zero has a code", () => {
    const tensors = readTensors(manifest, bytes());
    expect(tensors.get("codes").zeroPoint).toBe(4);
    expect(tensors.get("positive").zeroPoint).toBeUndefined();
    expect(tensors.get("floats").codes).toBeUndefined();
  });
  it("takes a part of a larger buffer", () => {
    const inside = Buffer.concat([Buffer.from([9, 9, 9]), bytes()]).subarray(3);
    expect([...readTensors(manifest, inside).get("floats").values]).toEqual([1.5, -8]);
  });
  it("names what does not fit", () => {
    expect(() => readTensors(manifest, bytes().subarray(0, 8))).toThrow("floats ends at byte 11, but there are 8");
    expect(() => readTensors(manifest, Buffer.concat([bytes(), bytes()]))).toThrow("the manifest ends at byte 13, but there are 26");
    expect(() => readTensors([{ weights: [{ name: "a", shape: [1], dtype: "int32" }] }], bytes())).toThrow("a is stored as int32");
  });
});
