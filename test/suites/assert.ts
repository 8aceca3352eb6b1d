// Assertions for the framework-free suites. Values are compared with Object.is: NaN equals NaN, -0 differs from 0.

export class AssertionError extends Error {
  override readonly name: string = "AssertionError";
}

export function fail(message: string): never {
  throw new AssertionError(message);
}

export function ok(condition: unknown, message: string): asserts condition {
  if (!condition) fail(message);
}

export function equal<T>(got: T, expected: T, what = "value"): void {
  if (!Object.is(got, expected)) fail(`${what} is ${show(got)}, expected ${show(expected)}`);
}

/** Same length and the same elements. */
export function same(got: ArrayLike<unknown>, expected: ArrayLike<unknown>, what = "array"): void {
  equal(got.length, expected.length, `${what}.length`);
  for (let i = 0; i < expected.length; i++) equal(got[i], expected[i], `${what}[${i}]`);
}

/** Every |got − expected| within `tolerance`; both NaN, or the same infinity, is a match. */
export function close(got: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, what = "array"): void {
  equal(got.length, expected.length, `${what}.length`);
  for (let i = 0; i < expected.length; i++) {
    const g = got[i] as number, e = expected[i] as number;
    if (!Object.is(g, e) && !(Math.abs(g - e) <= tolerance)) fail(`${what}[${i}] is ${g}, expected ${e} within ${tolerance}`);
  }
}

export function match(text: string, pattern: RegExp, what = "text"): void {
  if (!pattern.test(text)) fail(`${what} is ${show(text)}, expected ${pattern}`);
}

/** What an error of the package must look like; `base` is its platform class. */
export interface Expected { readonly code: string; readonly op?: string; readonly arg?: string; readonly base?: new (...args: never[]) => Error; readonly message?: string | RegExp }

type Thrown = Error & { readonly code?: unknown; readonly op?: unknown; readonly arg?: unknown };

export function throws(run: () => unknown, expected: Expected, what = "call"): Thrown {
  let result: unknown;
  try {
    result = run();
  } catch (error) {
    return check(error, expected, what);
  }
  return fail(`${what} returned ${show(result)}, expected an error with code ${show(expected.code)}`);
}

export async function rejects(run: () => Promise<unknown>, expected: Expected, what = "call"): Promise<Thrown> {
  let result: unknown;
  try {
    result = await run();
  } catch (error) {
    return check(error, expected, what);
  }
  return fail(`${what} resolved to ${show(result)}, expected an error with code ${show(expected.code)}`);
}

function check(error: unknown, expected: Expected, what: string): Thrown {
  if (!(error instanceof Error)) fail(`${what} threw ${show(error)}, expected an Error`);
  const e: Thrown = error;
  const told = `${what}: ${e.name}: ${e.message}`;
  if (e.code !== expected.code) fail(`${told}: code is ${show(e.code)}, expected ${show(expected.code)}`);
  if (typeof e.op !== "string" || e.op === "") fail(`${told}: op is ${show(e.op)}, expected the operation's name`);
  if (expected.op !== undefined) equal(e.op, expected.op, `${told}: op`);
  if (expected.arg !== undefined) equal(e.arg, expected.arg, `${told}: arg`);
  if (expected.base && !(e instanceof expected.base)) fail(`${told}: is no ${expected.base.name}`);
  if (typeof expected.message === "string") equal(e.message, expected.message, `${what}: message`);
  if (expected.message instanceof RegExp) match(e.message, expected.message, `${what}: message`);
  return e;
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return Object.is(value, -0) ? "-0" : String(value);
}
