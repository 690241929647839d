import fc from "fast-check";
import nunjucks from "nunjucks";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkTemplate, compileTemplate, formatProblem, precompileTemplate } from "./compiler.js";
import { quotedText } from "./quoted.js";
import { type CompiledRoot, precompiled, printTemplate } from "./template.js";

const word = quotedText("print-word");
const View = z.strictObject({
  title: word.schema,
  port: z.int(),
  weight: z.int().nullable(),
  user: word.schema.nullable(),
  on: z.boolean(),
  mode: z.enum(["http", "tcp"]),
  names: z.array(word.schema),
  nothing: z.array(word.schema),
  limits: z.strictObject({ max: z.int(), burst: z.int().optional() }),
  servers: z.array(
    z.strictObject({ name: word.schema, port: z.int(), weight: z.int().nullable(), backup: z.boolean(), tags: z.array(word.schema) }),
  ),
  check: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("tcp") }),
    z.strictObject({ kind: z.literal("http"), port: z.int(), path: word.schema }),
    z.strictObject({ kind: z.literal("exec"), port: z.int() }),
  ]),
});
type View = z.infer<typeof View>;
const schema = z.toJSONSchema(View, { target: "draft-2020-12" });

const view: View = {
  title: word.make("edge"),
  port: 443,
  weight: 0,
  user: null,
  on: true,
  mode: "tcp",
  names: [word.make("a"), word.make("b"), word.make("c")],
  nothing: [],
  limits: { max: 7 },
  servers: [
    { name: word.make("n1"), port: 80, weight: 0, backup: false, tags: [word.make("x")] },
    { name: word.make("n2"), port: 81, weight: null, backup: true, tags: [] },
  ],
  check: { kind: "http", port: 8, path: word.make("/ok") },
};

function print(text: string, values: View = view): string {
  const result = compileTemplate<View>({ name: "t", file: "t.njk", text, schema });
  if (!result.ok) throw new Error(result.problems.map((problem) => formatProblem(problem, text)).join("\n"));
  return printTemplate(result.template, values);
}

/** What a generated module holds, without a file. */
function printPrecompiled(text: string): string {
  const result = precompileTemplate({ name: "t", file: "t.njk", text, schema });
  if (!result.ok) throw new Error("does not compile");
  const root: CompiledRoot = new Function(`"use strict"; return ${result.code};`)();
  return printTemplate(precompiled<View>({ name: "t", schema, root }), view);
}

const wholeNunjucks = new nunjucks.Environment(null, { autoescape: false, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true });

const templates: readonly (readonly [string, string])[] = [
  ["", ""],
  ["no holes\n", "no holes\n"],
  ["{{ title }}:{{ port }}\n", "edge:443\n"],
  ['{{ title }}:{{ limits["max"] }}\n', "edge:7\n"],
  ["{{ mode }} {{ 'a b' }} {{ 3 }}", "tcp a b 3"],
  ['{{ "{{" }} {{ "{%" }} {{ "a\\"b" }}', '{{ {% a"b'],
  ["a\n{#- gone -#}\nb", "ab"],
  ["  {% if on %}\n  yes\n  {% endif %}\nend\n", "  yes\nend\n"],
  ["{% if not on %}a{% elif port > 400 %}b{% else %}c{% endif %}", "b"],
  ["{% if not (port == 443) or not on %}a{% else %}b{% endif %}", "b"],
  ["{% if weight != null %}{{ weight }}{% endif %}", "0"],
  ["{% if weight == null %}none{% else %}{{ weight }}{% endif %}", "0"],
  ["{% if not (weight == null) and on %}{{ weight }}{% endif %}", "0"],
  ["{% if on and weight != null and weight < 1 %}{{ weight }}{% endif %}", "0"],
  ["{% if null == weight or weight == 3 %}a{% else %}{{ weight }}{% endif %}", "0"],
  ["{% if user %}{{ user }}{% else %}nobody{% endif %}", "nobody"],
  ["{% if not user %}nobody{% else %}{{ user }}{% endif %}", "nobody"],
  ["{% if not user or user == 'root' %}-{% elif on %}{{ user }}{% endif %}", "-"],
  ["{{ user if user else 'nobody' }}", "nobody"],
  ["{{ limits.burst if limits.burst != null else limits.max }}", "7"],
  ["{% if check.kind == 'http' %}{{ check.path }}{% else %}{{ check.kind }}{% endif %}", "/ok"],
  ["{% if check.kind != 'http' %}-{% else %}{{ check.path }}{% endif %}", "/ok"],
  ["{% if check.kind == 'http' or check.kind == 'exec' %}{{ check.port }}{% else %}-{% endif %}", "8"],
  ["{% if check.kind != 'http' and check.kind != 'exec' %}-{% else %}{{ check.port }}{% endif %}", "8"],
  ["{% set c = check %}{% if c.kind == 'http' %}{{ c.path }}{% endif %}", "/ok"],
  ["{% if mode == 'http' %}a{% elif mode == 'tcp' %}b{% endif %}", "b"],
  ["{% for name in names %}{{ name }}{{ ', ' if not loop.last else '.' }}{% endfor %}", "a, b, c."],
  ["{% for name in nothing %}{{ name }}{% else %}empty{% endfor %}", "empty"],
  [
    "{% for name in names %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.length }} {% endfor %}",
    "10323 21213 32103 ",
  ],
  ["{% for s in servers %}{% for t in s.tags %}{{ loop.index }}{{ t }}{% else %}-{% endfor %}{{ loop.index }}{% endfor %}", "1x1-2"],
  ["{% for s in servers %}{% if loop.first %}{{ s.name }}{% endif %}{% endfor %}{% for s in names %}{{ s }}{% endfor %}", "n1abc"],
  ["{% for s in servers %}{{ s.name }}{% if s.weight != null %} w{{ s.weight }}{% endif %};{% endfor %}", "n1 w0;n2;"],
  ["{{ names | join(' ') }}|{{ names | join }}|{{ nothing | join(',') }}|{{ names | length }}", "a b c|abc||3"],
  ["{% if nothing | length %}a{% else %}b{% endif %}{% if names | length > 2 %}c{% endif %}", "bc"],
  ["{% set f = names | first %}{% set l = names | last %}{% if f and l %}{{ f }}{{ l }}{% endif %}", "ac"],
  ["{% set f = nothing | first %}{% if f != null %}{{ f }}{% else %}no{% endif %}", "no"],
  ["{% set n = port + 1 %}{{ n }} {{ n - 1 - 1 }} {{ (port + 1) * 2 }} {{ -port }} {{ 'p' ~ (port + 1) }}", "444 442 888 -443 p444"],
  ["{% for s in servers %}{% set n = s.port * 2 %}{{ n }} {% endfor %}", "160 162 "],
  ["{% if on %}{% set a = 'x' %}{{ a }}{% else %}{% set a = 'y' %}{{ a }}{% endif %}{% for a in names %}{{ a }}{% endfor %}", "xabc"],
  ["{% for s in servers %}{% set k = s.name %}{% for t in names %}{{ k }}{{ t }} {% endfor %}{% endfor %}", "n1a n1b n1c n2a n2b n2c "],
  ["{% macro m(a, b) %}{{ a }}-{{ b }}-{{ title }}{% endmacro %}{{ m(port, 'x') }} {{ m(title, 1) }}", "443-x-edge edge-1-edge"],
  ["{% macro m(s) %}{% if s.backup %}b{% else %}{{ s.name }}{% endif %}{% endmacro %}{% for s in servers %}{{ m(s) }}{% endfor %}", "n1b"],
  [
    "{% macro m(xs) %}{% for x in xs %}{{ x }}{{ loop.index }}{% endfor %}{% endmacro %}{% for n in names %}{{ m(names) }}{{ loop.index }};{% endfor %}",
    "a1b2c31;a1b2c32;a1b2c33;",
  ],
  [
    "{% macro a(x) %}<{{ x }}>{% endmacro %}{% macro b(x) %}{{ a(x) }}{{ a(x ~ 'y') }}{% endmacro %}{{ b('z') ~ b(title) }}",
    "<z><zy><edge><edgey>",
  ],
  ["{% macro m() %}{% set v = 'in' %}{{ v }}{% endmacro %}{% set v = 'out' %}{{ m() }}{{ v }}", "inout"],
  ["{% macro m() %}x{% endmacro %}{% set v = m() %}{% if v == 'x' %}{{ v }}{% endif %}", "x"],
];

describe("templates print", () => {
  it.each(templates)("%j", (text, expected) => {
    expect(print(text)).toBe(expected);
  });

  it.each(templates)("precompiled, and by the whole of Nunjucks, the same bytes: %j", (text, expected) => {
    expect(printPrecompiled(text)).toBe(expected);
    expect(wholeNunjucks.renderString(text, view)).toBe(expected);
  });
});

const block: fc.Arbitrary<string> = fc.letrec<{ readonly block: string; readonly part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      "text\n",
      "\n",
      "  ",
      "{{ title }}",
      "{{ port }}",
      "{{ mode ~ '!' }}",
      "{{ names | join('\\n') }}",
      "{{ x }}",
      "{{ loop.index }}",
      "{#- note -#}",
      "{{ m(title) }}",
    ),
    fc.constantFrom("{% set v = port %}{{ v }}", "{{ weight if weight != null else 'w' }}", "{{ check.path }}", "{{ user }}"),
    tie("block").map((body) => `{% if on %}\n${body}\n{% else %}${body}{% endif %}\n`),
    tie("block").map((body) => `  {% if check.kind == "http" and user != null %}${body}{% endif %}`),
    tie("block").map((body) => `{% for x in names %}\n  ${body}{% else %}${body}{% endfor %}\n`),
    tie("block").map((body) => `{% for y in servers -%} ${body}{{ y.name }} {%- endfor %}`),
  ),
  block: fc.array(tie("part"), { maxLength: 4 }).map((parts) => parts.join("")),
})).block;

describe("laws", () => {
  it("what passes the check prints the same bytes as the whole of Nunjucks, whatever the blocks around it", () => {
    let passed = 0;
    fc.assert(
      fc.property(block, (body) => {
        const text = `{% macro m(z) %}[{{ z }}]{% endmacro %}\n${body}`;
        if (checkTemplate({ name: "t", file: "t.njk", text, schema }).length > 0) return;
        passed += 1;
        expect(print(text)).toBe(wholeNunjucks.renderString(text, view));
      }),
      { numRuns: 1_000 },
    );
    expect(passed).toBeGreaterThan(200);
  });

  it("a quoted string is printed as it is, whatever it holds: values are no template code", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("{{ title }}", "{% if on %}", "{# #}", "a\nb\r\n\0", "<&\"'\\>", "\u0024{x}", "constructor", "__proto__", "\u2028"),
    );
    const text =
      "{% macro m(x) %}{{ x }}{% endmacro %}{{ title }}|{% for n in names %}{{ n }}|{% endfor %}{{ m(title) }}|{{ names | join('|') }}|{{ 'x' ~ title }}";
    const compiled = compileTemplate<View>({ name: "t", file: "t.njk", text, schema });
    fc.assert(
      fc.property(hostile, fc.array(hostile), (title, names) => {
        if (!compiled.ok) throw new Error("does not compile");
        const printed = printTemplate(compiled.template, { ...view, title: word.make(title), names: names.map(word.make) });
        expect(printed).toBe(`${title}|${names.map((name) => `${name}|`).join("")}${title}|${names.join("|")}|x${title}`);
      }),
    );
  });

  it("any text can be checked: it gives problems or compiles, and never throws", () => {
    const pieces = fc.array(
      fc.constantFrom(
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "-",
        " ",
        "\n",
        "if",
        "for",
        "in",
        "set",
        "macro",
        "endif",
        "endfor",
        "x",
        "title",
        ".",
        "(",
        ")",
        "[",
        "]",
        "|",
        ",",
        "=",
        "~",
        "'",
        '"',
        "1",
        "not",
        "and",
        "else",
        "r/",
        "raw",
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((parts) => parts.join("")),
          pieces.map((parts) => parts.join(" ")),
          fc.string(),
        ),
        (text) => {
          const result = compileTemplate<View>({ name: "t", file: "t.njk", text, schema });
          if (result.ok) return;
          for (const { line, column, length } of result.problems) {
            expect(line).toBeLessThanOrEqual(text.split("\n").length);
            expect(column).toBeGreaterThan(0);
            expect(length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe("printTemplate", () => {
  it("throws where a view is not what its schema says, and never prints `undefined`", () => {
    const result = compileTemplate<{ readonly title?: string }>({ name: "haproxy.cfg", file: "t.njk", text: "a\n {{ title }}", schema });
    if (!result.ok) throw new Error("does not compile");
    expect(() => printTemplate(result.template, {})).toThrow("Template haproxy.cfg: the hole at 2:2 would print null.");
  });

  it("takes the view of its template only", () => {
    const result = compileTemplate<{ readonly title: string }>({ name: "t", file: "t.njk", text: "{{ title }}", schema });
    if (!result.ok) throw new Error("does not compile");
    // @ts-expect-error the view has no title
    expect(() => printTemplate(result.template, { titel: "a" })).toThrow("would print null");
    // @ts-expect-error a template of one view is none of another
    const other: typeof result.template = precompiled<{ readonly port: number }>({ name: "t", schema, root: result.template.root });
    expect(other.name).toBe("t");
  });
});
