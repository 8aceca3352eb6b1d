// What the table of signs, the sums of a tile and the kernels over them agree on.

/** Bytes of a row that are worked on together: eight vectors. */
export const CHUNK: usize = 128;
/** The eight sums of a group of four rows. */
export const GROUP: usize = 8 * CHUNK;
/** A row of the table: 0, sign bit, bytes of the added offsets that follow the first; then the offset of its sum in every group: first
 *  that of group 0, then those to add to it, then those to subtract. The sign goes with the scale; (0, sign) is the sign bit of an f64. */
export const HEAD: usize = 12;
