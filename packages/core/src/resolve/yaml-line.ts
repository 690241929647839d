import type { Part, Path } from "../diagnostics/diagnostic.js";

/** What a YAML parser reads as that very string without quotes: no number, boolean or null, and nothing that begins something else. */
const isPlain = (text: string): boolean =>
  /^[A-Za-z0-9/][\w./:@+-]*$/.test(text) && !text.endsWith(":") && !/^(true|false|null|0[xo].*|\d+\.?\d*(e[-+]?\d+)?)$/i.test(text);

/** A value on one line of YAML: what a fix shows must be what a person can paste. */
export function asYaml(value: unknown): string {
  if (typeof value === "string") return isPlain(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(asYaml).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).map(([key, each]) => `${asYaml(key)}: ${asYaml(each)}`);
  return `{ ${entries.join(", ")} }`;
}

/** The line to write at a path: the field and its value, an item of a list alone, and what to know of it as a comment. */
export function yamlLine(path: Path, value: unknown, note: string | null, part: Part = "value"): string {
  const field = path.at(-1);
  const text = asYaml(value);
  const line = part === "key" ? `${text}: …` : typeof field === "string" ? `${asYaml(field)}: ${text}` : text;
  return note === null ? line : `${line}  # ${note}`;
}
