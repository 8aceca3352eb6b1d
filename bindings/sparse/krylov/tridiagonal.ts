// The condition of A as conjugate gradients see it: extreme eigenvalues of the tridiagonal matrix of their coefficients.
// Golub & Van Loan, Matrix Computations, 4th ed., sections 11.3.4 (coefficients) and 8.4.1 (bisection by Sturm counts).

export class Tridiagonal {
  /** Diagonal, and squares of what stands beside it (the first is 0). */
  private readonly diagonal: number[] = [];
  private readonly beside: number[] = [];
  private last = 0;

  /** alpha of this iteration, beta of its direction (0 at first). */
  push(alpha: number, beta: number): void {
    this.diagonal.push(1 / alpha + (beta === 0 ? 0 : beta / this.last));
    this.beside.push(beta === 0 ? 0 : beta / (this.last * this.last));
    this.last = alpha;
  }

  /** Largest by smallest eigenvalue: a lower bound of the condition, and close once the residual is small. */
  condition(): number | undefined {
    const { diagonal: a, beside: b } = this, n = a.length;
    if (n === 0) return undefined;
    let high = 0;
    for (let i = 0; i < n; i++) high = Math.max(high, a[i]! + Math.sqrt(b[i]!) + Math.sqrt(b[i + 1] ?? 0));
    if (!(high < Infinity)) return undefined;
    const ratio = this.eigenvalue(n, high) / this.eigenvalue(1, high);
    return ratio < Infinity ? ratio : undefined;
  }

  /** The k-th smallest, to about five digits; all lie between 0 and high. */
  private eigenvalue(k: number, high: number): number {
    let low = high * 2 ** -60;
    // 60 binades to start with: some 25 steps, unless low has vanished.
    for (let step = 0; step < 64 && high > low * (1 + 1e-5); step++) {
      const middle = Math.sqrt(low) * Math.sqrt(high);
      if (this.below(middle) >= k) high = middle; else low = middle;
    }
    return high;
  }

  /** How many eigenvalues are below x. */
  private below(x: number): number {
    const { diagonal: a, beside: b } = this;
    let q = 1, count = 0;
    for (let i = 0; i < a.length; i++) {
      q = a[i]! - x - b[i]! / q;
      if (q < 0) count++;
      if (q === 0) q = Number.MIN_VALUE;
    }
    return count;
  }
}
