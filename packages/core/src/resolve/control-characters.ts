import type { Finding, Path } from "../diagnostics/diagnostic.js";
import { formatPath } from "../diagnostics/path.js";

/**
 * Characters that end a line, hide text or turn its direction round, in one target or another: control characters,
 * line and paragraph separators, bidirectional controls (Unicode TR 36), invisible marks, unpaired surrogates, and
 * noncharacters, which no YAML stream may hold.
 */
const forbidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\ufeff\ufdd0-\ufdef\ufffe\uffff]/u;

/** No document that a person writes is deeper; an object made by a program may be, or may contain itself. */
const deepest = 32;

const known: ReadonlyMap<string, string> = new Map([
  ["\n", " (a line break)"],
  ["\r", " (a carriage return)"],
  ["\t", " (a tab)"],
  ["\0", " (NUL)"],
]);

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}${known.get(character) ?? ""}`;

/** zod leaves a record's key `__proto__` out without a word, and with it what was asked for: a selector would match every node. */
function refusePrototype(path: Path): Finding {
  return {
    code: "field-unknown",
    message: `${formatPath(path)} is a name that JavaScript keeps for itself`,
    path,
    part: "key",
    why: "a field that nobody reads is a setting that is not made",
    fix: "take it out",
  };
}

function refuse(text: string, path: Path, part: "key" | "value"): Finding[] {
  if (part === "key" && text === "__proto__") return [refusePrototype(path)];
  const found = forbidden.exec(text);
  if (found === null) return [];
  return [
    {
      code: "no-control-characters",
      message: `${formatPath(path)} ${part === "key" ? "is a field's name with" : "has"} the character ${codePoint(found[0])} at position ${found.index + 1}`,
      path,
      part,
      why: "a line break or an invisible character can end a line of a configuration, or make it read otherwise than it works",
      fix: "take the character out",
    },
  ];
}

function tooDeep(path: Path, how: string): Finding {
  const place = path.slice(0, 2);
  return {
    code: "document-too-deep",
    message: `${formatPath(place)} ${how}`,
    path: place,
    why: "no field of a document is as deep",
    fix: "take the nested value out",
  };
}

/**
 * Looks at every string of a document, its fields' names included; also refuses what is too deep to be a document.
 * `holders` are the lists and mappings that the value stands in: one that contains itself has no end, and twice as much of it at each level.
 */
export function findControlCharacters(value: unknown, path: Path = [], holders: readonly object[] = []): readonly Finding[] {
  if (typeof value === "string") return refuse(value, path, "value");
  if (typeof value !== "object" || value === null) return [];
  if (holders.includes(value)) return [tooDeep(path, "contains itself")];
  if (path.length >= deepest) return [tooDeep(path, `is nested more than ${deepest} deep`)];
  const here = [...holders, value];
  if (Array.isArray(value)) return value.flatMap((each, index) => findControlCharacters(each, [...path, index], here));
  return Object.entries(value).flatMap(([key, each]) => [
    ...refuse(key, [...path, key], "key"),
    ...findControlCharacters(each, [...path, key], here),
  ]);
}
