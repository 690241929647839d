import { describe, expect, it } from "vitest";
import type { Path } from "../diagnostics/diagnostic.js";
import { formatPath } from "../diagnostics/path.js";
import { loadText } from "../load/load.js";
import type { Plan } from "../resolve/plan.js";
import type { Rule } from "../rules/rule.js";
import { documentWith, vip } from "../rules/rule-testing.js";
import { compileTemplate } from "../template/compiler.js";
import type { Template } from "../template/template.js";
import { type CompileOptions, compile, requiredSecrets } from "./compile.js";
import type { Print, Renderer } from "./renderer.js";

const schema = { type: "object", properties: { count: { type: "integer" } }, required: ["count"], additionalProperties: false };

function template(text: string): Template<{ readonly count: number }> {
  const result = compileTemplate<{ readonly count: number }>({ name: "count.txt", file: "count.txt.njk", text, schema });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.template;
}

const builtIn = template("{{ count }} VIPs\n");
const renderer = (
  name: string,
  render: (plan: Plan, print: Print) => Readonly<Record<string, string>>,
  rules: Renderer["rules"] = [],
): Renderer => ({
  name,
  rules,
  pages: [],
  templates: [],
  render: (plan, print) => Object.entries(render(plan, print)).map(([path, text]) => ({ path, text, mode: 0o644 })),
});
const counting = renderer("counting", (plan, print) => ({ "count.txt": print(builtIn, { count: plan.vips.length }) }));
const secrets = renderer("secrets", ({ vips, observability }) => ({
  "vrrp.txt": `password ${vips[0]?.failover.password?.value ?? "none"}\n`,
  "stats.txt": `password ${observability.stats?.auth?.password.value ?? "none"}\n`,
}));
const texts = (fields: string, options: CompileOptions) => {
  const result = compile(documentWith(fields), options);
  return result.ok ? result.files.map(({ path, text }) => [path, text]) : result.diagnostics.map(({ code }) => code);
};

describe("files", () => {
  it("come from each renderer, in the order of their paths", () => {
    const one = renderer("one", () => ({ b: "1\n", "a/z": "2\n" }));
    const two = renderer("two", () => ({ a: "3\n" }));
    expect(texts("", { renderers: [one, two] })).toEqual([
      ["a", "3\n"],
      ["a/z", "2\n"],
      ["b", "1\n"],
    ]);
    expect(texts("", {})).toEqual([]);
  });

  it("two renderers that write one file are a mistake of the program, which names it", () => {
    const one = renderer("one", () => ({ a: "1\n" }));
    expect(() => compile(documentWith(""), { renderers: [one, counting, one] })).toThrow("two renderers write one file, a");
  });

  it("a user's template stands in for the built-in one of its name, and for no other", () => {
    const own = template("{{ count }} of them\n") as Template<never>;
    expect(texts("", { renderers: [counting], templates: new Map([["count.txt", own]]) })).toEqual([["count.txt", "1 of them\n"]]);
    expect(texts("", { renderers: [counting], templates: new Map([["other.txt", own]]) })).toEqual([["count.txt", "1 VIPs\n"]]);
  });
});

describe("diagnostics", () => {
  const always: Rule = {
    id: "always",
    law: "a law",
    why: "a reason",
    source: "here",
    severity: "warning",
    safety: false,
    breaks: "",
    keeps: "",
    fix: "nothing",
    check: (_, report) => report({ message: "look", path: ["name"] }),
  };
  const warns = renderer("warns", () => ({ a: "1\n" }), [always]);

  /** Of which no rule has anything to say. */
  const silent = "cluster: { nodes: [] }\nroutes: []\n";

  it("a warning stops nothing", () => {
    expect(compile(documentWith(silent), { renderers: [warns] })).toMatchObject({
      ok: true,
      files: [{ path: "a" }],
      diagnostics: [
        { code: "always", severity: "warning", message: "look", path: ["name"], source: null, why: "a reason", fix: "nothing" },
      ],
    });
  });

  it("an error leaves no file, and every finding", () => {
    const result = compile(documentWith(silent + vip().replace("hapxy2", "hapxy9")), { renderers: [warns] });
    expect(result.ok).toBe(false);
    expect(result).not.toHaveProperty("files");
    expect(result.diagnostics.map(({ code }) => code)).toEqual(["always", "reference-unknown"]);
  });

  it.each([null, undefined, 5, "text", [], {}])("%j throws nothing", (input) => {
    expect(compile(input, { renderers: [counting, secrets] }).ok).toBe(false);
  });

  it("have places where there is a text, in the order of the file", () => {
    const text = "apiVersion: edgewright/v1\nname: On Prem\nbalance: 5\ncluster: { nodes: [] }\n";
    const loaded = loadText(text, { file: "edge.yaml", format: "yaml" });
    if (!loaded.ok) throw new Error("the test's YAML");
    const { diagnostics } = compile(loaded.value, { source: loaded.source });
    expect(diagnostics.map(({ code, source }) => `${source?.line}:${source?.column}+${source?.length} ${code}`)).toEqual([
      "2:7+7 name-invalid",
      "3:10+1 value-unknown",
    ]);
  });

  it("remarks alone have none, so that a sound document is not read again", () => {
    const remarks = renderer("remarks", () => ({}), [{ ...always, id: "remark", severity: "info" }]);
    const placesOf = (renderers: readonly Renderer[]) => {
      const asked: string[] = [];
      const locate = (path: Path) => {
        asked.push(formatPath(path));
        return { file: "edge.yaml", line: 2, column: 7, length: 1 };
      };
      const { diagnostics } = compile(documentWith(silent), { renderers, source: { file: "edge.yaml", text: null, locate } });
      return { asked, places: diagnostics.map(({ code, source }) => `${code} ${source?.line ?? "nowhere"}`) };
    };
    expect(placesOf([remarks])).toEqual({ asked: [], places: ["remark nowhere"] });
    expect(placesOf([remarks, warns])).toEqual({ asked: ["name", "name"], places: ["always 2", "remark 2"] });
  });
});

describe("secrets", () => {
  const both = `observability: { stats: { port: 8404, auth: { username: ops, password: { file: /run/stats } } } }
${vip("failover: { auth: { password: { env: VRRP } } }")}`;
  const values = { VRRP: "s3cret", "/run/stats": "0ther" };

  it("are in the text, and masked in what a person is shown", () => {
    const result = compile(documentWith(both), { renderers: [counting, secrets], secrets: values });
    expect(result.ok ? result.files.map(({ path, text, redacted }) => [path, text, redacted]) : result.diagnostics).toEqual([
      ["count.txt", "1 VIPs\n", "1 VIPs\n"],
      ["stats.txt", "password 0ther\n", "password <secret /run/stats>\n"],
      ["vrrp.txt", "password s3cret\n", "password <secret VRRP>\n"],
    ]);
  });

  it.each([
    ["observability: { stats: { port: 8404, auth: { username: ops, password: { env: VRRP } } } }", "stats.txt"],
    [vip("failover: { auth: { password: { env: VRRP } } }"), "vrrp.txt"],
  ])("one alone is masked: %s", (fields, file) => {
    const result = compile(documentWith(fields), { renderers: [secrets], secrets: values });
    expect(result.ok ? result.files.find(({ path }) => path === file)?.redacted : result.diagnostics).toBe("password <secret VRRP>\n");
  });

  it("the secret of one VIP of two is masked", () => {
    const second = "\n  - { name: partner, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy2, backup: hapxy1 }";
    const result = compile(documentWith(vip("failover: { auth: { password: { env: VRRP } } }") + second), {
      renderers: [secrets],
      secrets: values,
    });
    expect(result.ok ? result.files.map(({ redacted }) => redacted) : []).toEqual(["password none\n", "password <secret VRRP>\n"]);
  });

  it("a secret that happens to be a word of the file is masked where it is the secret, and nowhere else", () => {
    const result = compile(documentWith(vip("failover: { auth: { password: { env: WORD } } }")), {
      renderers: [secrets],
      secrets: { WORD: "password" },
    });
    expect(result.ok ? result.files.map(({ redacted }) => redacted) : []).toEqual(["password none\n", "password <secret WORD>\n"]);
  });

  it("no diagnostic has a secret's value", () => {
    const long = "a-long-password";
    const result = compile(documentWith(vip("failover: { auth: { password: { env: LONG } } }")), { secrets: { LONG: long } });
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain(long);
  });

  it("that a document needs are named before there is a value", () => {
    expect(requiredSecrets(documentWith(both))).toEqual([
      { kind: "file", name: "/run/stats" },
      { kind: "env", name: "VRRP" },
    ]);
    expect(requiredSecrets(documentWith(""))).toEqual([]);
    expect(requiredSecrets(null)).toEqual([]);
    expect(requiredSecrets(documentWith(both.replace("51", "0")))).toEqual([{ kind: "file", name: "/run/stats" }]);
  });
});
