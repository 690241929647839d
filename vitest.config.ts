import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

// Tests run on the sources, so that a mistake shows its own line; test/package runs what was built.
const alias = [
  { find: /^@edgewright\/core\/template$/, replacement: source("core/src/template/compiler.ts") },
  { find: /^@edgewright\/(core|render-[a-z0-9]+|testing)$/, replacement: source("$1/src/index.ts") },
  { find: /^edgewright$/, replacement: source("cli/src/index.ts") },
];

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "test/{arrows,golden,property,package,cli,docs,mutation}/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      // One at a time and nothing beside them: these measure time and share the machine's process table.
      {
        extends: true,
        test: { name: "system", include: ["test/system/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 120_000, fileParallelism: false },
      },
    ],
  },
});
