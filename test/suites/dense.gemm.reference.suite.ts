// dense.gemm against three plain loops, at every size where a kernel changes its mind: lanes, register tiles, cache blocks.
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { type GemmTrial, tryGemm } from "../helpers/guard.gemm.js";
import { type Float, type Kind, Random } from "../helpers/random.js";
import { type Case, type Suite, test } from "./suite.js";

const dtypes: readonly Float[] = ["f32", "f64"];
const scalars: readonly number[] = [0, 1, -1, 0.5, -2.75, 1e-3];
const none = { top: 0, left: 0, right: 0, bottom: 0 };
const odd = { top: 2, left: 5, right: 8, bottom: 1 };

/** Orientation, scalars and frame walk through their values as trials go by, so every pair meets somewhere. */
function turn(i: number): Pick<GemmTrial, "transA" | "transB" | "alpha" | "beta" | "frame"> {
  return {
    transA: (i & 1) === 1,
    transB: (i & 2) === 2,
    alpha: scalars[(1 + (i >> 2)) % scalars.length] as number,
    beta: scalars[(i >> 3) % scalars.length] as number,
    frame: [none, odd, {}][i % 3] as GemmTrial["frame"] & object,
  };
}

const around = (...centres: number[]): number[] => centres.flatMap((c) => [c - 1, c, c + 1]);
const tiles = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 16, 17];
const blocks = [...around(16, 32, 64, 128, 240, 256, 384, 512), 485, 771, 1029];

/** Each list is (m, n, k) triples. */
const shapes: Record<string, () => number[][]> = {
  "every size of a register tile": () => tiles.flatMap((m) => tiles.flatMap((n) => tiles.map((k) => [m, n, k]))),
  "m across lanes and blocks": () => blocks.flatMap((m) => [[m, 5, 3], [m, 8, 17], [m, 9, 40], [m, 1, 7]]),
  "m across blocks of packed a, n across blocks of packed b": () => [...around(2048), 4099].flatMap((m) => [[m, 3, 5], [m, 9, 8]]).concat([[7, 511, 40], [34, 513, 9], [35, 1029, 33]]),
  "n across lanes and blocks": () => [...blocks, ...around(2048), 4099].flatMap((n) => [[3, n, 5], [5, n, 8], [6, n, 11], [1, n, 9]]),
  "k across lanes and blocks": () => [...blocks, ...around(1024), 4097].flatMap((k) => [[5, 8, k], [6, 9, k], [11, 3, k], [1, 17, k], [13, 1, k]]),
  "two blocks and a tail in every dimension": () => [[485, 37, 97], [23, 83, 1029], [67, 4101, 19], [245, 65, 517], [61, 67, 71], [131, 129, 127], [203, 317, 41]],
};

function fromShapes(variant: "simd" | "relaxed", dtype: Float, name: string): Case {
  return test(`${variant} ${dtype} ${name}`, () => withKernels(variant, (k) => {
    const list = (shapes[name] as () => number[][])();
    list.forEach(([m, n, kk], i) => {
      tryGemm(k, new Random(i), { dtype, m: m as number, n: n as number, k: kk as number, ...turn(i + (i >> 4)) });
    });
  }));
}

/** All scalars and orientations on shapes that take different paths, for one kind of data. */
function everyOption(variant: "simd" | "relaxed", dtype: Float, kind: Kind): Case {
  return test(`${variant} ${dtype} every α, β and orientation, ${kind} values`, () => withKernels(variant, (k) => {
    let seed = 1000;
    for (const [m, n, kk] of [[5, 8, 9], [7, 13, 33], [33, 34, 35]] as const)
      for (const alpha of scalars) for (const beta of scalars) for (const flags of [0, 1, 2, 3])
        tryGemm(k, new Random(seed++), { dtype, m, n, k: kk, alpha, beta, transA: flags > 1, transB: flags % 2 === 1, kind });
  }));
}

function fused(variant: "simd" | "relaxed", dtype: Float): Case {
  return test(`${variant} ${dtype} bias and activation`, () => withKernels(variant, (k) => {
    let seed = 2000;
    for (const [m, n, kk] of [[1, 1, 1], [4, 8, 3], [5, 9, 16], [13, 31, 40], [66, 70, 65], [3, 2053, 9], [7, 5, 0], [125, 12, 390]] as const)
      for (const activation of ["none", "relu", "gelu", "silu"] as const) for (const bias of [false, true]) for (const beta of [0, 0.75])
        tryGemm(k, new Random(seed++), { dtype, m, n, k: kk, beta, bias, activation, ...(seed % 5 === 0 && { alpha: 0 }), transB: seed % 3 === 0 });
  }));
}

const cases = flavours().flatMap((variant) =>
  dtypes.flatMap((dtype) => [
    ...Object.keys(shapes).map((name) => fromShapes(variant, dtype, name)),
    ...(["uniform", "integers", "wide", "denormal", "special"] as const).map((kind) => everyOption(variant, dtype, kind)),
    fused(variant, dtype),
  ]),
);

export const suite: Suite = { name: "dense.gemm.reference", cases };
