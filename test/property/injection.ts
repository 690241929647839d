import { type Diagnostic, documentJsonSchema, type EdgeInput } from "@edgewright/core";
import { secretsFor } from "@edgewright/testing";
import { compile } from "edgewright";
import type { Files } from "./edges.js";
import { type ReadBack, readBack } from "./read-back.js";
import { lineTrouble } from "./read-keepalived.js";
import { fieldKey, type Pointer, type Reached, reachedBy } from "./schema-fields.js";

/** Puts strings into the fields of a document, and judges what compiling makes of them. */

const schema = documentJsonSchema();

export interface Target {
  readonly field: Reached;
  readonly document: EdgeInput;
}

/** The first place of every string field that some of the documents reach. */
export function targetsIn(documents: readonly EdgeInput[]): Target[] {
  const targets = new Map<string, Target>();
  for (const document of documents) {
    for (const field of reachedBy(schema, document)) {
      if (field.type === "string" && !targets.has(fieldKey(field))) targets.set(fieldKey(field), { field, document });
    }
  }
  return [...targets.values()];
}

/** Records whose keys repeat a thing's name: `vip_NAME_http`. */
const records: ReadonlySet<string> = new Set(["frontends", "backends", "instances"]);

/** A document with one text in place of another wherever it stands, so that what refers to a renamed thing goes with it. */
function renamed(value: unknown, before: string, after: string, inRecord = false): unknown {
  if (value === before) return after;
  if (Array.isArray(value)) return value.map((each) => renamed(each, before, after));
  if (typeof value !== "object" || value === null) return value;
  const key = (name: string): string =>
    name
      .split("_")
      .map((part) => (part === before ? after : part))
      .join("_");
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [inRecord ? key(name) : name, renamed(each, before, after, records.has(name))]),
  );
}

/** A document with another text in one place: as a value, or as a key. */
function replaced(value: unknown, { path, part }: Pick<Reached, "path" | "part">, text: string): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return text;
  const below = (each: unknown): unknown => replaced(each, { path: rest, part }, text);
  if (Array.isArray(value)) return value.map((each, index) => (index === first ? below(each) : each));
  if (typeof value !== "object" || value === null) throw new Error("no such place");
  const isKey = part === "key" && rest.length === 0;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => (name !== first ? [name, each] : isKey ? [text, each] : [name, below(each)])),
  );
}

function valueAt(value: unknown, path: Reached["path"]): unknown {
  return path.reduce<unknown>((each, key) => (typeof each === "object" && each !== null ? Reflect.get(each, key) : undefined), value);
}

/** What stands in a field now. */
export function currentText({ field, document }: Target): string {
  const text = field.part === "key" ? field.path.at(-1) : valueAt(document, field.path);
  if (typeof text !== "string") throw new Error(`${fieldKey(field)} is not a text`);
  return text;
}

/** The document with a text in the field; what refers to a renamed thing goes with it. */
const inject = (target: Target, text: string): unknown =>
  target.field.part === "key" ? replaced(target.document, target.field, text) : renamed(target.document, currentText(target), text);

/** The document of some targets with a text in each of them. Keys and the values behind them do not go together. */
export const replaceAll = (targets: readonly Target[], textFor: (target: Target) => string): unknown =>
  targets.reduce<unknown>((each, target) => replaced(each, target.field, textFor(target)), targets[0]?.document);

/** The place of an injected text, as diagnostics name it. */
const placeOf = ({ path, part }: Reached, text: string): Reached["path"] => (part === "key" ? [...path.slice(0, -1), text] : path);

/** What only says that a name is another's: alone it would not be reported, since what refers to a name is renamed with it. */
const referenceCodes: ReadonlySet<string> = new Set([
  "reference-unknown",
  "selector-matches-nothing",
  "raw-section-known",
  "raw-instance-known",
]);

/**
 * Puts a text into many fields of one document at once, and tells which of them a diagnostic of their own refuses: a document has one
 * diagnostic for each mistake. The others are to be judged one by one.
 */
export function refusedAtOnce(targets: readonly Target[], textFor: (target: Target) => string): ReadonlySet<Target> {
  const document = replaceAll(targets, textFor);
  const result = compile(document, { secrets: {} });
  if (result.ok) return new Set();
  const errors = result.diagnostics.filter(({ severity, code }) => severity === "error" && !referenceCodes.has(code));
  const places = new Set(errors.map(({ path }) => JSON.stringify(path)));
  return new Set(targets.filter((target) => places.has(JSON.stringify(placeOf(target.field, textFor(target))))));
}

type Language = "haproxy" | "keepalived" | "yaml";
type Appearance = readonly [Language, string];

const own =
  (...languages: readonly Language[]) =>
  (text: string): Appearance[] =>
    languages.map((language) => [language, text]);

/**
 * Where an accepted text must be found, by field. A field that is in no line here must refuse every hostile string;
 * an empty list is a field that is read and not rendered.
 */
const appearances: readonly (readonly [RegExp, (text: string, document: EdgeInput) => readonly Appearance[]])[] = [
  [/^name$/, own("yaml")],
  [/\.stats\.auth\.username$/, (text, document) => [["haproxy", `${text}:${Object.values(secretsFor(document))[0] ?? ""}`]]],
  [/^cluster\.nodes\[\]\.name$|nodes\|0\[\]$/, own("haproxy")],
  [/abels\.\*( \(key\))?$/, () => []],
  [/\.ingress\.(className|namespace)$/, own("yaml")],
  [/^loadBalancers\[\]\|\d\.name$|\.(primary|backup)$/, own("keepalived")],
  [/\.interface$|\.interfaces\[\]\.name$/, own("keepalived")],
  [/\.segment$/, () => []],
  [
    /^vips\[\]\|0\.name$|^streams\[\]\.vip$/,
    (text) => [
      ["keepalived", text],
      ["haproxy", `vip_${text}_http`],
    ],
  ],
  [/^vips\[\]\|0\.listeners\.https\.certificate$/, own("haproxy")],
  [/\.failover\.notify$/, own("keepalived")],
  [/\.password\|\d\.(env|file)$/, () => []],
  [/^routes\[\]\|\d\.(host|namespace|tls\.secretName|options\.affinity\.cookie|service\.name|service\.port\|1)$/, own("yaml")],
  [/^routes\[\]\|0\.name$|\.tls\.issuer\|(0|1\.name)$/, own("yaml")],
  // The paths of this route are patterns, and its Ingress says so in its name.
  [/^routes\[\]\|1\.name$/, (text) => [["yaml", `${text}-pattern`]]],
  [/^routes\[\]\|1\.(options\.rewriteTo|paths\[\]\.(path|service\.name|service\.port\|1))$/, own("yaml")],
  [/^routes\[\]\|0\.options\.rewriteTo$/, (text) => [["yaml", `${text.replace(/\/+$/, "")}/$2`]]],
  [/^streams\[\]\.name$/, (text) => [["haproxy", `stream_${text}`]]],
  [/^streams\[\]\.check\|1\.http\.path$/, own("haproxy")],
  // A reason is shown with the diagnostics, and stands in no file.
  [/^rules\.\*\.reason$/, () => []],
];

const isRaw = (pointer: Pointer): boolean => pointer.startsWith("raw.") && pointer.endsWith("[]");

/** A raw line stands as it is, and no other line changes: both daemons read line by line, and rules keep a line from going on or being too long. */
function judgeRaw(before: string, after: string, base: Files, files: Files): string | null {
  for (const [path, { text }] of base) {
    const [old, now] = [text.split("\n"), (files.get(path)?.text ?? "").split("\n")];
    if (old.length !== now.length) return `${path} has ${now.length} lines, not ${old.length}`;
    const changed = old.findIndex((line, index) => line !== now[index] && !(line === `    ${before}` && now[index] === `    ${after}`));
    const trouble = path.endsWith("/keepalived.conf") ? now.map(lineTrouble).find((each) => each !== null) : undefined;
    if (trouble !== undefined) return `${path}: a line ${trouble}`;
    if (changed >= 0) return `${path}, line ${changed + 1} is ${JSON.stringify(now[changed])}`;
  }
  return null;
}

/** A base document, rendered and read once. */
export interface Base {
  readonly files: Files;
  readonly read: ReadBack;
}

function judgeFiles(target: Target, text: string, base: Base, files: Files): string | null {
  const key = fieldKey(target.field);
  if (isRaw(target.field.pointer)) return judgeRaw(currentText(target), text, base.files, files);
  const appearance = appearances.find(([pattern]) => pattern.test(key));
  if (appearance === undefined) return "is accepted, and no one says where it is rendered";
  const read = readBack(files);
  const missing = appearance[1](text, target.document).find(([language, word]) => !read[language].has(word));
  if (missing !== undefined) return `is not found as ${JSON.stringify(missing[1])} in ${missing[0]}`;
  return read.shape === base.read.shape ? null : "changes the form of the files";
}

/** Whether a diagnostic is about a place: the place itself, or what it is part of. */
const isAbout = ({ severity, path }: Diagnostic, place: Reached["path"]): boolean =>
  severity === "error" && path.length > 0 && path.length <= place.length && path.every((key, index) => key === place[index]);

export type Verdict = "refused" | "accepted" | { readonly problem: string };

/**
 * Compiles the document with a text in one field. Either a diagnostic refuses it there, or the text is found unchanged in what the parsers
 * read, and nothing else changed its form.
 */
export function judge(target: Target, text: string, base: Base | null): Verdict {
  const document = inject(target, text);
  const result = compile(document, {
    secrets: { ...secretsFor(target.document), [currentText(target)]: "unused", ...ownProperty(text, "vrrp-new") },
  });
  // A document that this version refuses by name stays refused, whatever is in it.
  if (base === null) return result.ok ? { problem: "is accepted in a document that this version refuses" } : "refused";
  if (!result.ok) {
    const place = placeOf(target.field, text);
    return result.diagnostics.some((diagnostic) => isAbout(diagnostic, place))
      ? "refused"
      : { problem: `is refused elsewhere: ${JSON.stringify(result.diagnostics.map((each) => [each.path, each.message]))}` };
  }
  const problem = judgeFiles(target, text, base, new Map(result.files.map((file) => [file.path, file])));
  return problem === null ? "accepted" : { problem };
}

/** A mapping of one key, also where the key is `__proto__`. */
const ownProperty = (key: string, value: string): Record<string, string> => Object.fromEntries([[key, value]]);
