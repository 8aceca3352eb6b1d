// Where walks begin, and what becomes of what they find.
import { drawOf } from "./keys.js";
import type { Member, Walker } from "./walker.js";

/** `next` may depend on the walker and its key, and on what `settle` made of earlier rounds: never on what another walker does in this one. */
export interface Source {
  next(walker: Walker, key: readonly [number, number]): Member;
  /** A walk has a better scheme than it began with; true: that ends it. Told in the order of walkers. */
  found(member: Member): boolean;
  /** After each round; true: all walks begin anew. */
  settle(): boolean;
}

export function fromStart(start: Member): Source { return { next: () => start, found: () => false, settle: () => false }; }
export function fromBest(): Source { return { next: (walker) => walker.best, found: () => false, settle: () => false }; }

/** What a pool holds: schemes of at most `level` terms to walk from, better ones until there are enough, and those of the round under way. */
export interface Levels { level: number; members: readonly Member[]; next: readonly Member[]; gathered: readonly Member[] }

/** Level by level: walks begin at random members; the first `size` schemes that are better than the level are the next one. */
export function fromPool(size: number, levels: Levels): Source {
  return {
    next: (_, key) => levels.members[drawOf(key, levels.members.length)]!,
    found(member) {
      if (member.rank >= levels.level) return false;
      levels.gathered = [...levels.gathered, member];
      return true;
    },
    settle() {
      levels.next = [...levels.next, ...levels.gathered].slice(0, size);
      levels.gathered = [];
      if (levels.next.length < size) return false;
      levels.members = levels.next;
      levels.level = Math.max(...levels.members.map((m) => m.rank));
      levels.next = levels.members.filter((m) => m.rank < levels.level);
      return true;
    },
  };
}
