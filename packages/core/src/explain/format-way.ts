import type { SourceMap, SourceSpan } from "../diagnostics/diagnostic.js";
import { formatPath } from "../diagnostics/path.js";
import { visible } from "../diagnostics/visible.js";
import { findMark } from "./marks.js";
import type { Answer, Loser, Mark, NearMiss, RuleName, Step, Way } from "./way.js";

/** A rendered file, as far as it is needed here. */
interface Output {
  readonly path: string;
  readonly redacted: string;
}

/** Where a step's output stands: the line is null where the text does not have it, as under templates of the user's own. */
export interface OutputPlace {
  readonly file: string;
  readonly line: number | null;
}

/** Finds places in the document and in the output. */
export interface Places {
  readonly source: SourceMap;
  readonly files: readonly Output[];
}

const known = new WeakMap<Output, readonly string[]>();

/** The lines of a file, split once however many steps ask: a manifest may have hundreds of thousands. */
function linesOf(file: Output): readonly string[] {
  const lines = known.get(file) ?? file.redacted.split("\n");
  known.set(file, lines);
  return lines;
}

function placeOf(files: readonly Output[], mark: Mark | null): OutputPlace | null {
  if (mark === null) return null;
  const file = files.find(({ path }) => path === mark.file);
  return file === undefined ? null : { file: mark.file, line: findMark(linesOf(file), mark) };
}

const spanText = (span: SourceSpan): string => `${span.file}:${span.line}`;

function documentPlace({ source }: Places, path: Step["path"]): string | null {
  if (path === null) return null;
  const span = source.locate(path);
  return span === null ? `${source.file} ${formatPath(path)}` : spanText(span);
}

const outputText = ({ file, line }: OutputPlace): string => (line === null ? file : `${file}:${line}`);

function placesLine(places: Places, step: Step): readonly string[] {
  const output = placeOf(places.files, step.mark);
  const told = [documentPlace(places, step.path), output === null ? null : outputText(output)].filter((each) => each !== null);
  return told.length === 0 ? [] : [`[${told.join(", ")}]`];
}

const ruleText = ({ host, path, pathType, service }: RuleName): string => `${host} ${path} (${pathType}, ${service})`;

function loserLine(places: Places, loser: Loser): string {
  return `before ${ruleText(loser)} [${documentPlace(places, loser.at) ?? ""}]: ${loser.why}`;
}

function stepLines(places: Places, step: Step, index: number): readonly string[] {
  const losers = step.kind === "rule" ? step.losers.map((loser) => loserLine(places, loser)) : [];
  const near = step.kind === "rule" ? step.near.map(({ text, path }) => `not ${text} [${documentPlace(places, path) ?? ""}]`) : [];
  const number = `${index + 1}.`.padEnd(3);
  const indent = "   ";
  return [
    `${number} ${step.text}`,
    ...[...placesLine(places, step), ...step.details, ...losers, ...near].map((line) => `${indent} ${line}`),
  ];
}

function nearLine(places: Places, { text, path, instead }: NearMiss): string {
  const place = documentPlace(places, path);
  return `  ${text}${place === null ? "" : ` [${place}]`}${instead === null ? "" : `: ${instead}`}`;
}

const answerText = (answer: Answer): string =>
  answer.kind === "service"
    ? `served by Service ${answer.namespace}/${answer.service}, port ${answer.port}`
    : `served by stream ${answer.stream}, port ${answer.port}`;

function verdict({ answer, steps, nearly }: Way): string {
  const last = steps.at(-1);
  if (answer !== null) return answerText(answer);
  const seen = last?.kind === "end" ? last.answer : "nothing answers";
  return `not served: ${seen}${nearly.length === 0 ? "" : "; what is near:"}`;
}

/** The way as a person reads it: numbered steps, each with its line in the document and in the output. */
export function formatWay(way: Way, places: Places): string {
  const head = `${way.url}${way.down.length === 0 ? "" : `, with ${way.down.join(", ")} down`}`;
  const lines = [
    head,
    ...way.steps.flatMap((step, index) => stepLines(places, step, index)),
    verdict(way),
    ...way.nearly.map((near) => nearLine(places, near)),
  ];
  return lines.map((line) => `${visible(line)}\n`).join("");
}

/** The same as data: every place is looked up. */
export function placeWay(way: Way, { source, files }: Places) {
  const located = (path: Step["path"]): SourceSpan | null => (path === null ? null : source.locate(path));
  return {
    ...way,
    served: way.answer !== null,
    steps: way.steps.map((step) => {
      const { mark, ...rest } = step;
      return { ...rest, source: located(step.path), output: placeOf(files, mark) };
    }),
    nearly: way.nearly.map((near) => ({ ...near, source: located(near.path) })),
  };
}
