// Headless Chromium, driven by playwright-core: a plain page, and one under a strict content security policy.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { Absent, built, find, present } from "./places.mjs";
import { withDirectory } from "./process.mjs";

const policies = new Map([
  ["/plain", undefined],
  ["/csp", "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'"],
]);
const page = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>suites</title><script type="module" src="/page.mjs"></script>';

const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Serves the pages; `arrived` takes what a page posts to /outcome. */
async function serve(arrived) {
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      let body = "";
      for await (const part of request.setEncoding("utf8")) body += part;
      response.end();
      return arrived(JSON.parse(body));
    }
    if (policies.has(request.url)) {
      const policy = policies.get(request.url);
      return response.writeHead(200, { "content-type": "text/html", ...(policy && { "content-security-policy": policy }) }).end(page);
    }
    if (request.url === "/page.mjs" || request.url === "/suite.js") {
      return response.writeHead(200, { "content-type": "text/javascript" }).end(await readFile(join(built, request.url)));
    }
    return response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function visit(context, origin, path, limit, waiting) {
  const tab = await context.newPage();
  let timer;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`${path}: no end after ${limit / 1000} s`)), limit);
      waiting.arrived = resolve;
      tab.on("pageerror", (error) => reject(new Error(`${path}: ${error.message}`)));
      tab.on("crash", () => reject(new Error(`${path}: the page crashed`)));
      tab.goto(origin + path).catch(reject);
    });
  } finally {
    clearTimeout(timer);
    await tab.close();
  }
}

export async function chromium({ limit }) {
  const executablePath = present(process.env.CHROMIUM ?? find("chromium", "chromium-browser", "google-chrome"), "not installed (apt-get install chromium, or set CHROMIUM)");
  const { chromium: browser } = await import("playwright-core").catch(() => {
    throw new Absent("playwright-core is not installed: npm ci --prefix test/runtimes");
  });
  const waiting = { arrived() {} };
  const server = await serve((outcome) => waiting.arrived(outcome));
  const origin = `http://127.0.0.1:${server.address().port}`;
  try {
    return await withDirectory(async (profile) => {
      const context = await browser.launchPersistentContext(profile, { executablePath, args, headless: true, timeout: limit });
      try {
        const outcomes = [];
        for (const path of policies.keys()) outcomes.push({ name: path.slice(1), ...await visit(context, origin, path, limit, waiting) });
        return outcomes;
      } finally {
        await context.close();
      }
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
