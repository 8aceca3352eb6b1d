export function hadamardMatrix(_n: number): Int8Array { return new Int8Array(0); }
