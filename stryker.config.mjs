// Mutation testing of the rules, the election and the shares: `npm run mutation` (CONTRIBUTING.md).
const rooms = ["packages/core/src/{rules,failover,balance}", "packages/render-*/src/rules"];

export default {
  testRunner: "vitest",
  // By name: pnpm keeps them where Stryker does not look.
  plugins: ["@stryker-mutator/vitest-runner", "./scripts/mutation/ignorer.mjs"],
  mutate: [...rooms.map((room) => `${room}/**/*.ts`), ...rooms.map((room) => `!${room}/**/*{.test,-testing}.ts`)],
  ignorers: ["words"],
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  coverageAnalysis: "perTest",
  // Run once when a file is loaded: each would need every test, and a rule's page is nearly all of them.
  ignoreStatic: true,
  concurrency: 2,
  // A busy machine is no kill: loops that never end are stopped by their count of passes.
  timeoutMS: 60_000,
  incremental: true,
  incrementalFile: "reports/stryker-incremental.json",
  reporters: ["progress-append-only", "clear-text", "json"],
  jsonReporter: { fileName: "reports/mutation.json" },
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
  ignorePatterns: [".cache", "benchmarks", "docs", "examples", "packages/*/dist", "packages/*/out", "reports"],
};
