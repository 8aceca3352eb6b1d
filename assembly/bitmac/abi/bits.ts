// INTERIM (bits).
export function bits_interim(): i32 { return 0; }
