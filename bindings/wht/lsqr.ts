// LSQR over a bidiagonalization step that somebody else makes.                     Paige & Saunders 1982, ACM TOMS 8(1), §4.

/** An n×d matrix B as LSQR meets it. The holder keeps ũ, n numbers, at first the right-hand side. */
export interface Bidiagonal {
  /** ũ ← B·v − γ·ũ and z ← Bᵀ·ũ; returns ‖ũ‖₂. */
  step(v: Float64Array, gamma: number, z: Float64Array): number;
}

export interface LsqrStop {
  /** ‖Bᵀr‖ small enough. */
  readonly gradient: number;
  /** ‖r‖ small enough. */
  readonly residual: number;
  readonly iterations: number;
}

/** Without Math.hypot, which engines may round differently; the vectors here are scaled. */
export function norm2(x: Float64Array): number {
  let s = 0;
  for (const v of x) s += v * v;
  return Math.sqrt(s);
}

/** The y that minimises ‖B·y − ũ‖, from ‖ũ‖ = beta > 0 and z = Bᵀ·ũ ≠ 0; z is overwritten. `told` hears ‖Bᵀr‖/‖r‖ after every step. */
export function lsqr(B: Bidiagonal, beta: number, z: Float64Array, stop: LsqrStop, told: (ratio: number) => void): Float64Array {
  const d = z.length, y = new Float64Array(d), first = norm2(z), v = z.map((x) => x / first), w = v.slice();
  let b = beta, alpha = first / beta, phiBar = beta, rhoBar = alpha;
  for (let i = 0; i < stop.iterations; i++) {
    b = B.step(v, alpha / b, z);
    const rho = Math.sqrt(rhoBar * rhoBar + b * b), c = rhoBar / rho, s = b / rho, phi = c * phiBar;
    for (let j = 0; j < d; j++) z[j] = b === 0 ? 0 : z[j]! / b - b * v[j]!;
    alpha = norm2(z);
    const theta = s * alpha, step = phi / rho, back = theta / rho;
    for (let j = 0; j < d; j++) {
      v[j] = alpha === 0 ? 0 : z[j]! / alpha;
      y[j] = y[j]! + step * w[j]!;
      w[j] = v[j]! - back * w[j]!;
    }
    rhoBar = -c * alpha;
    phiBar *= s;
    const gradient = phiBar * alpha * Math.abs(c);
    told(phiBar === 0 ? 0 : gradient / phiBar);
    if (!(gradient > stop.gradient) || phiBar <= stop.residual) break;
  }
  return y;
}
