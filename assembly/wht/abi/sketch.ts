// Raw exports of sketch.
export function wht_sketch_placeholder(): i32 { return 0; }
