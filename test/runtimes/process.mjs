// Child processes with a time limit, and directories that go away.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs to the end, or to `limit` milliseconds; resolves to what was printed. Rejects when the exit code is not 0. */
export function exec(file, args, { limit, env = {}, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "", stderr = "", late = false;
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    const timer = setTimeout(() => { late = true; child.kill("SIGKILL"); }, limit);
    child.on("error", (error) => { clearTimeout(timer); reject(error); });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve({ stdout, stderr });
      const end = late ? `no end after ${limit / 1000} s` : `exit ${code ?? signal}`;
      reject(new Error([end, tail(stderr || stdout)].filter(Boolean).join("\n")));
    });
  });
}

/** A new empty directory for as long as `body` runs. */
export async function withDirectory(body) {
  const directory = await mkdtemp(join(tmpdir(), "lanewise-"));
  try {
    return await body(directory);
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The outcome that an entry of hosts/ printed as its last line of JSON. */
export function outcome({ stdout, stderr }) {
  const line = stdout.split("\n").findLast((text) => text.startsWith('{"passed":'));
  if (line === undefined) throw new Error(`no outcome was printed\n${tail(stderr || stdout)}`);
  return JSON.parse(line);
}

const tail = (text) => text.trimEnd().split("\n").slice(-15).join("\n");
