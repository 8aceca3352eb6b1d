// This package as a module of ../shared/peers/sparse/bench.mjs: node bench.mjs --peers mathjs,… --module …/bench/sparse/peer-module.mjs FILES
export async function load() {
  const { loadSync } = await import('lanewise');
  const k = loadSync();
  return {
    name: 'lanewise',
    kind: 'any',
    solve(csr, b, { tol }) {
      return k.scope((s) => {
        const A = s.csr('f64', csr.rows, csr.cols, csr), x = s.vector('f64', csr.cols);
        const { iterations, reason, method, precond } = k.sparse.solve(x, A, s.vector('f64', b), { rtol: tol });
        return { x: x.copy(), iterations, reason: `${reason}, ${method} ${precond}` };
      });
    },
  };
}
