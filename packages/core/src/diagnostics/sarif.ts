import type { ArtifactLocation, Location, Log, ReportingDescriptor, Result } from "sarif";
import type { Diagnostic, Path, Related, Severity, SourceMap, SourceSpan } from "./diagnostic.js";
import { formatPath } from "./path.js";
import { fileOf } from "./place.js";
import { regionOf } from "./region.js";
import { visibleJson } from "./visible.js";

/** What SARIF says of a rule beside its findings: a part of the rule's page. */
export interface SarifRule {
  readonly id: string;
  readonly law: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: Severity;
}

export interface SarifOptions {
  /** The version of edgewright. */
  readonly version: string;
  /** The pages that there are; those of which something is reported are listed, in this order. */
  readonly rules: readonly SarifRule[];
}

const LEVEL = { error: "error", warning: "warning", info: "note" } as const satisfies Readonly<Record<Severity, string>>;

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

/** RFC 3986, section 3.3: between slashes everything but unreserved characters is encoded; half a surrogate pair has no encoding. */
const encodeSegment = (segment: string): string => encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd"));

/** A path as a URI: an absolute one with its scheme (RFC 8089), a relative one without the `./` that says nothing. */
function uriOf(file: string): string {
  const path = file
    .replace(/^(\.\/+)+/, "")
    .split("/")
    .map(encodeSegment)
    .join("/");
  return file.startsWith("/") ? `file://${path}` : path;
}

/** Standard input has no URI: its results refer to an entry of `artifacts` that says what it was (SARIF 2.1.0, section 3.24). */
const artifactOf = (file: string): ArtifactLocation => (file === "-" ? { index: 0 } : { uri: uriOf(file) });

interface Place {
  readonly source: SourceSpan | null;
  readonly path: Path;
}

/** What every result of one log is made with. */
interface Context {
  readonly sources: readonly SourceMap[];
  /** The file of diagnostics that have no place in a text; "" where that cannot be told. */
  readonly file: string;
  readonly descriptors: readonly ReportingDescriptor[];
}

function locationOf({ source, path }: Place, { sources, file }: Context): Location {
  const name = formatPath(path);
  const logical = name === "" ? {} : { logicalLocations: [{ fullyQualifiedName: name }] };
  if (source !== null)
    return { physicalLocation: { artifactLocation: artifactOf(source.file), region: regionOf(source, sources) }, ...logical };
  return { ...(file === "" ? {} : { physicalLocation: { artifactLocation: artifactOf(file) } }), ...logical };
}

/** A remark without a place (`did you mean …?`) has its words alone. */
function relatedLocation({ message, source, path }: Related, id: number, context: Context): Location {
  const place = source === null && path.length === 0 ? {} : locationOf({ source, path }, context);
  return { id, ...place, message: { text: message } };
}

function ruleOf(code: string, { descriptors }: Context): Pick<Result, "ruleId" | "ruleIndex"> {
  return { ruleId: code, ruleIndex: descriptors.findIndex(({ id }) => id === code) };
}

function resultOf(diagnostic: Diagnostic, context: Context): Result {
  const { code, severity, message, related, fix } = diagnostic;
  const location = locationOf(diagnostic, context);
  return {
    ...ruleOf(code, context),
    level: LEVEL[severity],
    message: { text: fix === "" ? message : `${message}\nfix: ${fix}` },
    locations: Object.keys(location).length === 0 ? [] : [location],
    ...(related.length === 0 ? {} : { relatedLocations: related.map((each, index) => relatedLocation(each, index + 1, context)) }),
  };
}

/** The rule that an entry of the document's `rules` switches off. */
const ruleOffBy = ({ code, path }: Diagnostic): string | null => (code === "rule-off" && path.length === 2 ? String(path[1]) : null);

/** What a rule that is off hides: results that are suppressed in the source, with the document's reason (SARIF 2.1.0, section 3.35). */
function suppressedBy(diagnostic: Diagnostic, context: Context): readonly Result[] {
  const rule = ruleOffBy(diagnostic);
  if (rule === null) return [];
  const location = locationOf(diagnostic, context);
  return diagnostic.related.map((hidden) => ({
    ...ruleOf(rule, context),
    level: "note",
    message: { text: hidden.message },
    locations: [locationOf(hidden, context)],
    suppressions: [{ kind: "inSource", justification: diagnostic.why, location }],
  }));
}

/** The pages of what is reported. A code that has no page has its id alone. */
function descriptorsOf(diagnostics: readonly Diagnostic[], rules: readonly SarifRule[]): readonly ReportingDescriptor[] {
  const used = new Set(diagnostics.flatMap((each) => [each.code, ruleOffBy(each) ?? each.code]));
  const known = rules.filter(({ id }) => used.delete(id));
  const described = known.map(({ id, law, why, fix, severity }) => ({
    id,
    shortDescription: { text: sentence(law) },
    fullDescription: { text: sentence(`${law}: ${why}`) },
    help: { text: `${sentence(`fix: ${fix}`)} More: edgewright rule ${id}` },
    defaultConfiguration: { level: LEVEL[severity] },
  }));
  return [...described, ...[...used].sort().map((id) => ({ id }))];
}

function usesStandardInput(diagnostics: readonly Diagnostic[], file: string): boolean {
  const places = diagnostics.flatMap(({ source, related }) => [source, ...related.map((each) => each.source)]);
  return file === "-" || places.some((place) => place?.file === "-");
}

/**
 * Diagnostics as one SARIF 2.1.0 log: a result for each, in the order given, and behind `rule-off` a suppressed one for each finding that the
 * rule's switching off hides. Columns count UTF-16 code units, as everywhere here.
 */
export function formatSarif(diagnostics: readonly Diagnostic[], sources: readonly SourceMap[], { version, rules }: SarifOptions): string {
  const context = { sources, file: fileOf(sources), descriptors: descriptorsOf(diagnostics, rules) };
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "edgewright", version, rules: [...context.descriptors] } },
        columnKind: "utf16CodeUnits",
        ...(usesStandardInput(diagnostics, context.file) ? { artifacts: [{ description: { text: "standard input" } }] } : {}),
        results: diagnostics.flatMap((diagnostic) => [resultOf(diagnostic, context), ...suppressedBy(diagnostic, context)]),
      },
    ],
  };
  return `${visibleJson(JSON.stringify(log, null, 2))}\n`;
}
