// What this family works with: the instance, and what the composer lends it.
import type { Context } from "../context.js";
import type { Fast } from "../fast.js";

export interface DenseContext extends Context { readonly fast: Fast }
