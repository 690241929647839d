import { defineConfig } from "vitest/config";
import base from "./vitest.config.js";

/** What Stryker runs for each mutant: the tests beside the code that it mutates, and no others. */
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    include: ["packages/core/src/{rules,failover,balance}/**/*.test.ts", "packages/render-*/src/rules/**/*.test.ts"],
    testTimeout: 120_000,
    // The modules under test keep nothing between tests: loading them once for all files takes a third of the time.
    isolate: false,
  },
});
