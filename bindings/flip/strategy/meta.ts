// Walks through formats: after a round the scheme may move to a neighbouring one, and the best of each is kept.
import { Random } from "../random.js";
import type { Scheme } from "../types.js";
import { Family } from "./family.js";
import { moved } from "./moves.js";
import type { Meta } from "./options.js";
import { counted, listed, type Leg, type Route } from "./route.js";

/** Flips of a round. */
const ROUND = 1e6;
/** Terms above the best of its format from which a scheme is left for that. */
const ABOVE = 10;

export class MetaRoute implements Route {
  private readonly meta: Meta;
  private readonly seed: number;
  private family: Family;
  private rounds = 0;
  readonly first: Leg;

  constructor(start: Scheme, meta: Meta, seed: number) {
    this.meta = meta;
    this.seed = seed;
    this.family = new Family([start]);
    this.first = this.leg(start);
  }

  private leg(start: Scheme): Leg { return { start, rank: 0, flips: ROUND }; }

  next(best: Scheme | undefined): Leg | undefined {
    const { family, meta } = this, random = new Random(this.seed + 1 + this.rounds++), left = [...meta.moves];
    if (best !== undefined) family.take(best);
    if (random.next() >= meta.probability * 2 ** 32) return undefined;
    while (left.length > 0) {
      const [move] = left.splice(random.below(left.length), 1), to = moved(move!, best ?? family.at(this.first.start.shape)!, family, meta, random);
      if (to === undefined) continue;
      const known = family.at(to.shape);
      return this.leg(known !== undefined && to.rank > known.rank + ABOVE ? known : to);
    }
    return undefined;
  }

  state(): unknown { return { rounds: this.rounds, family: this.family.schemes }; }

  resume(state: unknown, scheme: (x: unknown) => Scheme): void {
    this.rounds = counted(state, "rounds");
    this.family = new Family(listed(state, "family").map(scheme));
  }
}
