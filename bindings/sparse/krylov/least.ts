// Least squares by Golub & Kahan's bidiagonalisation: LSQR, Paige & Saunders 1982, ACM TOMS 8(1); LSMR, Fong & Saunders 2011, SISC 33(5).
import type { Outcome, Problem } from "./problem.js";
import { hypotenuse, Run } from "./run.js";

/** u and v are kept with their lengths β and α; what an iteration divides by is folded into the passes. */
class Bidiagonal extends Run {
  alpha = 0;
  beta = 0;
  /** ‖B‖_F², an estimate of ‖A‖². */
  square = 0;
  readonly u: number;
  readonly w: number;

  constructor(p: Problem, vectors: number) {
    const { rows, cols } = p.A;
    super(p, Math.max(rows, cols), vectors + 3);
    [this.u, this.w] = this.v as [number, number];
  }

  /** β·u = b − A·x, α·v = Aᵀ·u; β comes back. */
  begin(): number {
    this.beta = this.residual(this.u);
    this.transpose(0);
    return this.beta;
  }

  /** 1/α, or 0 where v is. */
  get scale(): number { return this.alpha > 0 ? 1 / this.alpha : 0; }

  next(): void {
    const { ctx: { raw }, A } = this.p, t = this.v[2]!;
    this.product(t, this.w);
    const before = this.beta;
    this.beta = Math.sqrt(raw.krylov_update_f64(A.rows, this.scale, t, before > 0 ? -this.alpha / before : 0, this.u));
    this.transpose(this.alpha > 0 ? -this.beta / this.alpha : 0);
  }

  private transpose(keep: number): void {
    const { ctx: { raw }, A } = this.p, t = this.v[2]!;
    this.square += this.beta * this.beta * (keep === 0 ? 0 : 1);
    if (this.beta === 0) { this.alpha = 0; return; }
    this.matvecs++;
    A.applyTranspose!(t, this.u);
    this.alpha = Math.sqrt(raw.krylov_update_f64(A.cols, 1 / this.beta, t, keep, this.w));
    this.square += this.alpha * this.alpha;
  }

  /** ‖Aᵀr‖ / (‖A‖·‖r‖). */
  normal(gradient: number, norm: number): number {
    return gradient === 0 || norm === 0 ? 0 : gradient / (Math.sqrt(this.square) * norm);
  }
}

export function* lsqr(p: Problem): Generator<number, Outcome, boolean | void> {
  const { ctx: { raw }, x, A: { cols: n }, rtol = 0 } = p;
  const run = new Bidiagonal(p, 1), w = run.v[3]!;
  try {
    let phiBar = run.begin(), rhoBar = run.alpha, normal = run.normal(run.alpha, 1), reason = run.stop(phiBar);
    if (reason === undefined && normal <= rtol) reason = "rtol";
    raw.krylov_update_f64(n, run.scale, run.w, 0, w);
    while (reason === undefined) {
      run.next();
      const rho = hypotenuse(rhoBar, run.beta), cos = rhoBar / rho, sin = run.beta / rho, theta = sin * run.alpha, phi = cos * phiBar;
      rhoBar = -cos * run.alpha;
      phiBar = Math.abs(sin * phiBar);
      if (!Number.isFinite(phi / rho)) { reason = "not-finite"; break; }
      raw.krylov_step_f64(n, phi / rho, x, -theta / rho, w, run.scale, run.w);
      normal = run.normal(phiBar * run.alpha * Math.abs(cos), phiBar);
      run.iterations++;
      reason = (yield phiBar) ? "aborted" : run.stop(phiBar);
      if ((reason === undefined || reason === "max-iterations") && normal <= rtol) reason = "rtol";
      else if (reason === undefined && run.alpha === 0) reason = "breakdown";
    }
    return run.end(reason, undefined, normal);
  } finally {
    run.free();
  }
}

export function* lsmr(p: Problem): Generator<number, Outcome, boolean | void> {
  const { ctx: { raw }, x, A: { cols: n }, rtol = 0 } = p;
  const run = new Bidiagonal(p, 2), h = run.v[3]!, hBar = run.v[4]!;
  try {
    let norm = run.begin(), normal = run.normal(run.alpha, 1), reason = run.stop(norm);
    if (reason === undefined && normal <= rtol) reason = "rtol";
    let zetaBar = run.alpha * run.beta, alphaBar = run.alpha, rho = 1, rhoBar = 1, cosBar = 1, sinBar = 0;
    // For ‖r‖: section 5 of the paper.
    let betaDd = run.beta, betaD = 0, rhoD = 1, tau = 0, thetaTilde = 0, zeta = 0;
    raw.krylov_update_f64(n, run.scale, run.w, 0, h);
    while (reason === undefined) {
      run.next();
      const rhoBefore = rho, rhoBarBefore = rhoBar, zetaBefore = zeta, thetaTildeBefore = thetaTilde;
      rho = hypotenuse(alphaBar, run.beta);
      const cos = alphaBar / rho, sin = run.beta / rho, theta = sin * run.alpha;
      alphaBar = cos * run.alpha;
      const thetaBar = sinBar * rho, turned = cosBar * rho;
      rhoBar = hypotenuse(turned, theta);
      cosBar = turned / rhoBar;
      sinBar = theta / rhoBar;
      zeta = cosBar * zetaBar;
      zetaBar = -sinBar * zetaBar;
      if (!Number.isFinite(zeta / (rho * rhoBar))) { reason = "not-finite"; break; }
      raw.krylov_update_f64(n, 1, h, -thetaBar * rho / (rhoBefore * rhoBarBefore), hBar);
      raw.axpy_f64(n, zeta / (rho * rhoBar), hBar, x);
      raw.krylov_update_f64(n, run.scale, run.w, -theta / rho, h);
      const betaHat = cos * betaDd, rhoTilde = hypotenuse(rhoD, thetaBar), cosTilde = rhoD / rhoTilde, sinTilde = thetaBar / rhoTilde;
      betaDd = -sin * betaDd;
      thetaTilde = sinTilde * rhoBar;
      rhoD = cosTilde * rhoBar;
      betaD = cosTilde * betaHat - sinTilde * betaD;
      tau = (zetaBefore - thetaTildeBefore * tau) / rhoTilde;
      norm = hypotenuse(betaD - (zeta - thetaTilde * tau) / rhoD, betaDd);
      normal = run.normal(Math.abs(zetaBar), norm);
      run.iterations++;
      reason = (yield norm) ? "aborted" : run.stop(norm);
      if ((reason === undefined || reason === "max-iterations") && normal <= rtol) reason = "rtol";
      else if (reason === undefined && run.alpha === 0) reason = "breakdown";
    }
    return run.end(reason, undefined, normal);
  } finally {
    run.free();
  }
}
