import { statSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import base from "./vitest.config.js";

/** The smallest file first: a mutant ends at the first test that fails, and the laws that take a second stand in the largest files. */
class SmallestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sizes = new Map(files.map(({ moduleId }) => [moduleId, statSync(moduleId).size]));
    return Promise.resolve([...files].sort((a, b) => (sizes.get(a.moduleId) ?? 0) - (sizes.get(b.moduleId) ?? 0)));
  }
}

/** What Stryker runs for each mutant: the tests beside the code that it mutates, and no others. */
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    include: ["packages/core/src/{rules,failover,balance}/**/*.test.ts", "packages/render-*/src/rules/**/*.test.ts"],
    setupFiles: ["scripts/mutation/first-failure.ts"],
    testTimeout: 120_000,
    sequence: { sequencer: SmallestFirst },
    // The modules under test keep nothing between tests: loading them once for all files takes a third of the time.
    isolate: false,
  },
});
