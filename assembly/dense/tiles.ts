/** C[rows×cols] (+)= alpha·tile, from a scratch tile with rows of 32 bytes. ldc in bytes. */
export function mergeTile<T>(rows: i32, cols: i32, alpha: T, tile: usize, c: usize, ldc: usize, acc: i32): void {
  if (cols == <i32>(32 / sizeof<T>())) { mergeWhole<T>(rows, alpha, tile, c, ldc, acc); return; }
  const width = <usize>cols * sizeof<T>();
  for (let r = 0; r < rows; r++) {
    let o: usize = 0;
    if (acc) {
      while (o < width) { store<T>(c + o, <T>(load<T>(c + o) + alpha * load<T>(tile + o))); o += sizeof<T>(); }
    } else {
      while (o < width) { store<T>(c + o, <T>(alpha * load<T>(tile + o))); o += sizeof<T>(); }
    }
    c += ldc;
    tile += 32;
  }
}

/** All 32 bytes of each row. */
function mergeWhole<T>(rows: i32, alpha: T, tile: usize, c: usize, ldc: usize, acc: i32): void {
  const f = v128.splat<T>(alpha);
  for (let r = 0; r < rows; r++) {
    let x = v128.mul<T>(f, v128.load(tile)), y = v128.mul<T>(f, v128.load(tile, 16));
    if (acc) { x = v128.add<T>(v128.load(c), x); y = v128.add<T>(v128.load(c, 16), y); }
    v128.store(c, x);
    v128.store(c, y, 16);
    c += ldc;
    tile += 32;
  }
}
