// Arrays of i32 in memory: an address and an index.

// @ts-ignore: decorator
@inline
export function at(base: usize, i: i32): i32 {
  return load<i32>(base + (<usize>i << 2));
}

// @ts-ignore: decorator
@inline
export function put(base: usize, i: i32, v: i32): void {
  store<i32>(base + (<usize>i << 2), v);
}

/** Bytes of n of them, rounded up so that the next array starts on a line of its own. */
// @ts-ignore: decorator
@inline
export function span(n: i32): usize {
  return ((<usize>n << 2) + 63) & ~(<usize>63);
}

export function fill(base: usize, n: i32, v: i32): void {
  const end = base + (<usize>n << 2);
  while (base < end) { store<i32>(base, v); base += 4; }
}
