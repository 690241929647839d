import { describe, expect, it } from "vitest";
import { loadText } from "../load/load.js";
import type { Plan } from "../resolve/plan.js";
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
  const warns = renderer("warns", () => ({ a: "1\n" }), [
    {
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
    },
  ]);

  it("a warning stops nothing", () => {
    expect(compile(documentWith(""), { renderers: [warns] })).toMatchObject({
      ok: true,
      files: [{ path: "a" }],
      diagnostics: [
        { code: "always", severity: "warning", message: "look", path: ["name"], source: null, why: "a reason", fix: "nothing" },
      ],
    });
  });

  it("an error leaves no file, and every finding", () => {
    const result = compile(documentWith(vip().replace("hapxy2", "hapxy9")), { renderers: [warns] });
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

describe("what was rendered is judged", () => {
  const keepalived = (id: number, password = ""): string =>
    `global_defs {\n vrrp_higher_prio_send_advert true\n}\nvrrp_instance v {\n virtual_router_id ${id}\n version 2\n virtual_ipaddress {\n 192.0.2.1\n }\n${password}}\n`;
  const differs = renderer("differs", () => ({ "hapxy1/keepalived.conf": keepalived(51), "hapxy2/keepalived.conf": keepalived(52) }));
  const rendered = "the file is rendered: raw lines or a template of your own brought this";

  it("an error in it leaves no file, and shows the rendered line", () => {
    const result = compile(documentWith(""), { renderers: [differs] });
    expect(result.ok).toBe(false);
    expect(result).not.toHaveProperty("files");
    const [found] = result.diagnostics.filter(({ code }) => code === "pair-agrees");
    expect(found).toMatchObject({
      severity: "error",
      path: [],
      source: { file: "hapxy2/keepalived.conf", line: 5, column: 20, length: 2 },
      related: [
        { source: { file: "hapxy1/keepalived.conf", line: 5, column: 20, length: 2 } },
        { message: rendered, path: [], source: null },
      ],
    });
    expect(result.sources.map(({ file }) => file)).toEqual(["hapxy1/keepalived.conf", "hapxy2/keepalived.conf"]);
  });

  it("a source on another machine's interface is found, since the document says the addresses", () => {
    const source = keepalived(51, " interface ens160\n unicast_src_ip 192.168.103.99\n");
    const result = compile(documentWith(""), { renderers: [renderer("source", () => ({ "hapxy1/keepalived.conf": source }))] });
    expect(result.diagnostics.filter(({ code }) => code === "unicast-source-on-machine").map(({ message, fix }) => [message, fix])).toEqual(
      [["vrrp_instance v on hapxy1 sends from 192.168.103.99, which hapxy1 does not have on ens160", "unicast_src_ip 192.168.103.11"]],
    );
  });

  it("a secret stands masked in what is shown of it", () => {
    const leaks = renderer("leaks", ({ vips }) => {
      const password = ` authentication {\n auth_pass ${vips[0]?.failover.password?.value}\n }\n`;
      return { "hapxy1/keepalived.conf": keepalived(51, password), "hapxy2/keepalived.conf": keepalived(52, password) };
    });
    const document = documentWith(vip("failover: { auth: { password: { env: VRRP } } }"));
    const result = compile(document, { renderers: [leaks], secrets: { VRRP: "hunter22" } });
    expect(result.ok).toBe(false);
    expect(result.sources.map(({ text }) => text).join("")).toContain("<secret VRRP>");
    expect(JSON.stringify(result)).not.toContain("hunter22");
  });

  it("nothing is said of a sound pair, and no source is given", () => {
    const agrees = renderer("agrees", () => ({
      "hapxy1/keepalived.conf": keepalived(51).replace("version 2\n", "version 2\n priority 101\n"),
      "hapxy2/keepalived.conf": keepalived(51),
    }));
    const result = compile(documentWith(""), { renderers: [agrees] });
    expect([result.ok, result.diagnostics, result.sources]).toEqual([true, [], []]);
  });
});
