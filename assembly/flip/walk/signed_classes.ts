// Which factors are equal: chains of a hash, rings of equal nodes, and the list of all nodes that have company.
import { BACK, HEAD, LINK, NEXT, PLACE, PREVIOUS, link, meta, same, setLink } from "./signed_terms";

// The workspace starts with these, i32 or pointers.
/** End of the list. */
export const END: usize = 0;
/** Start of the list. */
export const LIST: usize = 4;
/** Of the first heads of chains; each position has its own. */
export const HEADS: usize = 8;
export const HEAD_BYTES: usize = 12;
/** 64 − log2 of the heads of a position. */
export const SHIFT: usize = 16;
/** Bytes of the nodes of a position. */
export const STRIDE: usize = 20;
export const NODES: usize = 24;
/** Flips that the last inner call made, and tries it used. */
export const DONE: usize = 28;
export const TRIED: usize = 32;
export const SIGNS: usize = 36;
/** The node behind the end of every chain, a place to write to. */
export const NONE: usize = 40;
/** What signed_depend.ts works in. */
export const MEMBERS: usize = 44;
export const ROWS: usize = 48;
export const CONTROL: usize = 64;

// @ts-ignore: decorator
@inline function join<W>(ws: usize, node: usize): void {
  const end = <usize>load<u32>(ws + END);
  store<u32>(end, <u32>node);
  setLink<W>(node, PLACE, end);
  store<u32>(ws + END, <u32>(end + 4));
}

// @ts-ignore: decorator
@inline function leave<W>(ws: usize, node: usize): void {
  const end = <usize>load<u32>(ws + END) - 4, last = <usize>load<u32>(end), place = link<W>(node, PLACE);
  store<u32>(ws + END, <u32>end);
  store<u32>(place, <u32>last);
  setLink<W>(last, PLACE, place);
}

/** Takes a node out of its ring and its chain, before its factor changes. */
// @ts-ignore: decorator
@inline export function unlink<W>(ws: usize, node: usize): void {
  const next = link<W>(node, NEXT);
  if (next != node) {
    const previous = link<W>(node, PREVIOUS);
    setLink<W>(next, PREVIOUS, previous);
    setLink<W>(previous, NEXT, next);
    leave<W>(ws, node);
    if (next == previous) leave<W>(ws, next);
  }
  const behind = link<W>(node, LINK), back = link<W>(node, BACK);
  store<u32>(back, <u32>behind);
  setLink<W>(behind, BACK, back);
}

/** Finds the ring and the chain of a node by its factor, of which h is the hash; true if it has company. */
// @ts-ignore: decorator
@inline export function enlist<W>(ws: usize, shift: u64, node: usize, h: u64): bool {
  const bucket = link<W>(node, HEAD) + (<usize>(h >> shift) << 2), first = <usize>load<u32>(bucket);
  const none = <usize>load<u32>(ws + NONE);
  setLink<W>(node, BACK, bucket);
  setLink<W>(node, LINK, first);
  setLink<W>(first, BACK, node + meta<W>() + LINK);
  store<u32>(bucket, <u32>node);
  let other = first;
  while (other != none && !same<W>(other, node)) other = link<W>(other, LINK);
  if (other == none) {
    setLink<W>(node, NEXT, node);
    setLink<W>(node, PREVIOUS, node);
    return false;
  }
  const next = link<W>(other, NEXT);
  if (next == other) join<W>(ws, other);
  join<W>(ws, node);
  setLink<W>(other, NEXT, node);
  setLink<W>(node, PREVIOUS, other);
  setLink<W>(node, NEXT, next);
  setLink<W>(next, PREVIOUS, node);
  return true;
}
