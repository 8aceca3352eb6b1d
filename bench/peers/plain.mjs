// What a careful programmer writes without a library: the i, k, j loop over typed arrays, rows streamed.

function product({ m, n, k, a, b }, c) {
  c.fill(0);
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      const x = a[i * k + p];
      const row = i * n;
      const from = p * n;
      for (let j = 0; j < n; j++) c[row + j] += x * b[from + j];
    }
  }
}

function vectorProduct({ m, n, a, x, trans }, y) {
  if (!trans) {
    for (let i = 0; i < m; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += a[i * n + j] * x[j];
      y[i] = sum;
    }
    return;
  }
  y.fill(0);
  for (let i = 0; i < m; i++) {
    const scale = x[i];
    for (let j = 0; j < n; j++) y[j] += scale * a[i * n + j];
  }
}

function dot({ x, y }) {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

function axpy({ alpha, x }, y) {
  for (let i = 0; i < x.length; i++) y[i] += alpha * x[i];
}

/** The functions are made anew for every problem: one that has seen both f32 and f64 arrays is slower on each. */
const fresh = (f) => new Function(`return ${f}`)();

export async function load() {
  return {
    gemm(problem) {
      const c = new problem.a.constructor(problem.m * problem.n);
      const f = fresh(product);
      return { run: () => f(problem, c), result: () => c };
    },
    gemmInt8(problem) {
      const c = new Int32Array(problem.m * problem.n);
      const f = fresh(product);
      return { run: () => f(problem, c), result: () => c };
    },
    gemv(problem) {
      const y = new problem.a.constructor(problem.trans ? problem.n : problem.m);
      const f = fresh(vectorProduct);
      return { run: () => f(problem, y), result: () => y };
    },
    dot(problem) {
      const f = fresh(dot);
      return { run: () => f(problem), result: () => f(problem) };
    },
    axpy(problem) {
      const y = problem.y.slice();
      const f = fresh(axpy);
      return { run: () => f(problem, y), result: () => { y.set(problem.y); f(problem, y); return y; } };
    },
  };
}
