// A set of 64-bit keys: a list in order of arrival, and an open-addressed table of places in it plus one, 0 for none.

/** The slot of a key: it holds its place plus one, or 0 where it may be put. `mask` is the slots less one, a power of two at least twice the keys. */
// @ts-ignore: decorator
@inline
export function slotOf(table: usize, mask: u32, list: usize, key: u64): usize {
  let slot = <u32>((key * 0x9e3779b97f4a7c15) >> 32) & mask;
  let place = load<u32>(table + (<usize>slot << 2));
  while (place != 0 && load<u64>(list + (<usize>(place - 1) << 3)) != key) {
    slot = (slot + 1) & mask;
    place = load<u32>(table + (<usize>slot << 2));
  }
  return table + (<usize>slot << 2);
}
