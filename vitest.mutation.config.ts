import { statSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import base from "./vitest.config.js";

const isOfRules = ({ moduleId }: TestSpecification): number => Number(moduleId.includes("/rules/"));
const sizeOf = ({ moduleId }: TestSpecification): number => statSync(moduleId).size;

/**
 * A mutant ends at the first test that fails. Rules run through all of failover and notice little of it, so that its own tests come first; of
 * these the smallest file, since the laws that take a second stand in the largest.
 */
class QuickestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve([...files].sort((a, b) => isOfRules(a) - isOfRules(b) || sizeOf(a) - sizeOf(b)));
  }
}

/** What Stryker runs for each mutant: the tests beside the code that it mutates, and no others. */
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    include: ["packages/core/src/{rules,failover,balance}/**/*.test.ts", "packages/render-*/src/rules/**/*.test.ts"],
    setupFiles: ["scripts/mutation/first-failure.ts"],
    testTimeout: 120_000,
    sequence: { sequencer: QuickestFirst },
    // The modules under test keep nothing between tests: loading them once for all files takes a third of the time.
    isolate: false,
  },
});
