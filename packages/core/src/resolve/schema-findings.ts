import { z } from "zod";
import type { Finding, Part, Path, ScalarKind } from "../diagnostics/diagnostic.js";
import { formatPath } from "../diagnostics/path.js";
import { suggest } from "../diagnostics/suggest.js";
import type { Refusal } from "../model/text.js";
import { fieldsElsewhere, likelyBranch, rootMessages, wantedKinds } from "./unions.js";
import { yamlLine } from "./yaml-line.js";

type Issue = z.core.$ZodIssue;

/** Says in the source's own words why a scalar is not of the kind that is wanted; null where nothing is strange about it. */
export type ExplainScalar = (path: Path, value: unknown, wanted: ScalarKind) => { readonly message: string; readonly fix: string } | null;

/** What every finding of one document is made with. */
interface Context {
  /** The value that was refused, whole. */
  readonly root: unknown;
  readonly explain: ExplainScalar;
}

/**
 * zod hands the schema that refused only to its error map, and takes back only a message: there the known fields of an object, or an example of a
 * value, are noted down.
 */
export const schemaErrorMap: z.core.$ZodErrorMap = ({ code, inst }) => {
  if (code === "unrecognized_keys" && inst instanceof z.ZodObject) return JSON.stringify({ known: Object.keys(inst.shape) });
  if ((code !== "invalid_type" && code !== "invalid_union") || !(inst instanceof z.ZodType)) return undefined;
  const examples: unknown = inst.meta()?.["examples"];
  return Array.isArray(examples) ? JSON.stringify({ example: examples[0] }) : undefined;
};

/** What `schemaErrorMap`, or a type of the model, has put into a message. */
function noted(message: string): Readonly<Record<string, unknown>> {
  const value: unknown = message.startsWith("{") ? JSON.parse(message) : {};
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function knownFields(message: string): readonly string[] {
  const { known } = noted(message);
  return Array.isArray(known) ? known.filter((name) => typeof name === "string") : [];
}

const isRefusal = (value: unknown): value is Refusal =>
  typeof value === "object" && value !== null && "code" in value && "message" in value && "why" in value && "instead" in value;

function refusalFinding({ code, message, why, instead, note }: Refusal, path: Path, part: Part): Finding {
  return { code, message, path, part, why, fix: yamlLine(path, instead, note, part) };
}

const kindOf = (value: unknown): string => {
  if (value === null) return "nothing (null)";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return `a ${typeof value}`;
};

const wantedNames: Readonly<Record<string, string>> = { object: "a mapping", record: "a mapping", array: "a list", int: "a whole number" };
const wantedName = (expected: string): string => wantedNames[expected] ?? `a ${expected}`;

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** A list's entry is easier found by its name than by its index. */
function ownerName(path: Path, root: unknown): string {
  if (path.length === 0) return "the document";
  const names = typeof path.at(-1) === "number" ? ["name", "host"].map((field) => valueAt(root, [...path, field])) : [];
  const name = names.find((each) => typeof each === "string" && /^\S{1,63}$/.test(each));
  return name === undefined ? formatPath(path) : `${formatPath(path)} (${String(name)})`;
}

function missingField(path: Path, { root }: Context): Finding {
  const field = String(path.at(-1) ?? "");
  const message = `${ownerName(path.slice(0, -1), root)} has no ${field}`;
  return { code: "field-missing", message, path, why: "nothing can be derived in its place", fix: `add ${field}: …` };
}

const scalarKinds: readonly ScalarKind[] = ["string", "number", "boolean"];

/** `expected` are the kinds that zod names: one, or those of a union's branches. */
function typeFinding(expected: readonly string[], path: Path, context: Context, note: string): Finding {
  const value = valueAt(context.root, path);
  if (value === undefined) return missingField(path, context);
  const wanted = [...new Set(expected)].map(wantedName).join(" or ");
  const kinds = scalarKinds.filter((kind) => expected.includes(kind));
  const explained = kinds.map((kind) => context.explain(path, value, kind)).find((each) => each !== null) ?? null;
  const { example } = noted(note);
  const usual = example === undefined ? `write ${wanted}` : yamlLine(path, example, "for example");
  return {
    code: "type-wrong",
    message:
      explained === null
        ? `${formatPath(path)} is ${kindOf(value)}, not ${wanted}`
        : `${formatPath(path)} wants ${wanted}: ${explained.message}`,
    path,
    why: "each field has one kind of value (edgewright schema prints them all)",
    fix: explained?.fix ?? usual,
  };
}

function unknownFields(
  issue: Extract<Issue, { code: "unrecognized_keys" }>,
  path: Path,
  { root }: Context,
  elsewhere: readonly string[],
): Finding[] {
  const known = [...new Set([...knownFields(issue.message), ...elsewhere])];
  return issue.keys.map((key): Finding => {
    const finding = {
      code: "field-unknown",
      path: [...path, key],
      part: "key",
      why: "a field that nobody reads is a setting that is not made",
    } as const;
    if (elsewhere.includes(key))
      return {
        ...finding,
        message: `${ownerName(path, root)} has "${key}", which does not go with its other fields`,
        fix: `take ${key} out, or what it stands in for`,
      };
    const meant = suggest(key, known);
    const message = `${ownerName(path, root)} has no field "${key}"`;
    if (meant === null) return { ...finding, message, fix: `one of ${known.join(", ")}` };
    return { ...finding, message, related: [{ message: `did you mean "${meant}"?`, path: null }], fix: `${meant}: …` };
  });
}

/** A scalar as it is written. JSON has no text for some values of a program's objects (a bigint), and throws. */
const shownValue = (value: unknown): string =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? JSON.stringify(value)
    : kindOf(value);

function valueFinding(values: readonly unknown[], path: Path, context: Context): Finding {
  const value = valueAt(context.root, path);
  const words = values.map(String);
  if (value === undefined) return { ...missingField(path, context), fix: `${String(path.at(-1))}: ${words[0] ?? "…"}` };
  const meant = typeof value === "string" ? suggest(value, words) : null;
  const only = words.length === 1 ? words[0] : meant;
  return {
    code: "value-unknown",
    message: `${formatPath(path)} is ${shownValue(value)}, not ${words.length === 1 ? words.join() : `one of ${words.join(", ")}`}`,
    path,
    related: meant === null ? [] : [{ message: `did you mean "${meant}"?`, path: null }],
    why: "only these have a meaning here",
    fix: only === null || only === undefined ? "choose one of these" : yamlLine(path, only, null),
  };
}

function sizeFinding(issue: Extract<Issue, { code: "too_small" | "too_big" }>, path: Path): Finding {
  const few = issue.code === "too_small";
  const limit = Number(few ? issue.minimum : issue.maximum);
  const unit = issue.origin === "string" ? (limit === 1 ? "character" : "characters") : limit === 1 ? "entry" : "entries";
  return {
    code: "length-wrong",
    message: `${formatPath(path)} needs ${few ? "at least" : "at most"} ${limit} ${unit}`,
    path,
    why: "less says nothing, and more has no meaning here",
    fix: few ? "add what is missing" : `keep ${limit} ${unit}`,
  };
}

function unionFindings(issue: Extract<Issue, { code: "invalid_union" }>, path: Path, context: Context): readonly Finding[] {
  const branch = likelyBranch(issue);
  if (branch !== null) {
    const elsewhere = fieldsElsewhere(issue, branch, knownFields);
    return branch.flatMap((each) =>
      each.code === "unrecognized_keys" && each.path.length === 0
        ? unknownFields(each, path, context, elsewhere)
        : nestedFindings(each, context, path),
    );
  }
  const refusal = rootMessages(issue)
    .map((message): unknown => noted(message))
    .find(isRefusal);
  return [refusal === undefined ? typeFinding(wantedKinds(issue), path, context, issue.message) : refusalFinding(refusal, path, "value")];
}

function nestedFindings(issue: Issue, context: Context, base: Path, part: Part = "value"): readonly Finding[] {
  const path: Path = [...base, ...issue.path.filter((key) => typeof key !== "symbol")];
  const refusal: unknown = issue.code === "custom" ? issue.params?.["refusal"] : noted(issue.message);
  if (isRefusal(refusal)) return [refusalFinding(refusal, path, part)];
  switch (issue.code) {
    case "unrecognized_keys":
      return unknownFields(issue, path, context, []);
    case "invalid_type":
      return [typeFinding([issue.expected], path, context, issue.message)];
    case "invalid_value":
      return [valueFinding(issue.values, path, context)];
    case "too_small":
    case "too_big":
      return [sizeFinding(issue, path)];
    case "invalid_key":
      return issue.issues.flatMap((each) => nestedFindings(each, context, path, "key"));
    case "invalid_union":
      return unionFindings(issue, path, context);
    default:
      return [
        {
          code: "type-wrong",
          message: `${formatPath(path)}: ${issue.message}`,
          path,
          why: "the schema refuses it",
          fix: "see edgewright schema",
        },
      ];
  }
}

/** A required field that is misspelt is one mistake: it is reported as unknown, with what it was meant to be, and not as missing too. */
function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  const misspelt = new Set(
    findings.flatMap(({ code, path, fix }) =>
      code === "field-unknown" ? [JSON.stringify([...path.slice(0, -1), fix.replace(/: …$/, "")])] : [],
    ),
  );
  return findings.filter(({ code, path }) => code !== "field-missing" || !misspelt.has(JSON.stringify(path)));
}

/** Makes findings of zod's issues. `places` are where something was refused, also where that is said elsewhere; unknown fields are harmless and not among them. */
export function schemaFindings(
  issues: readonly Issue[],
  root: unknown,
  explain: ExplainScalar,
): { readonly findings: readonly Finding[]; readonly places: readonly Path[] } {
  const all = issues.flatMap((issue) => nestedFindings(issue, { root, explain }, []));
  return { findings: withoutEchoes(all), places: all.filter(({ code }) => code !== "field-unknown").map(({ path }) => path) };
}
