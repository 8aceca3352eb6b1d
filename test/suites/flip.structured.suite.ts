// Plans of structured schemes: values, the triangles that are not read, memory, error bounds, refusals.
import { type Kernels, loadSync, type PlanOptions, type Scheme } from "lanewise";
import { gram34, halved34, keeps, structuredReference, upper34 } from "../helpers/flip.structured.js";
import { frozen, guarded } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { equal, ok, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Dtype = "f32" | "f64" | "i32";

/** One product of small whole numbers in guarded windows, with what must not be read set to NaN: exact. */
function tryStructured(k: Kernels, scheme: Scheme, options: PlanOptions, dtype: Dtype, size: number, seed: number): void {
  const random = new Random(seed), target = scheme.target as string, gram = target[1] === "t", left = target[0] as string, right = gram ? left : target[1] as string;
  const m = left !== "g" || right === "g" || gram ? size : size + 3, inner = left !== "g" || (!gram && right !== "g") ? size : size + 5, n = gram ? m : right === "g" ? size + 7 : inner;
  const whole = (count: number): Float64Array => Float64Array.from({ length: count }, () => random.int(-3, 3)), absent = dtype === "i32" ? 12345 : NaN;
  const a = whole(m * inner).map((x, i) => (keeps(left, Math.floor(i / inner), i % inner) ? x : absent));
  const b = whole(inner * n).map((x, i) => (keeps(right, Math.floor(i / n), i % n) ? x : absent));
  k.scope((s) => {
    const frame = { top: 1, left: 3, right: 2, bottom: 1 };
    const A = guarded(s, dtype, m, inner, a, frame), B = gram ? A : guarded(s, dtype, inner, n, b, frame), C = guarded(s, dtype, m, n, new Float64Array(m * n).fill(absent), frame);
    const unchanged = [frozen("A", A.matrix), frozen("B", B.matrix)], plan = k.flip.plan(scheme, options), { used } = k.memory(), label = `${plan} ${JSON.stringify(options)} ${dtype} ${m}×${inner}×${n} seed=${seed}`;
    equal(plan.run(C.matrix, A.matrix, B.matrix), C.matrix, "what run returns");
    equal(k.memory().used, used, `${label}: memory().used`);
    const got = C.matrix.copy(), want = structuredReference(target, m, inner, n, a, b);
    for (let i = 0; i < want.length; i++) ok(got[i] === want[i], `${label}: C[${i}] is ${got[i]}, expected ${want[i]}`);
    for (const x of [A, B, C]) x.verify();
    for (const check of unchanged) check();
    ok(plan.workspace(m, inner, n, dtype) > 0, `${label}: workspace`);
    plan.free();
  });
}

const sizes = [1, 2, 7, 8, 9, 31, 33, 64, 67];

export const suite: Suite = {
  name: "flip.structured",
  cases: [
    ...flavours().flatMap((flavour) => [
      test(`${flavour}: every target that blocks are valid for`, () => withKernels(flavour, (k) => {
        const kinds = ["ug", "lg", "gu", "gl", "ul", "lu", "uu", "ll", "gt", "ut", "lt"];
        for (const target of kinds) for (const corner of ["a", "b", "c"]) for (const n of [1, 2, 3]) tryStructured(k, k.flip.structured(target + corner, n), { levels: 1, strassen: n & 1 }, n & 1 ? "i32" : "f64", 9, n);
        for (const target of kinds) for (const n of [2, 3]) {
          for (const size of [1, 5, 13, 34]) tryStructured(k, k.flip.structured(target, n), {}, size & 1 ? "f64" : "i32", size, 7 * n + size);
        }
      })),
      test(`${flavour}: the schemes of rank 34, sizes and depths`, () => withKernels(flavour, (k) => {
        for (const scheme of [upper34, gram34]) for (const size of sizes) for (const dtype of ["f64", "i32", "f32"] as const) {
          if (dtype === "f32" && size > 33) continue;
          tryStructured(k, scheme, {}, dtype, size, size);
          tryStructured(k, scheme, { levels: 2, strassen: size % 4, leaf: 1 }, dtype, size, size + 100);
        }
      })),
      test(`${flavour}: nested twice`, () => withKernels(flavour, (k) => {
        for (const scheme of [upper34, gram34]) tryStructured(k, scheme, { levels: 3, strassen: 4, leaf: 1 }, "f64", 150, 5);
        tryStructured(k, k.flip.structured("ut", 3), { levels: 2, strassen: 2, leaf: 1 }, "f64", 100, 6);
        tryStructured(k, halved34, { strassen: 2 }, "f64", 50, 7);
      })),
      test(`${flavour}: triangular and symmetric operands`, () => withKernels(flavour, (k) => {
        const random = new Random(11);
        for (const dtype of ["f64", "i32"] as const) for (const uplo of ["upper", "lower"] as const) for (const kind of ["trmm", "symm", "skew"] as const) for (const [m, n] of [[0, 2], [1, 1], [5, 9], [64, 33], [130, 70]] as const) k.scope((s) => {
          const kept = (i: number, j: number): boolean => (uplo === "upper" ? i <= j : i >= j) && (kind !== "skew" || i !== j);
          const value = Float64Array.from({ length: m * m }, () => random.int(-3, 3)), b = Float64Array.from({ length: m * n }, () => random.int(-3, 3)), full = value.map((x, at) => {
            const i = Math.floor(at / m), j = at % m;
            if (kept(i, j)) return x;
            return kind === "trmm" || i === j ? 0 : kind === "symm" ? value[j * m + i] as number : -(value[j * m + i] as number);
          });
          const frame = { top: 1, left: 3, right: 2, bottom: 1 }, A = guarded(s, dtype, m, m, value.map((x, at) => (kept(Math.floor(at / m), at % m) ? x : dtype === "i32" ? 12345 : NaN)), frame);
          const B = guarded(s, dtype, m, n, b, frame), C = guarded(s, dtype, m, n, undefined, frame), unchanged = [frozen("A", A.matrix), frozen("B", B.matrix)];
          equal(kind === "trmm" ? k.flip.trmm(C.matrix, A.matrix, B.matrix, { uplo }) : k.flip.symm(C.matrix, A.matrix, B.matrix, { uplo, skew: kind === "skew" }), C.matrix, "what is returned");
          const want = structuredReference("gg", m, m, n, full, b), got = C.matrix.copy();
          for (let i = 0; i < want.length; i++) ok(got[i] === want[i], `${kind} ${uplo} ${dtype} ${m}×${n}: C[${i}] is ${got[i]}, expected ${want[i]}`);
          for (const x of [A, B, C]) x.verify();
          for (const check of unchanged) check();
        });
      })),
      test(`${flavour}: errors of floats stay within the bound`, () => withKernels(flavour, (k) => {
        const random = new Random(3);
        for (const scheme of [upper34, gram34]) for (const dtype of ["f32", "f64"] as const) for (const strassen of [0, 1, 2]) k.scope((s) => {
          const size = 80, a = Float64Array.from({ length: size * size }, () => random.int(-1000000, 1000000) / 2 ** 20).map((x, i) => (scheme === upper34 && Math.floor(i / size) > i % size ? 0 : x));
          const A = s.matrix(dtype, size, size, a), C = s.matrix(dtype, size, size), plan = k.flip.plan(scheme, { strassen }), bound = plan.errorBound(size, size, size, dtype);
          plan.run(C, A, A);
          const want = structuredReference(scheme.target as string, size, size, size, a, a), got = C.copy();
          let worst = 0;
          for (let i = 0; i < want.length; i++) worst = Math.max(worst, Math.abs((got[i] as number) - (want[i] as number)));
          ok(worst <= bound, `${plan} ${dtype} strassen=${strassen}: error ${worst}, bound ${bound}`);
          ok(worst > 0 || dtype === "f64", `${plan} ${dtype}: an error of 0 measures nothing`);
          plan.free();
        });
      })),
    ]),
    test("refusals", () => {
      const k = loadSync();
      for (const target of ["sg", "gs", "kg", "wg", "us", "st", "kt", "ss"]) throws(() => k.flip.plan(k.flip.structured(target, 2)), { code: "unsupported", op: "flip.plan", arg: "s", message: /scalars only/ });
      throws(() => k.flip.plan({ ...gram34, ring: "Z2", u: gram34.u.map(Math.abs), v: gram34.v.map(Math.abs), w: gram34.w.map(Math.abs) }), { code: "unsupported", op: "flip.plan", message: /lift it first/ });
      throws(() => k.flip.plan(gram34, { levels: 0 }), { code: "option", op: "flip.plan", arg: "levels" });
      throws(() => k.flip.plan([gram34] as readonly Scheme[]), { code: "unsupported", op: "flip.plan" });
      k.scope((s) => {
        const gram = k.flip.plan(gram34), upper = k.flip.plan(upper34), square = s.matrix("f64", 4, 4), wide = s.matrix("f64", 4, 5), C = s.matrix("f64", 4, 4);
        throws(() => gram.run(C, wide, s.matrix("f64", 4, 5)), { code: "option", op: "plan.run", arg: "B" });
        throws(() => gram.run(wide, square, square), { code: "shape", op: "plan.run", arg: "C" });
        throws(() => upper.run(C, wide, s.matrix("f64", 5, 4)), { code: "shape", op: "plan.run", arg: "A" });
        throws(() => upper.run(C, square, s.matrix("f64", 5, 4)), { code: "shape", op: "plan.run", arg: "B" });
        throws(() => upper.run(square, square, C), { code: "alias", op: "plan.run", arg: "C" });
        throws(() => k.flip.trmm(C, wide, square), { code: "shape", op: "flip.trmm", arg: "A" });
        throws(() => k.flip.symm(C, square, s.matrix("f64", 5, 4)), { code: "shape", op: "flip.symm", arg: "B" });
        throws(() => k.flip.symm(square, square, C), { code: "alias", op: "flip.symm", arg: "C" });
        throws(() => k.flip.trmm(C, square, square, { uplo: "both" as "upper" }), { code: "option", op: "flip.trmm", arg: "uplo" });
        const halved = k.flip.plan(halved34), i = s.matrix("i32", 4, 4);
        throws(() => halved.run(s.matrix("i32", 4, 4), i, i), { code: "unsupported", op: "plan.run", arg: "plan" });
        for (const plan of [gram, upper, halved]) plan.free();
        throws(() => gram.run(C, square, square), { code: "freed", op: "plan.run", arg: "plan" });
      });
      k.free();
    }),
  ],
};
