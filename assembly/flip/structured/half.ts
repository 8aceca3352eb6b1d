// Lower triangles of square products in the layout of the fast product (strassen/place.ts): what lies above the diagonal is neither made nor written.
import { NR } from "../../dense/port";
import { panelRows } from "../strassen/place";
import { tile } from "../strassen/ukernel";

/** d (+)= a·b of leaves, d s×s: the tiles that touch the lower triangle. */
export function leaf<T>(s: i32, lk: i32, a: usize, b: usize, d: usize, acc: i32): void {
  const width = <usize>lk * 32, panel = <usize>s * 32;
  for (let i = 0; i < s; ) {
    const rows = panelRows(s - i);
    let y = b, t = d;
    for (let j = 0; j < i + rows; j += NR<T>()) {
      tile<T>(rows, a, y, y + width, 0, 0, t, 0, acc, 0);
      y += width;
      t += panel;
    }
    a += <usize>rows * <usize>lk * sizeof<T>();
    d += <usize>rows * 32;
    i += rows;
  }
}

/** C ← alpha·d + beta·C on the lower triangle of the first n rows of a leaf; beta = 0 never reads C. */
export function take<T>(n: i32, s: i32, d: usize, alpha: T, beta: T, c: usize, ldc: i32): void {
  const next = <usize>s * 32 - 32;
  for (let i = 0; i < n; i++) {
    let x = d, t = c;
    for (let j = 0; j <= i; ) {
      const end = x + <usize>min(NR<T>(), i + 1 - j) * sizeof<T>();
      while (x < end) {
        let v = <T>(alpha * load<T>(x));
        if (beta != <T>0) v = <T>(v + beta * load<T>(t));
        store<T>(t, v);
        x += sizeof<T>();
        t += sizeof<T>();
      }
      x += next;
      j += NR<T>();
    }
    d += 32;
    c += <usize>ldc * sizeof<T>();
  }
}

/** dst, rows×cols row by row, becomes what one triangle (diagonal included) of a matrix at element strides (rs, cs) stands for; the other is not read: with
 *  mirror = 0 it is zero, with ±1 the triangle mirrored, with that sign, and with −1 the diagonal is zero too. */
export function triangle<T>(upper: i32, mirror: i32, rows: i32, cols: i32, a: usize, rs: i32, cs: i32, dst: usize): void {
  const S = sizeof<T>();
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const inside = upper ? j >= i : j <= i;
      let v = <T>0;
      if (inside ? mirror >= 0 || i != j : mirror != 0) {
        v = load<T>(a + (inside ? <usize>i * <usize>rs + <usize>j * <usize>cs : <usize>j * <usize>rs + <usize>i * <usize>cs) * S);
        if (!inside && mirror < 0) v = <T>(<T>0 - v);
      }
      store<T>(dst, v);
      dst += S;
    }
  }
}
