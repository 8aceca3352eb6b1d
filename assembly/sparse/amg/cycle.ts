// One multigrid cycle. Trottenberg, Oosterlee & Schüller 2001, "Multigrid", section 2.4; the K-cycle is Notay & Vassilevski 2008, NLAA 15(5).
import { back, initial, momentum, mul, dotProduct, add, relax, residual, square } from "./passes";
import { denseSolve } from "./coarse";
import { CHEBYSHEV, Hierarchy, K_CYCLE, Level, SEIDEL, W_CYCLE } from "./shapes";

// @ts-ignore: decorator
@inline
function levelOf(h: Hierarchy, i: i32): Level { return changetype<Level>(changetype<usize>(h.first) + <usize>i * offsetof<Level>()); }

/** One relaxation of A·x = b; x is 0 if `fresh`. Before the correction forwards, after it backwards: the adjoint in the product of A. */
function smooth<T>(h: Hierarchy, l: Level, fresh: bool, after: bool): void {
  if (h.relax == SEIDEL) {
    if (fresh) memory.fill(l.x, 0, <usize>l.a.chunks * 8 * sizeof<T>());
    if (after) back<T>(l); else relax<T>(l, l.x, <T>1);
    return;
  }
  const chebyshev = h.relax == CHEBYSHEV;
  // Interval [g/4, g]: centre 5g/8, half its length 3g/8.
  const centre = 0.625 * l.bound, spread = 0.375 * l.bound;
  const first = chebyshev ? <T>(1.0 / centre) : <T>1;
  if (fresh) initial<T>(l, first);
  else {
    relax<T>(l, l.y, first);
    swap(l);
  }
  if (!chebyshev) return;
  if (fresh) memory.fill(l.y, 0, <usize>l.a.chunks * 8 * sizeof<T>());
  const rho = 1.0 / (2.0 * centre / spread - spread / centre);
  momentum<T>(l, <T>(rho * spread / centre), <T>(2.0 * rho / spread));
  swap(l);
}

// @ts-ignore: decorator
@inline
function swap(l: Level): void { const x = l.x; l.x = l.y; l.y = x; }

/** l.x ≈ A⁻¹·l.b, from l.x unless `fresh`. */
export function cycle<T>(h: Hierarchy, i: i32, fresh: bool): void {
  const l = levelOf(h, i);
  const last = i == h.levels - 1;
  if (last && h.dense != 0) { denseSolve<T>(h.dense, h.factor, (h.dense + 1) & ~1, l.b, l.x, h.desk); return; }
  for (let s = 0; s < h.sweeps; s++) smooth<T>(h, l, fresh && s == 0, false);
  if (!last) {
    const c = levelOf(h, i + 1), exact = i + 2 == h.levels && h.dense != 0;
    residual<T>(l, l.x, l.t);
    mul<T>(l.r, l.t, c.b);
    if (exact || h.cycle != K_CYCLE) cycle<T>(h, i + 1, true);
    else accelerate<T>(h, i + 1);
    if (!exact && h.cycle == W_CYCLE && i > 0) cycle<T>(h, i + 1, false);
    add<T>(l.p, c.x, l.x);
  }
  // Without a correction between them two relaxations are λ(2 − λ), worse than one: only Gauss–Seidel needs its adjoint.
  if (last && h.relax != SEIDEL) return;
  for (let s = 0; s < h.sweeps; s++) smooth<T>(h, l, false, true);
}

/** Two steps of flexible CG on A·x = b of level i, each preconditioned by a cycle; the second only if the first left more than a quarter. */
function accelerate<T>(h: Hierarchy, i: i32): void {
  const l = levelOf(h, i), n = l.a.chunks << 3, bytes = <usize>n * sizeof<T>();
  const norm = dotProduct<T>(n, l.b, l.b);
  cycle<T>(h, i, true);
  memory.copy(l.k0, l.x, bytes);
  square<T>(l, l.k0, l.k1);
  const rho = dotProduct<T>(n, l.k0, l.k1), alpha = dotProduct<T>(n, l.k0, l.b);
  if (!(rho > 0)) return;
  const t = alpha / rho;
  combine<T>(n, 1, l.b, -t, l.k1, l.b);
  if (dotProduct<T>(n, l.b, l.b) <= 0.0625 * norm) { combine<T>(n, t, l.k0, 0, l.k0, l.x); return; }
  cycle<T>(h, i, true);
  square<T>(l, l.x, l.k2);
  const gamma = dotProduct<T>(n, l.x, l.k1), beta = dotProduct<T>(n, l.x, l.k2), delta = dotProduct<T>(n, l.x, l.b);
  const rho2 = beta - gamma * gamma / rho;
  if (!(rho2 > 0)) { combine<T>(n, t, l.k0, 0, l.k0, l.x); return; }
  combine<T>(n, t - gamma * delta / (rho * rho2), l.k0, delta / rho2, l.x, l.x);
}

/** z ← f·x + g·y */
function combine<T>(n: i32, f: f64, x: usize, g: f64, y: usize, z: usize): void {
  const S = sizeof<T>(), vf = v128.splat<T>(<T>f), vg = v128.splat<T>(<T>g), end = <usize>n * S;
  for (let o: usize = 0; o < end; o += 16) v128.store(z + o, v128.add<T>(v128.mul<T>(vf, v128.load(x + o)), v128.mul<T>(vg, v128.load(y + o))));
}

/** The largest |r_i|; 1 for hierarchies of f64, which need no scaling. */
function sizeOf<T>(n: i32, r: usize): f64 {
  if (sizeof<T>() == 8) return 1;
  let most: f64 = 0;
  for (let i = 0; i < n; i++) most = max(most, abs(load<f64>(r + (<usize>i << 3))));
  return most;
}

/** to ← f·r, rows to slots, 0 in the padding. */
function enter<T>(h: Hierarchy, f: f64, r: usize, to: usize): void {
  const slots = h.first.a.chunks << 3;
  for (let s = 0; s < slots; s++) {
    const i = load<i32>(h.order + (<usize>s << 2));
    store<T>(to + <usize>s * sizeof<T>(), i < 0 ? <T>0 : <T>(f * load<f64>(r + (<usize>i << 3))));
  }
}

function leave<T>(h: Hierarchy, f: f64, x: usize, z: usize): void {
  const rows = h.rows;
  for (let s = 0; s < rows; s++) store<f64>(z + (<usize>load<u32>(h.order + (<usize>s << 2)) << 3), f * <f64>load<T>(x + <usize>s * sizeof<T>()));
}

/** z ← M⁻¹·r for f64 vectors in the order of the rows. f32 hierarchies work on r over its largest element. */
export function apply<T>(h: Hierarchy, z: usize, r: usize): void {
  const most = sizeOf<T>(h.rows, r);
  if (most == 0) { memory.fill(z, 0, <usize>h.rows << 3); return; }
  enter<T>(h, 1.0 / most, r, h.first.b);
  cycle<T>(h, 0, true);
  leave<T>(h, most * h.scale, h.first.x, z);
}

/** The symmetric product of `count` hierarchies of one A: I − M⁻¹·A = Π (I − M_i⁻¹·A) over i = 0 … count − 1 … 0. f64.
 *  ws: two vectors of slots. */
export function composite(list: usize, count: i32, z: usize, r: usize, ws: usize): void {
  const h0 = changetype<Hierarchy>(<usize>load<u32>(list)), l0 = h0.first, n = l0.a.chunks << 3, bytes = <usize>n << 3, sum = ws + bytes;
  enter<f64>(h0, 1, r, ws);
  memory.fill(sum, 0, bytes);
  for (let s = 0; s < 2 * count - 1; s++) {
    const h = changetype<Hierarchy>(<usize>load<u32>(list + (<usize>min(s, 2 * count - 2 - s) << 2)));
    memory.copy(l0.b, ws, bytes);
    residual<f64>(l0, sum, h.first.b);
    cycle<f64>(h, 0, true);
    combine<f64>(n, 1, sum, 1, h.first.x, sum);
  }
  leave<f64>(h0, h0.scale, sum, z);
}
