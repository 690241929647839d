import { expect, it } from "vitest";
import { type Mutant, mutationPage, score } from "../../scripts/mutation/page.mjs";

const source = `export const small = (a: number): boolean =>
  a < 1 ||
  a === 7;
`;

const mutant = (status: string, more: Partial<Mutant> = {}): Mutant => ({
  status,
  mutatorName: "EqualityOperator",
  replacement: "a <= 1",
  location: { start: { line: 2, column: 3 }, end: { line: 2, column: 8 } },
  ...more,
});

const report = (files: Readonly<Record<string, readonly Mutant[]>>) => ({
  thresholds: { break: 90 },
  files: Object.fromEntries(Object.entries(files).map(([name, mutants]) => [name, { source, mutants }])),
});

it.each([
  ["no mutant", [], "–"],
  ["ignored ones alone", ["Ignored"], "–"],
  ["killed", ["Killed", "Ignored"], "100.0 %"],
  ["a time-out kills", ["Timeout", "Survived"], "50.0 %"],
  ["without a test none is killed", ["Killed", "NoCoverage", "Survived", "Killed"], "50.0 %"],
  ["one that does not run says nothing", ["RuntimeError", "CompileError", "Killed", "Survived"], "50.0 %"],
  ["never rounded up", ["Killed", "Killed", "Survived"], "66.6 %"],
])("score: %s", (_, statuses, expected) => {
  expect(score(statuses.map((status) => ({ status })))).toBe(expected);
});

it("counts each room and each file, names what was left out and every survivor in the file's order", () => {
  const page = mutationPage(
    report({
      "packages/core/src/rules/b.ts": [
        mutant("NoCoverage", {
          mutatorName: "BlockStatement",
          replacement: "{}",
          location: { start: { line: 3, column: 3 }, end: { line: 3, column: 10 } },
        }),
        // Of two at one place the report's order stays.
        mutant("Survived", {
          mutatorName: "LogicalOperator",
          replacement: "a < 1 &&\n  `x`",
          location: { start: { line: 2, column: 3 }, end: { line: 3, column: 10 } },
        }),
        mutant("Survived"),
        mutant("Ignored", { statusReason: 'Static mutant (and "ignoreStatic" was enabled)' }),
        mutant("Ignored", { statusReason: "metadata: words" }),
      ],
      "packages/core/src/failover/a/deep.ts": [
        mutant("Killed"),
        mutant("Timeout"),
        mutant("Ignored", { statusReason: "metadata: words" }),
        mutant("RuntimeError"),
      ],
      "packages/core/src/rules/a.ts": [mutant("Killed")],
    }),
  );
  const tables = page.split("\n").filter((line) => line.startsWith("| "));
  expect(tables).toEqual([
    "| room | killed in all | by a test | by a time-out | survived | no test | left out |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    "| packages/core/src/failover | 100.0 % | 1 | 1 | 0 | 0 | 1 |",
    "| packages/core/src/rules | 25.0 % | 1 | 0 | 2 | 1 | 2 |",
    "| **all** | 50.0 % | 2 | 1 | 2 | 1 | 3 |",
    "| why | mutants |",
    "| --- | ---: |",
    "| RuntimeError | 1 |",
    "| metadata: words | 2 |",
    "| static: run once, when the file is loaded | 1 |",
    "| file | mutator | code | replaced by |",
    "| --- | --- | --- | --- |",
    "| packages/core/src/rules/b.ts | LogicalOperator | `a < 1 \\|\\| a === 7` | `` a < 1 && `x` `` |",
    "| packages/core/src/rules/b.ts | EqualityOperator | `a < 1` | `a <= 1` |",
    "| packages/core/src/rules/b.ts | BlockStatement (no test) | `a === 7` | `{}` |",
    "| file | killed in all | by a test | by a time-out | survived | no test | left out |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    "| packages/core/src/failover/a/deep.ts | 100.0 % | 1 | 1 | 0 | 0 | 1 |",
    "| packages/core/src/rules/a.ts | 100.0 % | 1 | 0 | 0 | 0 | 0 |",
    "| packages/core/src/rules/b.ts | 0.0 % | 0 | 0 | 2 | 1 | 2 |",
  ]);
  expect(page).toContain("fails below 90 %");
});

it("says so where nothing survived", () => {
  expect(mutationPage(report({ "packages/core/src/rules/a.ts": [mutant("Killed")] }))).toContain("## Survivors\n\nNone.\n");
});
