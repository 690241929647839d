import { describe, expect, it } from "vitest";
import { loadText } from "../load/load.js";
import type { Plan } from "../resolve/plan.js";
import type { Rule } from "../rules/rule.js";
import { documentWith, vip } from "../rules/rule-testing.js";
import { compileTemplate } from "../template/compiler.js";
import type { Template } from "../template/template.js";
import { type CompileOptions, compile, compileTogether, requiredSecrets } from "./compile.js";
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

/** Of which no rule has anything to say. */
const silent = "cluster: { nodes: [] }\nroutes: []\n";

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

  const told = (rules: string, more = "") => {
    const result = compile(documentWith(`${silent}${more}\nrules: ${rules}`), { renderers: [warns] });
    return [result.ok, ...result.diagnostics.map(({ code, severity, message }) => `${severity} ${code}: ${message}`)];
  };

  it.each<[string, string, readonly unknown[]]>([
    [
      "a renderer's rule",
      '{ always: { severity: off, reason: "it is fine" } }',
      [true, "info rule-off: always is off here and hides 1 finding: it is fine"],
    ],
    ["to what stops the rendering", '{ always: { severity: error, reason: "not here" } }', [false, "error always: look"]],
    [
      "a misspelt one",
      '{ alwais: { severity: off, reason: "it is fine" } }',
      [false, "warning always: look", 'error rule-unknown: there is no rule "alwais"'],
    ],
    [
      "one that guards safety",
      '{ bind-unique: { severity: off, reason: "it is fine" } }',
      [false, "warning always: look", 'error rule-guards-safety: "bind-unique" guards safety, and cannot be switched off'],
    ],
    [
      "without a reason, which leaves the sound entry in force",
      '{ load-balancer-used: off, always: { severity: off, reason: "it is fine" } }',
      [
        false,
        "info rule-off: always is off here and hides 1 finding: it is fine",
        'error rule-reason: a rule is changed with a reason, and "off" alone gives none',
      ],
    ],
    [
      "with nothing for a reason",
      '{ always: { severity: off, reason: " " } }',
      [false, "warning always: look", 'error rule-reason: " " is not a reason, in words'],
    ],
    [
      "with a boolean, as other readers take the word",
      "{ always: false }",
      [false, "warning always: look", "error rule-reason: a rule is changed with a reason, and false alone gives none"],
    ],
    ["with a list", "{ always: [off] }", [false, "warning always: look", "error type-wrong: rules.always is a list, not a mapping"]],
    [
      "with no severity",
      '{ always: { reason: "it is fine" } }',
      [false, "warning always: look", "error field-missing: rules.always has no severity"],
    ],
    ["that is no mapping", "[always]", [false, "warning always: look", "error type-wrong: rules is a list, not a mapping"]],
  ])("the document changes a rule: %s", (_, rules, expected) => {
    expect(told(rules)).toEqual(expected);
  });

  it.each([
    ["off", 'always: { severity: off, reason: "why it is right here" }'],
    ["warning", 'always: { severity: warning, reason: "why it is right here" }'],
    ["never", 'always: { severity: off, reason: "why it is right here" }'],
  ])("the fix of a rule without a reason is the whole line, and is taken: %s", (word, fix) => {
    const [first] = compile(documentWith(`rules: { always: ${word} }`), { renderers: [warns] }).diagnostics.filter(
      ({ code }) => code === "rule-reason",
    );
    expect(first?.fix).toBe(fix);
    expect(told(`{ ${fix} }`)[0]).toBe(true);
  });

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

  it("a stream stays with its VIP where that has a secret, in what is shown too", () => {
    const streams = renderer("streams", ({ vips, streams: all }) => ({
      streams: all.map((stream) => `${stream.name} on ${vips.includes(stream.vip) ? stream.vip.name : "no VIP of the plan"}\n`).join(""),
    }));
    const fields = `${vip("failover: { auth: { password: { env: VRRP } } }")}
streams: [{ name: db, vip: public, port: 5432, nodes: [worker-1, worker-2] }]`;
    const result = compile(documentWith(fields), { renderers: [streams], secrets: values });
    expect(result.ok ? result.files.map(({ text, redacted }) => [text, redacted]) : result.diagnostics).toEqual([
      ["db on public\n", "db on public\n"],
    ]);
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

describe("several documents together", () => {
  const own = (name: string, fields = "") => ({ ...documentWith(silent + fields), name });
  const other = `loadBalancers:
  - { name: hapxy3, address: 192.168.103.13/24, interface: ens160 }
  - { name: hapxy4, address: 192.168.103.14/24, interface: ens160 }
vips:
  - { name: public, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy3, backup: hapxy4 }`;
  const told = (...inputs: readonly unknown[]) =>
    compileTogether(
      inputs.map((input) => ({ input })),
      { renderers: [counting] },
    ).map((result) =>
      result.ok ? result.files.map(({ text }) => text) : result.diagnostics.map(({ code, message }) => `${code}: ${message}`),
    );

  it("have their results in their order, and their diagnostics as if alone", () => {
    expect(told(own("east"), own("west", other))).toEqual([["1 VIPs\n"], ["1 VIPs\n"]]);
    expect(told()).toEqual([]);
  });

  it("have no files while one of them has an error, or is no document", () => {
    expect(told(own("east"), own("west", "vips: []"))).toEqual([
      [],
      ["load-balancer-used: load balancer hapxy1 is in no VIP's pair", "load-balancer-used: load balancer hapxy2 is in no VIP's pair"].map(
        (each) => expect.stringContaining(each.slice(0, 18)),
      ),
    ]);
    expect(told(own("east"), 7)).toEqual([[], ["document-not-mapping: the document is not a mapping of fields"]]);
  });

  it("have no files while they collide: the place is in the later one, the other half in the earlier one's file", () => {
    const source = (file: string) => ({ file, text: "", locate: () => ({ file, line: 1, column: 1, length: 1 }) });
    const [east, west] = compileTogether([
      { input: own("east"), source: source("east.yaml") },
      { input: own("west", other.replace("virtualRouterId: 52", "virtualRouterId: 51")), source: source("west.yaml") },
    ]);
    expect(east).toEqual({ ok: false, diagnostics: [], sources: [] });
    expect(west?.diagnostics.map((each) => [each.code, each.source?.file, each.related.map((related) => related.source?.file)])).toEqual([
      ["vrid-unique-on-segment", "west.yaml", ["east.yaml"]],
    ]);
  });

  it("change the severity of what they break between them as of any finding", () => {
    const machines = other.replace("192.168.103.13", "192.168.103.11");
    const off = 'rules: { node-address-unique: { severity: off, reason: "one machine, two names" } }';
    expect(told(own("east"), own("west", machines))[1]).toEqual([expect.stringMatching(/^node-address-unique: 192\.168\.103\.11 is /)]);
    expect(told(own("east"), own("west", `${machines}\n${off}`))).toEqual([["1 VIPs\n"], ["1 VIPs\n"]]);
  });

  it("grow linearly: a thousand documents on one segment, and every one of them in conflict", () => {
    const document = (index: number, id: number) =>
      own(
        `edge-${index}`,
        `loadBalancers:
  - { name: a-${index}, address: 10.0.${index >> 6}.${4 * (index & 63)}/8, interface: ens160 }
  - { name: b-${index}, address: 10.0.${index >> 6}.${4 * (index & 63) + 1}/8, interface: ens160 }
vips:
  - { name: public, address: 10.0.${index >> 6}.${4 * (index & 63) + 2}, virtualRouterId: ${id}, primary: a-${index}, backup: b-${index} }`,
      );
    const count = 1000;
    const results = compileTogether(Array.from({ length: count }, (_, index) => ({ input: document(index + 1, 51) })));
    expect(results.map(({ diagnostics }) => diagnostics.length)).toEqual([0, ...Array.from({ length: count - 1 }, () => 1)]);
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
    expect([result.ok, result.diagnostics.map(({ code }) => code), result.sources]).toEqual([true, ["controller-retired"], []]);
  });
});
