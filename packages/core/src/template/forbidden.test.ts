import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkTemplate, compileTemplate } from "./compiler.js";
import { quotedText } from "./quoted.js";
import { precompiled, printTemplate } from "./template.js";

const word = quotedText("forbidden-word");
const view = z.strictObject({
  title: word.schema,
  names: z.array(word.schema),
  record: z.record(z.string(), word.schema),
  on: z.boolean(),
  port: z.int(),
});
const schema = z.toJSONSchema(view, { target: "draft-2020-12" });

const codesOf = (text: string): readonly string[] => checkTemplate({ name: "t", file: "t.njk", text, schema }).map(({ code }) => code);

describe("what is outside the subset is refused", () => {
  it.each<[string, string]>([
    ["{% include 'a.njk' %}", "template-forbidden"],
    ["{% import 'a.njk' as a %}", "template-forbidden"],
    ["{% from 'a.njk' import a %}", "template-forbidden"],
    ["{% extends 'a.njk' %}", "template-forbidden"],
    ["{% block a %}{% endblock %}", "template-forbidden"],
    ["{% block a %}{{ super() }}{% endblock %}", "template-forbidden"],
    ["{% filter upper %}a{% endfilter %}", "template-unknown-filter"],
    ["{% filter length %}a{% endfilter %}", "template-forbidden"],
    ["{% switch port %}{% case 1 %}a{% endswitch %}", "template-forbidden"],
    ["{% asyncEach n in names %}{% endeach %}", "template-forbidden"],
    ["{% asyncAll n in names %}{% endall %}", "template-forbidden"],
    ["{% ifAsync on %}{% endif %}", "template-forbidden"],
    ["{% raw %}{{ a }}{% endraw %}", "template-syntax"],
    ["{% verbatim %}{{ a }}{% endverbatim %}", "template-syntax"],
    ["{% call m() %}{% endcall %}", "template-forbidden"],
    ["{% macro m(a, b='c') %}{% endmacro %}", "template-forbidden"],
    ["{% macro m(a) %}{% endmacro %}{{ m(a='b') }}", "template-forbidden"],
    ["{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}", "template-forbidden"],
    ["{% set a %}text{% endset %}", "template-forbidden"],
    ["{% set a, b = 1 %}", "template-forbidden"],
    ["{% set title.length = 1 %}", "template-forbidden"],
    ["{% for a, b in record %}{% endfor %}", "template-forbidden"],
    ["{% for a in record %}{% endfor %}", "template-type"],
    ["{% for a in ['b'] %}{% endfor %}", "template-forbidden"],
    ["{% for a in range(3) %}{% endfor %}", "template-forbidden"],
    ["{% set a = { b: 1 } %}", "template-forbidden"],
    ["{{ cycler('a', 'b') }}", "template-forbidden"],
    ["{{ joiner() }}", "template-forbidden"],
    ["{{ self() }}", "template-forbidden"],
    ["{{ title() }}", "template-forbidden"],
    ["{{ title.toUpperCase() }}", "template-forbidden"],
    ["{{ title | safe }}", "template-unknown-filter"],
    ["{{ names | sort }}", "template-unknown-filter"],
    ["{{ 'a' if on }}", "template-forbidden"],
    ["{{ names[0] }}", "template-forbidden"],
    ["{{ names[port] }}", "template-forbidden"],
    ["{{ record['a'] }}", "template-unknown-name"],
    ["{% if title in names %}{% endif %}", "template-forbidden"],
    ["{% if title not in names %}{% endif %}", "template-forbidden"],
    ["{% if title is defined %}{% endif %}", "template-forbidden"],
    ["{% if title === 'a' %}{% endif %}", "template-forbidden"],
    ["{% if 1 < port < 3 %}{% endif %}", "template-forbidden"],
    ["{{ port / 0 }}", "template-forbidden"],
    ["{{ port // 2 }}", "template-forbidden"],
    ["{{ port % 0 }}", "template-forbidden"],
    ["{{ port ** 999 }}", "template-forbidden"],
    ["{{ +port }}", "template-forbidden"],
    ["{{ - -port }}", "template-forbidden"],
    [`{{ ${"9".repeat(400)} }}`, "template-forbidden"],
    ["{% if r/a/g %}{% endif %}", "template-forbidden"],
    ["{{ (title, port) }}", "template-forbidden"],
    ["{{ () }}", "template-forbidden"],
    // Nunjucks' parser takes these for members and calls of nothing.
    ["{{ ).title }}", "template-forbidden"],
    ["{{ )() }}", "template-forbidden"],
    ["{% set ).a = 1 %}", "template-forbidden"],
    // Nunjucks copies these without parentheses: !port == 1, "a" + "" + port + 1
    ["{% if not port == 1 %}{% endif %}", "template-forbidden"],
    ["{{ 'a' ~ port + 1 }}", "template-forbidden"],
  ])("%j", (text, code) => {
    expect(codesOf(text)).toContain(code);
  });
});

/** Macros that each call the one before. */
const chain = (length: number): string => Array.from({ length }, (_, n) => `{% macro m${n + 1}() %}{{ m${n}() }}{% endmacro %}`).join("");

describe("what reaches for JavaScript is refused", () => {
  it.each([
    "{{ constructor }}",
    "{{ range.constructor('return 1')() }}",
    "{{ ''.constructor.constructor('return 1')() }}",
    "{{ title.constructor }}",
    "{{ title['constructor'] }}",
    "{{ title['con' ~ 'structor'] }}",
    "{{ title.__proto__ }}",
    "{{ record.__proto__.polluted }}",
    "{{ record.hasOwnProperty }}",
    "{% if on and title.constructor %}{% endif %}",
    "{% for a in names.constructor %}{% endfor %}",
    "{% for a in names | constructor %}{% endfor %}",
    "{{ names | __proto__ }}",
    "{{ names | first | toString }}",
    "{{ names | join(names.constructor) }}",
    "{{ title | join.constructor }}",
    "{{ toString }}{{ hasOwnProperty }}{{ valueOf }}{{ __proto__ }}",
    "{% set __proto__ = 1 %}",
    "{% set constructor = 1 %}",
    "{% set undefined = 1 %}",
    "{% set loop = 1 %}",
    "{% macro constructor() %}{% endmacro %}",
    "{% macro m(__proto__) %}{% endmacro %}",
    "{% macro m(caller) %}{% endmacro %}",
    "{% macro m(kwargs) %}{% endmacro %}",
    "{{ env }}",
    "{{ context }}",
    "{{ frame }}",
    "{{ runtime }}",
    "{{ cb }}",
    "{{ output }}",
    "{{ globalThis }}",
    "{{ process }}",
    "{{ this }}",
    // Nunjucks pastes names between quotes into its code, and its lexer ends a name at white space and delimiters only.
    '{{ a"b }}',
    "{{ a'b }}",
    "{{ a`b }}",
    "{{ a\\b }}",
    '{% set a";throw"b = 1 %}',
    '{% for a";throw"b in names %}{% endfor %}',
    '{% macro a";throw"b() %}{% endmacro %}',
    '{% macro m(a";throw"b) %}{% endmacro %}',
    '{{ names | a";throw"b }}',
    '{{ a";throw"b() }}',
    "{{ title.a`b }}",
    "{{ 0x10 }}",
    "{{ 1e9 }}",
    "{% if on == false and false %}{{ titel.constructor }}{% endif %}",
  ])("%j", (text) => {
    const result = compileTemplate({ name: "t", file: "t.njk", text, schema });
    expect(result.ok).toBe(false);
  });

  it.each([
    ["parentheses", `{{ ${"(".repeat(50_000)} }}`],
    ["operators", `{{ title${" ~ title".repeat(50_000)} }}`],
    ["blocks", `${"{% if on %}".repeat(2_000)}${"{% endif %}".repeat(2_000)}`],
    ["alternatives", `{% if on %}${"{% elif on %}".repeat(2_000)}{% endif %}`],
    ["macros", `{% macro m0() %}{% endmacro %}${chain(2_000)}{{ m2000() }}`],
  ])("however deep: %s", (_what, text) => {
    expect(codesOf(text).length).toBeGreaterThan(0);
  });

  it("checks macros that call macros in no more time than their calls differ", () => {
    const doubling = Array.from({ length: 25 }, (_, n) => `{% macro m${n + 1}(a) %}{{ m${n}(a) }}{{ m${n}(a) }}{% endmacro %}`).join("");
    const text = `{% macro m0(a) %}{{ a }}{% endmacro %}${doubling}{% if on %}{{ m25(title) }}{% endif %}`;
    expect(codesOf(text)).toEqual([]);
  });
});

describe("the runtime is a second wall: code that was not checked reaches the view's own data only", () => {
  const quotedView = { title: "t", names: ["a"], record: {}, on: true, port: 1 };
  const run = (code: string): string => {
    const root = new Function("env", "context", "frame", "runtime", "cb", `try { cb(null, String(${code})); } catch (e) { cb(e); }`);
    return printTemplate(precompiled({ name: "t", schema, root: (...values) => root(...values) }), quotedView);
  };

  it.each([
    ['runtime.memberLookup("", "constructor")', "null"],
    ['runtime.memberLookup([], "length")', "null"],
    ['runtime.memberLookup({}, "__proto__")', "null"],
    ['runtime.memberLookup(Math, "max")', "null"],
    ['runtime.memberLookup({ a: 1 }, "toString")', "null"],
    ['runtime.contextOrFrameLookup(context, frame, "constructor")', "null"],
    ['runtime.contextOrFrameLookup(context, frame, "__proto__")', "null"],
    ['runtime.contextOrFrameLookup(context, frame, "title")', "t"],
  ])("%s is %s", (code, expected) => {
    expect(run(code)).toBe(expected);
  });

  it.each([
    ["runtime.callWrap(Function, 'f', context, ['return 1'])", "is no macro"],
    ["env.getFilter('constructor')([])", "no list"],
    ["env.getFilter('length')('text')", "no list"],
    ["runtime.fromIterator({ length: 3 })", "no list"],
    ["runtime.ensureDefined(undefined, 0, 3)", "Template t: the hole at 1:4 would print undefined."],
    ["runtime.ensureDefined(null, 0, 3)", "would print null"],
    ["runtime.ensureDefined(true, 0, 3)", "would print boolean"],
    ["runtime.ensureDefined([], 0, 3)", "would print object"],
    ["runtime.ensureDefined(NaN, 0, 3)", "would print number"],
  ])("%s throws", (code, message) => {
    expect(() => run(code)).toThrow(message);
  });
});
