// Suites without a test framework: the same files run in Node, Deno, Bun, workerd and browsers, and under vitest.

export interface Case { readonly name: string; run(): void | Promise<void> }
export interface Suite { readonly name: string; readonly cases: readonly Case[] }

export interface Failure { readonly suite: string; readonly case: string; readonly message: string }
export interface Outcome { readonly passed: number; readonly failed: readonly Failure[] }

/** Told of every case as it ends; `failure` is absent when it passed. */
export type Report = (suite: string, name: string, failure?: Failure) => void;

export const test = (name: string, run: () => void | Promise<void>): Case => ({ name, run });

export async function run(suites: readonly Suite[], report: Report = () => {}): Promise<Outcome> {
  const tally = new Tally(report);
  for (const suite of suites) {
    for (const one of suite.cases) {
      try {
        await one.run();
        tally.pass(suite, one);
      } catch (error) {
        tally.fail(suite, one, error);
      }
    }
  }
  return tally;
}

/** As `run`, for places that cannot wait, such as the module scope of a Worker: leaves out the cases declared `async`. */
export function runSync(suites: readonly Suite[], report: Report = () => {}): Outcome {
  const tally = new Tally(report);
  for (const suite of suites) {
    for (const one of suite.cases.filter((c) => !(c.run instanceof AsyncFunction))) {
      try {
        if (one.run() instanceof Promise) throw new Error("a case that returns a promise must be an async function");
        tally.pass(suite, one);
      } catch (error) {
        tally.fail(suite, one, error);
      }
    }
  }
  return tally;
}

const AsyncFunction = (async () => {}).constructor as new () => unknown;

class Tally implements Outcome {
  passed = 0;
  readonly failed: Failure[] = [];
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  pass(suite: Suite, one: Case): void {
    this.passed++;
    this.#report(suite.name, one.name);
  }

  fail(suite: Suite, one: Case, error: unknown): void {
    const failure = { suite: suite.name, case: one.name, message: describe(error) };
    this.failed.push(failure);
    this.#report(suite.name, one.name, failure);
  }
}

// V8 puts the message at the head of the stack, JavaScriptCore does not; frames are of use only where no assertion says it all.
function describe(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${String(error)}`;
  if (error.name === "AssertionError") return error.message;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at |@/.test(line)).slice(0, 4);
  return [`${error.name}: ${error.message}`, ...frames].join("\n");
}
