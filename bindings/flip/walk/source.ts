// Where walks begin, and what becomes of what they find.
import { drawOf } from "./keys.js";
import type { Member, Walker } from "./walker.js";

/** `next` may depend on the walker and its key, and on what `settle` made of earlier rounds: never on what another walker does in this one. */
export interface Source {
  next(walker: Walker, key: readonly [number, number]): Member;
  /** A walk has a better scheme than it began with; true: that ends it. Told in the order of walkers. */
  found(member: Member, walker: Walker): boolean;
  /** After each round; true: all walks begin anew. */
  settle(): boolean;
}

export function fromStart(start: Member): Source { return { next: () => start, found: () => false, settle: () => false }; }
export function fromBest(): Source { return { next: (walker) => walker.best, found: () => false, settle: () => false }; }

/** Walks that go on from a scheme of a trail. */
const TRIES = 5;

/** A walk leaves a trail, the schemes that it came to. Where it comes no further, the next goes back to the scheme before the last, of which others can be made, and a scheme that TRIES walks
 *  went on from is left: what comes of a scheme is settled soon or not at all, and what it was made of may be worth more walks. */
export function fromTrail(start: Member): Source {
  return {
    next({ trail }) {
      do trail.pop(); while (trail.length > 0 && trail.at(-1)!.tries >= TRIES);
      const { member, tries } = trail.pop() ?? { member: start, tries: 0 };
      trail.push({ member, tries: tries + 1 });
      return member;
    },
    found(member, { trail }) { trail.push({ member, tries: 1 }); return false; },
    settle: () => false,
  };
}

/** What a pool holds: schemes of at most `level` terms to walk from, better ones until there are enough, and those of the round under way. */
export interface Levels { level: number; members: readonly Member[]; next: readonly Member[]; gathered: readonly Member[] }

export function levelsOf(members: readonly Member[]): Levels {
  const level = Math.max(...members.map((m) => m.rank));
  return { level, members, next: members.filter((m) => m.rank < level), gathered: [] };
}

/** The next level, of what there is of it. */
export function descend(levels: Levels): void { Object.assign(levels, levelsOf(levels.next)); }

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
      descend(levels);
      return true;
    },
  };
}
