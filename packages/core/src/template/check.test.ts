import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkTemplate } from "./compiler.js";
import { quotedText } from "./quoted.js";

const word = quotedText("check-word").schema;
const view = z.strictObject({
  title: word,
  comment: z.string(),
  port: z.int(),
  weight: z.int().nullable(),
  user: word.nullable(),
  quiet: z.boolean(),
  mode: z.enum(["http", "tcp"]),
  sentence: z.enum(["two words", "one"]),
  names: z.array(word),
  notes: z.array(z.string()).nullable(),
  limits: z.strictObject({ max: z.int(), burst: z.int().optional() }),
  servers: z.array(
    z.strictObject({ name: word, port: z.int(), weight: z.int().nullable(), backup: z.boolean(), mode: z.enum(["http", "tcp"]) }),
  ),
  check: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("tcp") }),
    z.strictObject({ kind: z.literal("exec"), port: z.int() }),
    z.strictObject({ kind: z.literal("http"), port: z.int(), path: word }),
  ]),
  anything: z.unknown(),
});
const schema = z.toJSONSchema(view, { target: "draft-2020-12" });

/** Every problem of a template as `line:column+length code | hint`. */
function problemsOf(text: string): readonly string[] {
  const problems = checkTemplate({ name: "t", file: "t.njk", text, schema });
  return problems.map(({ line, column, length, code, hint }) => `${line}:${column}+${length} ${code}${hint === null ? "" : ` | ${hint}`}`);
}

const each = (body: string): string => `{% for server in servers %}\n${body}\n{% endfor %}`;

describe("a template's mistakes are found where they stand", () => {
  it.each<[string, readonly string[]]>([
    // names
    ["{{ titel }}", ['1:4+5 template-unknown-name | did you mean "title"?']],
    ["a\n  {{ limits.mx }}", ['2:13+2 template-unknown-name | did you mean "max"?']],
    ["{{ limits.maximum }}", ["1:11+7 template-unknown-name"]],
    ["{{ limits.mxa }}", ['1:11+3 template-unknown-name | did you mean "max"?']],
    ['{{ limits["maxx"] }}', ['1:11+4 template-unknown-name | did you mean "max"?']],
    [each("{{ server.prot }}"), ['2:11+4 template-unknown-name | did you mean "port"?']],
    [each("{{ sever.port }}"), ['2:4+5 template-unknown-name | did you mean "server"?']],
    [each("{{ loop.indx }}"), ['2:9+4 template-unknown-name | did you mean "index"?']],
    ["{{ loop.index }}", ["1:4+4 template-unknown-name"]],
    ["{% if quit %}x{% endif %}", ['1:7+4 template-unknown-name | did you mean "quiet"?']],
    ["{% if quiet %}{% elif quit %}{% endif %}", ['1:23+4 template-unknown-name | did you mean "quiet"?']],
    ["{% for s in severs %}{{ s.anything }}{% endfor %}", ['1:13+6 template-unknown-name | did you mean "servers"?']],
    ["{% set a = titel %}{{ a }}", ['1:12+5 template-unknown-name | did you mean "title"?']],
    ["{% if quiet %}{% set a = 1 %}{% endif %}{{ a }}", ["1:44+1 template-unknown-name"]],
    [`${each("x")}{{ server.port }}`, ['3:16+6 template-unknown-name | did you mean "servers"?']],
    ['{% if mode == "htp" %}x{% endif %}', ['1:15+5 template-unknown-name | did you mean "http"?']],
    ['{% if "htp" != mode %}x{% endif %}', ['1:7+5 template-unknown-name | did you mean "http"?']],
    ['{% if mode == "tcp" %}{% elif mode == "tcp" %}{% endif %}', ["1:39+5 template-unknown-name"]],
    ["{{ check.path }}", ['1:10+4 template-unknown-name | only when check.kind == "http"']],
    ["{{ check.port }}", ['1:10+4 template-unknown-name | only when check.kind == "exec" or check.kind == "http"']],
    [
      '{% if check.kind == "http" or check.kind == "exec" %}{{ check.path }}{% endif %}',
      ['1:63+4 template-unknown-name | only when check.kind == "http"'],
    ],
    [
      '{% if check.kind == "http" or quiet %}{{ check.port }}{% endif %}',
      ['1:48+4 template-unknown-name | only when check.kind == "exec" or check.kind == "http"'],
    ],
    ['{% if check.kind == "tcp" %}{{ check.path }}{% endif %}', ["1:38+4 template-unknown-name"]],
    ['{% if check.kind != "tcp" or quiet %}{{ check.path }}{% endif %}', ['1:47+4 template-unknown-name | only when check.kind == "http"']],
    // filters
    ["{{ names | joi(',') }}", ['1:12+3 template-unknown-filter | did you mean "join"?']],
    ["{{ title | safe }}", ["1:12+4 template-unknown-filter"]],
    ["{{ title\n  | upper }}", ["2:5+5 template-unknown-filter"]],
    ["{{ names | length | lenght }}", ['1:21+6 template-unknown-filter | did you mean "length"?']],
    ["{{ names | join(',', 'x') }}", ["1:12+4 template-type"]],
    ["{{ title | length }}", ["1:4+5 template-type"]],
    ["{{ notes | length }}", ["1:4+5 template-nullable | may be absent"]],
    ["{{ names | join(comment) }}", ["1:17+7 template-unquoted-hole | not quoted"]],
    ["{{ servers | join(',') }}", ["1:4+7 template-unprintable"]],
    ["{% if notes != null %}{{ notes | join(',') }}{% endif %}", ["1:26+5 template-unquoted-hole | not quoted"]],
    // holes
    ["{{ comment }}", ["1:4+7 template-unquoted-hole | not quoted"]],
    ["{{ sentence }}", ["1:4+8 template-unquoted-hole | not quoted"]],
    ["{{ 'a' ~ comment }}", ["1:10+7 template-unquoted-hole | not quoted"]],
    ["{{ title if quiet else comment }}", ["1:4+5 template-unquoted-hole | not quoted"]],
    ["{{ quiet }}", ["1:4+5 template-unprintable"]],
    ["{{ port > 1 }}", ["1:9+1 template-unprintable"]],
    ["{{ names }}{{ limits }}", ["1:4+5 template-unprintable", "1:15+6 template-unprintable"]],
    ["{{ anything }}", ["1:4+8 template-unprintable"]],
    ["{% if anything != null %}{{ anything }}{% endif %}", ["1:29+8 template-unprintable"]],
    ["{{ none }}", ["1:4+4 template-nullable | may be absent"]],
    // what may be absent
    ["{{ user }}", ["1:4+4 template-nullable | may be absent"]],
    ["{{ limits.burst }}", ["1:11+5 template-nullable | may be absent"]],
    ["{% if not user %}{{ user }}{% endif %}", ["1:21+4 template-nullable | may be absent"]],
    ["{% if user or quiet %}{{ user }}{% endif %}", ["1:26+4 template-nullable | may be absent"]],
    ["{% if user == null %}{{ user }}{% endif %}", ["1:25+4 template-nullable | may be absent"]],
    ["{% if user %}{% endif %}{{ user }}", ["1:28+4 template-nullable | may be absent"]],
    [each("{{ server.weight }}"), ["2:11+6 template-nullable | may be absent"]],
    ["{% for n in notes %}x{% endfor %}", ["1:13+5 template-nullable | may be absent"]],
    ["{% if weight > 1 %}x{% endif %}", ["1:7+6 template-nullable | may be absent"]],
    ["{{ names | first }}", ["1:12+5 template-nullable | may be absent"]],
    ["{{ (servers | first).name }}", ["1:22+4 template-nullable | may be absent"]],
    // conditions
    ["{% if names %}x{% endif %}", ["1:7+5 template-condition"]],
    ["{% if quiet and weight %}x{% endif %}", ["1:17+6 template-condition"]],
    ["{% if limits %}x{% endif %}", ["1:7+6 template-condition"]],
    ["{% if mode %}x{% endif %}", ["1:7+4 template-condition"]],
    ["{% if title == null %}x{% endif %}", ["1:13+2 template-condition"]],
    // types
    ["{{ names.length }}", ["1:10+6 template-type"]],
    ["{{ port.value }}", ["1:9+5 template-type"]],
    ["{% for m in limits %}x{% endfor %}", ["1:13+6 template-type"]],
    ["{% if port == '80' %}x{% endif %}", ["1:12+2 template-type"]],
    ["{% if quiet == true %}x{% endif %}", ["1:13+2 template-type"]],
    ["{% if title < 'b' %}x{% endif %}", ["1:7+5 template-type", "1:15+3 template-type"]],
    ["{{ port + title }}", ["1:11+5 template-type"]],
    ["{{ -title }}", ["1:5+5 template-type"]],
    // names that the template gives
    ["{% set title = 1 %}", ["1:8+5 template-invalid-name"]],
    ["{% set a = 1 %}{% set a = 2 %}", ["1:23+1 template-invalid-name"]],
    ["{% for loop in names %}{% endfor %}", ["1:8+4 template-invalid-name"]],
    [each("{% for server in servers %}{% endfor %}"), ["2:8+6 template-invalid-name"]],
    ["{% macro title() %}{% endmacro %}", ["1:10+5 template-invalid-name"]],
    ["{% macro m(port) %}{% endmacro %}", ["1:12+4 template-invalid-name"]],
    ["{% macro m() %}{% endmacro %}{% set m = 1 %}", ["1:37+1 template-invalid-name"]],
    ["{% macro m(a, a) %}{% endmacro %}", ["1:15+1 template-type"]],
    // macros
    [
      `{% macro line(a) %}{{ a.nam }}{% endmacro %}\n${each("{{ line(server) }}")}`,
      ['1:25+3 template-unknown-name | did you mean "name"?'],
    ],
    ["{% macro line(a) %}{{ a }}{% endmacro %}{{ line(title) }}{{ line(comment) }}", ["1:23+1 template-unquoted-hole | not quoted"]],
    ["{% macro line(a) %}{{ titel }}{% endmacro %}", ['1:23+5 template-unknown-name | did you mean "title"?']],
    [`{% macro line(a) %}{{ loop.index }}{% endmacro %}${each("{{ line(1) }}")}`, ["1:23+4 template-unknown-name"]],
    ["{% set b = 1 %}{% macro line() %}{{ b }}{% endmacro %}{{ line() }}", ["1:37+1 template-unknown-name"]],
    ["{% macro line(a) %}{% endmacro %}{{ line() }}", ["1:37+4 template-type"]],
    ["{% macro line() %}{% endmacro %}{{ lin() }}", ['1:36+3 template-unknown-name | did you mean "line"?']],
    ["{{ line() }}{% macro line() %}{% endmacro %}", ["1:4+4 template-unknown-name"]],
    ["{% macro line() %}{{ line() }}{% endmacro %}{{ line() }}", ["1:22+4 template-unknown-name"]],
    ["{% macro line() %}{% endmacro %}{{ line }}", ["1:36+4 template-unknown-name"]],
    ["{% if quiet %}{% macro m() %}{% endmacro %}{% endif %}", ["1:24+1 template-forbidden"]],
    // syntax: the parser stops at the first
    ["{{ title", ["1:9+1 template-syntax"]],
    ["a\n{{ title %}", ["2:10+1 template-syntax"]],
    ["{% if quiet %}", ["1:15+1 template-syntax"]],
    ["{% endif %}", ["1:4+5 template-syntax"]],
    ["{% iff quiet %}", ["1:4+3 template-syntax"]],
    ["a\n#}", ["2:1+1 template-syntax"]],
    ["{# a", ["1:5+1 template-syntax"]],
    ["{{ [1, }}", ["1:8+1 template-syntax"]],
  ])("%j", (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it("reports all of them, each once, in the order of the text", () => {
    const text =
      "{{ titel }}\n{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m(quiet) }}{{ m(names) }}{{ m(quiet) }}\n{% include 'x' %}\n{{ comment }}";
    expect(problemsOf(text)).toEqual([
      '1:4+5 template-unknown-name | did you mean "title"?',
      "2:20+1 template-unprintable",
      "4:4+7 template-forbidden",
      "5:4+7 template-unquoted-hole | not quoted",
    ]);
  });

  it("names the call for which a macro is wrong", () => {
    const [problem] = checkTemplate({
      name: "t",
      file: "t.njk",
      text: "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(port) }}\n{{ m(quiet) }}",
      schema,
    });
    expect(problem?.message).toBe("the hole prints a, which is a boolean (in the call at line 2)");
  });

  it("takes a view that refers to itself", () => {
    type Tree = { readonly name: z.infer<typeof word>; readonly below: readonly Tree[] };
    const tree: z.ZodType<Tree> = z.lazy(() => z.strictObject({ name: word, below: z.array(tree) }));
    const text = "{% for a in below %}{% for b in a.below %}{{ b.name }}{{ b.nme }}{% endfor %}{% endfor %}";
    const problems = checkTemplate({ name: "t", file: "t.njk", text, schema: z.toJSONSchema(tree, { target: "draft-2020-12" }) });
    expect(problems.map(({ column, hint }) => [column, hint])).toEqual([[60, 'did you mean "name"?']]);
  });

  it("refuses a view that is no object: that is a mistake of the renderer", () => {
    expect(() => checkTemplate({ name: "t", file: "t.njk", text: "", schema: { type: "string" } })).toThrow("must be that of an object");
  });
});
