import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { formatProblem, generateModule } from "./compiler.js";
import { quotedText } from "./quoted.js";
import * as core from "./template.js";

const word = quotedText("generate-word");
const View = z.strictObject({ title: word.schema, names: z.array(word.schema) });
const schema = z.toJSONSchema(View, { target: "draft-2020-12" });
const view: z.infer<typeof View> = { title: word.make('"edge"\n'), names: [word.make("a"), word.make("b")] };

const template = (exportName: string, text: string) => ({
  name: `${exportName}.cfg`,
  exportName,
  viewType: "EdgeView",
  file: `${exportName}.njk`,
  text,
  schema,
});

/** What a generated module exports, once its types are stripped. */
function evaluate(code: string): Record<string, core.Template<z.infer<typeof View>>> {
  const { code: script } = transformSync(code, { loader: "ts", format: "cjs" });
  const module = { exports: {} };
  new Function("module", "require", script)(module, (name: string) => (name === "@edgewright/core" ? core : undefined));
  return module.exports;
}

describe("generateModule", () => {
  it("writes a module that prints", () => {
    const result = generateModule(
      [template("first", "{{ title }}{% for n in names %}{{ n }}{% endfor %}"), template("second", 'x\n"`\u0024{y}\u2028')],
      "../view.js",
    );
    if (!result.ok) throw new Error("does not compile");
    const { first, second } = evaluate(result.code);
    if (first === undefined || second === undefined) throw new Error("an export is missing");
    expect(core.printTemplate(first, view)).toBe('"edge"\nab');
    expect(core.printTemplate(second, view)).toBe('x\n"`\u0024{y}\u2028');
    expect(first.name).toBe("first.cfg");
    expect(first.schema).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  it("gives each export its type, imports only types of the view, and is the same each time", () => {
    const templates = [template("first", "a"), template("second", "b")];
    const [once, again] = [generateModule(templates, "../view.js"), generateModule(templates, "../view.js")];
    if (!once.ok) throw new Error("does not compile");
    expect(again).toEqual(once);
    expect(once.code.split("\n").filter((line) => /^(\/\/|import|export)/.test(line))).toEqual([
      "// Generated from the templates by the template compiler. Do not edit: change the .njk file and build again.",
      "// @ts-nocheck",
      'import { precompiled, type Template } from "@edgewright/core";',
      'import type { EdgeView } from "../view.js";',
      "export const first: Template<EdgeView> = precompiled({",
      "export const second: Template<EdgeView> = precompiled({",
    ]);
  });

  it("reports the problems of every template", () => {
    const result = generateModule(
      [template("first", "{{ titel }}"), template("second", "ok"), template("third", "{{ nam }}")],
      "../view.js",
    );
    expect(result.ok ? [] : result.problems.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
      "first.njk:1:4",
      "third.njk:1:4",
    ]);
  });

  it("refuses a name that is no identifier: it would become code", () => {
    expect(() => generateModule([{ ...template("first", "a"), exportName: "a = 1; b" }], "../view.js")).toThrow("no identifier");
    expect(() => generateModule([{ ...template("first", "a"), viewType: "View>; x" }], "../view.js")).toThrow("no identifier");
  });
});

describe("formatProblem", () => {
  const formatted = (text: string): readonly string[] => {
    const result = generateModule([template("first", text)], "../view.js");
    return result.ok ? [] : result.problems.map((problem) => formatProblem(problem, text));
  };

  it("shows the place, the line, a caret with the hint, and what to do", () => {
    expect(formatted("a\r\n\t{{ titel }}\r\n")).toEqual([
      'first.njk:2:5 error template-unknown-name: neither the view nor the template has "titel" here\n' +
        "2 | \t{{ titel }}\n" +
        '  | \t   ^^^^^ did you mean "title"?\n' +
        "fix: write title",
    ]);
  });

  it("cuts a long line, and lets nothing of the file steer a terminal", () => {
    const [shown] = formatted(`${"x".repeat(1000)}{{ a\u001b[31m }}${"y".repeat(1000)}`);
    expect(shown).not.toContain("\u001b");
    expect(Math.max(...(shown ?? "").split("\n").map((line) => line.length))).toBeLessThan(200);
  });
});
