// How kernels here read arrays of indices and values.

// @ts-ignore: decorator
@inline
export function int(p: usize, i: i32): i32 { return load<i32>(p + (<usize>i << 2)); }

// @ts-ignore: decorator
@inline
export function put(p: usize, i: i32, value: i32): void { store<i32>(p + (<usize>i << 2), value); }

// @ts-ignore: decorator
@inline
export function real<T>(p: usize, i: i32): f64 { return <f64>load<T>(p + (<usize>i << alignof<T>())); }

// @ts-ignore: decorator
@inline
export function set<T>(p: usize, i: i32, value: f64): void { store<T>(p + (<usize>i << alignof<T>()), <T>value); }

// @ts-ignore: decorator
@inline
export function clear(p: usize, bytes: usize): void { memory.fill(p, 0, bytes); }

/** Rows that one call of an inner kernel takes: a call runs a millisecond at most before a faster tier of the engine can step in. */
export const GROUP: i32 = 512;
/** Entries likewise. */
export const RUN: i32 = 8192;

/** p[0 … n] ← where each of n groups starts, from their sizes in p[1 … n]. */
export function starts(n: i32, p: usize): void {
  put(p, 0, 0);
  for (let i = 0; i < n; i++) put(p, i + 1, int(p, i + 1) + int(p, i));
}

/** Undoes what filling the groups through p[0 … n − 1] as cursors did to them. */
export function rewind(n: i32, p: usize): void {
  memory.copy(p + 4, p, <usize>n << 2);
  put(p, 0, 0);
}
