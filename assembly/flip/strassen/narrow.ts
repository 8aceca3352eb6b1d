// A column of C beside the whole leaves, straight from A: what a few left-over columns cost instead of a second way of A into panels.

/** Column c ← alpha·a·v + beta·c, rows×k elements of a at element strides (rs, cs), one of them 1; v contiguous, c at stride ldc;
 *  beta = 0 never reads c; ws: rows elements. */
export function narrow<T>(rows: i32, k: i32, a: usize, rs: i32, cs: i32, v: usize, alpha: T, beta: T, c: usize, ldc: i32, ws: usize): void {
  const S = sizeof<T>(), across = <usize>rs * S, down = <usize>ldc * S;
  if (cs != 1) {
    // Column by column into sums in ws.
    memory.fill(ws, 0, <usize>rows * S);
    for (let t = 0; t < k; t++) axpy<T>(rows, load<T>(v + <usize>t * S), a + <usize>t * <usize>cs * S, ws);
  }
  for (let i = 0; i < rows; i++) {
    const sum = cs == 1 ? dot<T>(k, a + <usize>i * across, v) : load<T>(ws + <usize>i * S);
    let x = <T>(alpha * sum);
    if (beta != <T>0) x = <T>(x + beta * load<T>(c));
    store<T>(c, x);
    c += down;
  }
}

function dot<T>(n: i32, x: usize, y: usize): T {
  const step = 32, whole = x + ((<usize>n * sizeof<T>()) & ~(<usize>step - 1)), end = x + <usize>n * sizeof<T>();
  let s0 = v128.splat<T>(<T>0), s1 = s0;
  while (x < whole) {
    s0 = v128.add<T>(s0, v128.mul<T>(v128.load(x), v128.load(y)));
    s1 = v128.add<T>(s1, v128.mul<T>(v128.load(x, 16), v128.load(y, 16)));
    x += step; y += step;
  }
  s0 = v128.add<T>(s0, s1);
  let sum = <T>(v128.extract_lane<T>(s0, 0) + v128.extract_lane<T>(s0, 1));
  if (sizeof<T>() == 4) sum = <T>(sum + <T>(v128.extract_lane<T>(s0, 2) + v128.extract_lane<T>(s0, 3)));
  while (x < end) {
    sum = <T>(sum + load<T>(x) * load<T>(y));
    x += sizeof<T>(); y += sizeof<T>();
  }
  return sum;
}

function axpy<T>(n: i32, f: T, x: usize, y: usize): void {
  const whole = x + ((<usize>n * sizeof<T>()) & ~(<usize>15)), end = x + <usize>n * sizeof<T>(), g = v128.splat<T>(f);
  while (x < whole) {
    v128.store(y, v128.add<T>(v128.load(y), v128.mul<T>(g, v128.load(x))));
    x += 16; y += 16;
  }
  while (x < end) {
    store<T>(y, <T>(load<T>(y) + f * load<T>(x)));
    x += sizeof<T>(); y += sizeof<T>();
  }
}
