// From 27 products for 3×3 matrices to 23: searched over two elements, lifted, and used to multiply real matrices.
import { load } from "lanewise";

const k = await load();
const { best, history } = k.flip.search(k.flip.standard(3, 3, 3), { flips: 1e8, seed: 1, target: 23, lift: true });
console.log(history[0].rank, "products, then", best.rank, best.ring, k.flip.verify(best).ok); // 27 products, then 23 ZT true

// Among schemes of that rank there are some with fewer additions.
const few = k.flip.search(best, { flips: 5e6, seed: 1, lift: true, minimise: "additions" }).best;
const count = (s) => k.flip.reduceAdditions(s).additions;
console.log("fewer additions:", few.rank === 23 && count(few) <= count(best)); // fewer additions: true

const n = 54, A = k.matrix("f64", n, n), B = k.matrix("f64", n, n), C = k.matrix("f64", n, n);
A.view.forEach((_, i, x) => { x[i] = i % 7; });
B.view.forEach((_, i, x) => { x[i] = i % 5; });
const exact = k.dense.gemm(k.matrix("f64", n, n), A, B).view;
console.log(k.flip.plan(few, { levels: 2 }).run(C, A, B).view.every((x, i) => x === exact[i])); // true
k.free();
