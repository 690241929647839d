import { Instrumenter } from "@stryker-mutator/instrumenter";
import { describe, expect, it } from "vitest";
import { reasons, shouldIgnore } from "../../scripts/mutation/ignorer.mjs";

const silent = (): void => undefined;
const logger = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

/** Every mutant that Stryker makes of a file, as `original -> replacement`, under why it is ignored. */
async function mutantsOf(content: string): Promise<{ readonly mutated: readonly string[]; readonly ignored: readonly string[] }> {
  const lines = content.split("\n");
  const options = { plugins: null, excludedMutations: [], ignorers: [{ shouldIgnore }] };
  const { mutants } = await new Instrumenter(logger).instrument([{ name: "rule.ts", content, mutate: true }], options);
  const shown = mutants.map(({ location: { start, end }, replacement, statusReason }) => {
    const original = start.line === end.line ? lines[start.line]?.slice(start.column, end.column) : "…";
    return { text: `${original} -> ${replacement}`, statusReason };
  });
  return {
    mutated: shown.filter(({ statusReason }) => statusReason === undefined).map(({ text }) => text),
    ignored: shown.flatMap(({ text, statusReason }) => (statusReason === undefined ? [] : [`${statusReason}: ${text}`])),
  };
}

const ignoredAs = (reason: string, ...texts: readonly string[]): readonly string[] => texts.map((text) => `${reason}: ${text}`);

describe("a page's own words are ignored", () => {
  it.each(["Rule", "RulePage"])("in a literal of %s, and its judgements are not", async (type) => {
    const { mutated, ignored } = await mutantsOf(`export const r: ${type} = {
id: "a", law: "b", why: "c", source: "d", fix: "e",
breaks: \`f\`,
keeps: \`g\`,
severity: "error", safety: true };`);
    expect(ignored).toEqual(
      ignoredAs(reasons.metadata, '"a" -> ""', '"b" -> ""', '"c" -> ""', '"d" -> ""', '"e" -> ""', "`f` -> ``", "`g` -> ``"),
    );
    expect(mutated).toEqual(["… -> {}", '"error" -> ""', "true -> false"]);
  });

  it.each([
    ["another type", 'const r: Budget = { why: "c" };'],
    ["no type", 'const r = { why: "c" };'],
    ["an object within a page", 'const r: Rule = { more: { why: "c" } };'],
    ["a page that a function makes", 'const r: Rule = page({ why: "c" });'],
    ["a computed name", 'const r: Rule = { [why]: "c" };'],
    ["a list of pages", 'const r: readonly Rule[] = [{ why: "c" }];'],
    ["another field", 'const r: Rule = { whynot: "c" };'],
    ["a field of a report", 'const r: Rule = { message: "c" };'],
  ])("not in %s", async (_, content) => {
    const { mutated, ignored } = await mutantsOf(content);
    expect(ignored).toEqual([]);
    expect(mutated).toContain('"c" -> ""');
  });

  it("a check is mutated as any function, in a page as elsewhere", async () => {
    const { mutated, ignored } = await mutantsOf(`const r: Rule = {
check: (plan) => { if (plan.a > 1 && !plan.b) use("c"); } };`);
    expect(ignored).toEqual([]);
    expect(mutated).toEqual(expect.arrayContaining(["plan.a > 1 -> plan.a >= 1", "plan.a > 1 && !plan.b -> true", '"c" -> ""']));
  });
});

describe("a report's words are ignored", () => {
  it.each([
    ['report({ message: "a" })', '"a" -> ""'],
    ["report({ message: `a` })", "`a` -> ``"],
    ["report({ message: `${a} is ${b.c.d[e.f]}` })", "`${a} is ${b.c.d[e.f]}` -> ``"],
    ['report({ related: [{ message: "a" }] })', '"a" -> ""'],
    ['const v = { fix: "a" }', '"a" -> ""'],
  ])("%s", async (content, text) => {
    expect((await mutantsOf(content)).ignored).toEqual(ignoredAs(reasons.message, text));
  });

  it("both outcomes of a choice, and the choice is not", async () => {
    const { mutated, ignored } = await mutantsOf('report({ message: a === "x" ? "b" : c ? `d` : "e" })');
    expect(ignored).toEqual(ignoredAs(reasons.message, '"b" -> ""', "`d` -> ``", '"e" -> ""'));
    expect(mutated).toEqual(expect.arrayContaining(['a === "x" -> true', 'a === "x" -> false', 'a === "x" -> a !== "x"', '"x" -> ""']));
  });

  it.each([
    ["a choice in a hole", 'report({ message: `${a > 1 ? "b" : "c"}` })', ["a > 1 -> true", '"b" -> ""', '"c" -> ""']],
    ["arithmetic in a hole", "report({ message: `${a + 1}` })", ["a + 1 -> a - 1", "`${a + 1}` -> ``"]],
    ["a call in a hole", "report({ fix: `${a.slice(1)}` })", ["a.slice(1) -> a", "`${a.slice(1)}` -> ``"]],
    ["an optional member", "report({ fix: `${a?.b}` })", ["a?.b -> a.b", "`${a?.b}` -> ``"]],
    ["words that are put together", 'report({ message: "a" + b })', ['"a" -> ""']],
    ["words of a call", 'report({ message: say("a") })', ['"a" -> ""']],
    ["words that a default gives", 'report({ fix: a ?? "b" })', ['"b" -> ""', 'a ?? "b" -> a && "b"']],
    ["a name of a path", 'report({ path: ["a"] })', ['"a" -> ""', '["a"] -> []']],
    ["a severity", 'report({ severity: "error" })', ['"error" -> ""']],
    ["words in a constant", 'const message = "a"', ['"a" -> ""']],
    ["a computed name", 'report({ [message]: "a" })', ['"a" -> ""']],
  ])("not %s", async (_, content, texts) => {
    const { mutated, ignored } = await mutantsOf(content);
    expect(ignored).toEqual([]);
    expect(mutated).toEqual(expect.arrayContaining(texts));
  });
});
