// The best scheme met of every format, whatever the order of its dimensions.
import { arranged } from "../best.js";
import { keyOf, sorted } from "../formats.js";
import type { Scheme } from "../types.js";

export type Shape = Scheme["shape"];

export class Family {
  private readonly all: Map<number, Scheme> = new Map();

  constructor(schemes: readonly Scheme[] = []) { for (const s of schemes) this.take(s); }

  /** Keeps a scheme if it is the best of its format; says so. */
  take(s: Scheme): boolean {
    const key = keyOf(...s.shape), known = this.all.get(key);
    if (known !== undefined && known.rank <= s.rank) return false;
    this.all.set(key, arranged(s, sorted(s.shape)));
    return true;
  }

  at(shape: Shape): Scheme | undefined {
    const s = this.all.get(keyOf(...shape));
    return s && arranged(s, shape);
  }

  /** In the order they were first met, dimensions ascending. */
  get schemes(): readonly Scheme[] { return [...this.all.values()]; }
}
