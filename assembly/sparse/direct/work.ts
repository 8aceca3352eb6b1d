// Scratch of one numeric factorization, and how it treats pivots.

@unmanaged
export class Work {
  /** A pivot of at most this size is replaced by ±patch; LDL only. */
  tiny: f64;
  patch: f64;
  ldl: i32;
  replaced: i32;
  /** The front has a negative pivot: `delta` leads from its panel to the copy with those columns negated. 0 while there is none. */
  negative: i32;
  delta: usize;
  /** Where such a copy may lie. */
  copy: usize;
  /** 16 doubles: row c holds s_e·l_ce for e < c, then the signed 1/l_cc. */
  corner: usize;
}
