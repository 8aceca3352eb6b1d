/** C[rows×cols] (+)= alpha·tile, from a scratch tile with rows of 32 bytes. ldc in bytes. */
export function mergeTile<T>(rows: i32, cols: i32, alpha: T, tile: usize, c: usize, ldc: usize, acc: i32): void {
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
