// Plain JavaScript: what `bench` checks against and compares with.

type Numbers = Float32Array | Float64Array | Int8Array;

/** c ← a·b, all n×n row-major, in the loop order that plain JavaScript runs fastest: along the rows of b and c. In double precision only,
 *  which is JavaScript's number: V8 makes a loop that has seen several array types half as fast, and then the comparison would be unfair. */
export function plainGemm(c: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  c.fill(0);
  for (let i = 0; i < n; i++) {
    for (let p = 0; p < n; p++) {
      const x = a[i * n + p] as number;
      for (let j = 0; j < n; j++) c[i * n + j] = (c[i * n + j] as number) + x * (b[p * n + j] as number);
    }
  }
}

/** Element (i, j) of a·b in double precision, and of |a|·|b|. */
export function plainEntry(a: Numbers, b: Numbers, n: number, i: number, j: number): { value: number; magnitude: number } {
  let value = 0;
  let magnitude = 0;
  for (let p = 0; p < n; p++) {
    const term = (a[i * n + p] as number) * (b[p * n + j] as number);
    value += term;
    magnitude += Math.abs(term);
  }
  return { value, magnitude };
}
