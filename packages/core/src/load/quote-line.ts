/** More of a line than this, on either side, is not looked at: it may be megabytes long. A key has at most 1024 characters (YAML 1.2, 8.2.2). */
const WINDOW = 2000;

/** The line of the text around an offset. */
export function lineAround(text: string, offset: number): { readonly before: string; readonly after: string } {
  const before = text.slice(Math.max(0, offset - WINDOW), offset);
  const after = text.slice(offset, offset + WINDOW);
  const [rest = ""] = after.split("\n", 1);
  return { before: before.slice(before.lastIndexOf("\n") + 1), after: rest.trimEnd() };
}

/** A value with double quotes: YAML's are a superset of JSON's (YAML 1.2, 5.7). */
export function quoted(value: string): string {
  return JSON.stringify(value);
}

function lead(before: string): string {
  const key = /(?:^|[\s{[,])([^\s{}[\],]+\s*:\s+)$/.exec(before)?.[1];
  return key ?? (/(?:^|\s)-\s+$/.test(before) ? "- " : "");
}

/** The plain value from an offset to its end: a comment, the line's end, or within brackets a comma or the bracket. */
function plainValue(before: string, after: string): string {
  const inBrackets = /[{[]/.test(before);
  const end = after.search(inBrackets ? /\s+#|\s*[,\]}]/ : /\s+#/);
  return end <= 0 ? after : after.slice(0, end);
}

/**
 * The entry whose value begins at the offset, with quotes around the value: `host: "*.example.com"`.
 * The entry alone, not its line, since a line may hold a whole mapping.
 */
export function quotedEntry(text: string, offset: number): string {
  const { before, after } = lineAround(text, offset);
  const key = before.trim() === "" ? /^([^\s:]+)(:(?:\s.*)?)$/.exec(after) : null;
  if (key !== null) return `${quoted(key[1] ?? "")}${key[2] ?? ""}`;
  return `${lead(before)}${quoted(plainValue(before, after))}`;
}
