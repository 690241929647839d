import { z } from "zod";
import type { Finding, Part, Path, ScalarKind } from "../diagnostics/diagnostic.js";
import { formatPath } from "../diagnostics/path.js";
import { suggest } from "../diagnostics/suggest.js";
import type { Refusal } from "../model/text.js";

type Issue = z.core.$ZodIssue;

/** Says in the source's own words why a scalar is not of the kind that is wanted; null where nothing is strange about it. */
export type ExplainScalar = (path: Path, value: unknown, wanted: ScalarKind) => { readonly message: string; readonly fix: string } | null;

/** zod hands the schema that refused only to its error map: there the known fields of an object are noted down. */
export const schemaErrorMap: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== "unrecognized_keys" || !(issue.inst instanceof z.ZodObject)) return undefined;
  return JSON.stringify(Object.keys(issue.inst.shape));
};

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

const isRefusal = (value: unknown): value is Refusal =>
  typeof value === "object" && value !== null && "code" in value && "message" in value && "why" in value && "instead" in value;

/** What a YAML parser reads as that very string without quotes: no number, boolean or null, and nothing that begins something else. */
const isPlain = (text: string): boolean =>
  /^[A-Za-z0-9/][\w./:@+-]*$/.test(text) && !text.endsWith(":") && !/^(true|false|null|0[xo].*|\d+\.?\d*(e[-+]?\d+)?)$/i.test(text);

const asYaml = (value: string | number): string => (typeof value === "number" || isPlain(value) ? String(value) : JSON.stringify(value));

/** The line to write: the field and its value, an item of a list alone, and what to know as a comment. */
function entry({ instead, note }: Pick<Refusal, "instead" | "note">, path: Path, part: Part): string {
  const field = path.at(-1);
  const line = part === "key" ? `${asYaml(instead)}: …` : typeof field === "string" ? `${field}: ${asYaml(instead)}` : asYaml(instead);
  return note === null ? line : `${line}  # ${note}`;
}

function isKnownFields(message: string): string[] {
  const known: unknown = JSON.parse(message);
  return Array.isArray(known) ? known.filter((name) => typeof name === "string") : [];
}

/** Of a union's branches, the one that the value was meant for: not of another kind, not of another discriminator, with the fewest faults. */
function likelyBranch(issue: Extract<Issue, { code: "invalid_union" }>): readonly Issue[] | null {
  const branches = issue.errors.filter((issues) => !issues.some((each) => each.code === "invalid_type" && each.path.length === 0));
  const sameKind = branches.filter((issues) => !issues.some((each) => each.code === "invalid_value" && each.path.length <= 1));
  const candidates = sameKind.length > 0 ? sameKind : branches;
  const weight = (issues: readonly Issue[]): number =>
    issues.reduce((sum, each) => sum + (each.code === "unrecognized_keys" ? each.keys.length : 1), 0);
  return candidates.reduce<readonly Issue[] | null>(
    (best, issues) => (best === null || weight(issues) < weight(best) ? issues : best),
    null,
  );
}

const scalarKinds: readonly ScalarKind[] = ["string", "number", "boolean"];

/** A list's entry is easier found by its name than by its index. */
function ownerName(path: Path, root: unknown): string {
  if (path.length === 0) return "the document";
  const value = valueAt(root, path);
  const names = typeof value === "object" && value !== null ? ["name", "host"].map((field): unknown => Reflect.get(value, field)) : [];
  const name = names.find((each) => typeof each === "string" && /^\S{1,63}$/.test(each));
  return typeof path.at(-1) === "number" && name !== undefined ? `${formatPath(path)} (${String(name)})` : formatPath(path);
}

/** `expected` are the kinds that zod names: one, or those of a union's branches. */
function typeFinding(expected: readonly string[], path: Path, root: unknown, explain: ExplainScalar): Finding {
  const value = valueAt(root, path);
  if (value === undefined) {
    const owner = path.slice(0, -1);
    const field = String(path.at(-1) ?? "");
    return {
      code: "field-missing",
      message: `${ownerName(owner, root)} has no ${field}`,
      path,
      why: "nothing can be derived in its place",
      fix: `add ${field}: …`,
    };
  }
  const wanted = [...new Set(expected)].map(wantedName).join(" or ");
  const kinds = scalarKinds.filter((kind) => expected.includes(kind));
  const explained = kinds.map((kind) => explain(path, value, kind)).find((each) => each !== null) ?? null;
  return {
    code: "type-wrong",
    message:
      explained === null
        ? `${formatPath(path)} is ${kindOf(value)}, not ${wanted}`
        : `${formatPath(path)} wants ${wanted}: ${explained.message}`,
    path,
    why: "each field has one kind of value (edgewright schema prints them all)",
    fix: explained?.fix ?? `write ${wanted}`,
  };
}

function unknownFields(issue: Extract<Issue, { code: "unrecognized_keys" }>, path: Path, root: unknown): Finding[] {
  const known = isKnownFields(issue.message);
  return issue.keys.map((key) => {
    const meant = suggest(key, known);
    return {
      code: "field-unknown",
      message: `${ownerName(path, root)} has no field "${key}"`,
      path: [...path, key],
      part: "key",
      related: meant === null ? [] : [{ message: `did you mean "${meant}"?`, path: null }],
      why: "a field that nobody reads is a setting that is not made",
      fix: meant === null ? `one of ${known.join(", ")}` : `${meant}: …`,
    };
  });
}

function valueFinding(values: readonly unknown[], path: Path, root: unknown): Finding {
  const value = valueAt(root, path);
  const words = values.map(String);
  const meant = typeof value === "string" ? suggest(value, words) : null;
  const missing = value === undefined;
  return {
    code: missing ? "field-missing" : "value-unknown",
    message: missing
      ? `${ownerName(path.slice(0, -1), root)} has no ${String(path.at(-1))}`
      : `${formatPath(path)} is ${JSON.stringify(value) ?? kindOf(value)}, not ${words.length === 1 ? words.join() : `one of ${words.join(", ")}`}`,
    path,
    related: meant === null ? [] : [{ message: `did you mean "${meant}"?`, path: null }],
    why: "only these have a meaning here",
    fix: `${String(path.at(-1))}: ${meant ?? words[0] ?? ""}`,
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

/** Makes diagnostics' findings of one zod issue; `root` is the value that was refused. */
export function issueFindings(
  issue: Issue,
  root: unknown,
  explain: ExplainScalar,
  base: Path = [],
  part: Part = "value",
): readonly Finding[] {
  const path: Path = [...base, ...issue.path.filter((key) => typeof key !== "symbol")];
  if (issue.code === "custom") {
    const refusal: unknown = issue.params?.["refusal"];
    if (isRefusal(refusal))
      return [{ code: refusal.code, message: refusal.message, path, part, why: refusal.why, fix: entry(refusal, path, part) }];
  }
  if (issue.code === "unrecognized_keys") return unknownFields(issue, path, root);
  if (issue.code === "invalid_type") return [typeFinding([issue.expected], path, root, explain)];
  if (issue.code === "invalid_value") return [valueFinding(issue.values, path, root)];
  if (issue.code === "too_small" || issue.code === "too_big") return [sizeFinding(issue, path)];
  if (issue.code === "invalid_key") return issue.issues.flatMap((each) => issueFindings(each, root, explain, path, "key"));
  if (issue.code === "invalid_union") {
    const branch = likelyBranch(issue);
    if (branch !== null) return branch.flatMap((each) => issueFindings(each, root, explain, path));
    const expected = issue.errors.flatMap((issues) => issues.flatMap((each) => (each.code === "invalid_type" ? [each.expected] : [])));
    return [typeFinding(expected, path, root, explain)];
  }
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
