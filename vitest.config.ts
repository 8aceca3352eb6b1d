import { defineConfig } from "vitest/config";

const dist = (file: string): string => new URL(`./dist/${file}`, import.meta.url).pathname;

export const alias: Record<string, string> = {
  "lanewise/plain": dist("plain.js"),
  "lanewise/io": dist("io.js"),
  "lanewise/gallery": dist("gallery.js"),
  "lanewise/codegen": dist("codegen.js"),
  lanewise: dist("index.js"),
};

/** Tests run on the built package, as users get it; `slow-*` apart (vitest.slow.config.ts). */
export default defineConfig({
  resolve: { alias },
  test: { include: ["test/**/*.test.ts"], exclude: ["**/slow-*", "**/node_modules/**"], testTimeout: 60_000, maxWorkers: "100%" },
});
