import { isMap, isScalar, isSeq } from "yaml";
import { type Files, readYaml, scalarsOf, yamlVersions } from "./edges.js";
import { readHaproxy } from "./read-haproxy.js";
import { type KeepalivedEntry, readKeepalived } from "./read-keepalived.js";

/** What the parsers make of rendered files: every text in them by language, and their form without the texts. */
export interface ReadBack {
  readonly haproxy: ReadonlySet<string>;
  readonly keepalived: ReadonlySet<string>;
  /** Texts that YAML 1.1 and YAML 1.2 both read. */
  readonly yaml: ReadonlySet<string>;
  /** How many sections, lines, words, blocks and objects there are. Equal for files that differ in their texts alone. */
  readonly shape: string;
}

const keepalivedTexts = (entries: readonly KeepalivedEntry[]): string[] =>
  entries.flatMap(({ words, block }) => [...words, ...(block === null ? [] : keepalivedTexts(block))]);

const keepalivedShape = (entries: readonly KeepalivedEntry[]): unknown =>
  entries.map(({ words, block }) => (block === null ? words.length : [words.length, keepalivedShape(block)]));

function yamlShape(node: unknown): unknown {
  if (isScalar(node)) return typeof node.value;
  if (isSeq(node)) return node.items.map(yamlShape);
  return isMap(node) ? node.items.map(({ key, value }) => [yamlShape(key), yamlShape(value)]) : "strange";
}

interface FileRead {
  readonly texts: readonly string[];
  readonly shape: unknown;
}

function readManifest(text: string): FileRead {
  const read = yamlVersions.map((version) => readYaml(text, version).map(({ contents }) => contents));
  const [texts = [], other = []] = read.map((contents) => contents.flatMap(scalarsOf));
  const both = new Set(other);
  return {
    texts: texts.flatMap((each) => (typeof each === "string" && both.has(each) ? [each] : [])),
    shape: read.map((contents) => contents.map(yamlShape)),
  };
}

function readFile(path: string, text: string): readonly [language: keyof ReadBack | "other", FileRead] {
  if (path.endsWith("/haproxy.cfg")) {
    const sections = readHaproxy(text);
    const texts = sections.flatMap(({ name, lines }) => [name, ...lines.flatMap(({ words }) => words)]);
    return ["haproxy", { texts, shape: sections.map(({ keyword, lines }) => [keyword, lines.map(({ words }) => words.length)]) }];
  }
  if (path.endsWith("/keepalived.conf")) {
    const entries = readKeepalived(text);
    return ["keepalived", { texts: keepalivedTexts(entries), shape: keepalivedShape(entries) }];
  }
  return path.startsWith("kubernetes/") ? ["yaml", readManifest(text)] : ["other", { texts: [], shape: path.split("/").slice(1) }];
}

/** Reads every file as its daemon or parser does; throws where one would refuse it. */
export function readBack(files: Files): ReadBack {
  const texts = { haproxy: new Set<string>(), keepalived: new Set<string>(), yaml: new Set<string>() };
  const shapes = [...files.values()].map(({ path, text }) => {
    const [language, { texts: found, shape }] = readFile(path, text);
    if (language === "haproxy" || language === "keepalived" || language === "yaml") for (const each of found) texts[language].add(each);
    return JSON.stringify([language, text.split("\n").length, shape]);
  });
  return { ...texts, shape: shapes.sort().join("\n") };
}
