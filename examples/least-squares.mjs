// Fits a cubic through noisy points by QR, and shows that the residual is orthogonal to the columns.
import { load } from "lanewise";

const k = await load();
const points = 40, degree = 3;
const t = Array.from({ length: points }, (_, i) => i / (points - 1));
const A = k.matrix("f64", points, degree + 1, t.flatMap((x) => [1, x, x * x, x ** 3]));
const b = k.matrix("f64", points, 1, t.map((x, i) => 2 - 3 * x + 0.5 * x ** 3 + 0.01 * ((i * 7) % 5 - 2)));
const x = k.dense.lstsq(k.matrix("f64", degree + 1, 1), A, b);
console.log("coefficients", [...x.view].map((v) => v.toFixed(3)).join(" "));
k.dense.gemm(b, A, x, { alpha: -1, beta: 1 }); // b ← b − A·x
const g = k.dense.gemm(k.matrix("f64", degree + 1, 1), A, b, { transA: true });
console.log("largest |Aᵀr|", Math.max(...g.view.map(Math.abs)).toExponential(1));
k.free();
