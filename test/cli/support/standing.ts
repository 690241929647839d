/**
 * controller-retired is true of nearly every document of these tests, whatever they are about, and is said on standard error each time: `run`
 * takes it out, and test/cli/remarks.test.ts shows that the command says it.
 */
const standing = "controller-retired";

const summary = /^(?:no errors|\d+ (?:error|warning|note)s?(?:, \d+ \w+)*); .*\.$/;

/** The last line without its notes, which are all of that one code here; null where it counted nothing else. */
function withoutNotes(line: string): string | null {
  const [counts = "", ...outcome] = line.split("; ");
  const others = counts.split(", ").filter((count) => !/ notes?$/.test(count));
  return others.length === 0 ? null : [others.join(", "), ...outcome].join("; ");
}

function fromPretty(text: string): string {
  const lines = text.trimEnd().split("\n");
  const last = lines.at(-1) ?? "";
  const hasSummary = summary.test(last);
  const blocks = (hasSummary ? lines.slice(0, -1) : lines)
    .join("\n")
    .split("\n\n")
    .filter((block) => !block.includes(` info ${standing}: `));
  const end = hasSummary ? withoutNotes(last) : null;
  const kept = [...(blocks.length === 0 ? [] : [blocks.join("\n\n")]), ...(end === null ? [] : [end])];
  return kept.length === 0 ? "" : `${kept.join("\n")}\n`;
}

function fromJson(text: string): string {
  const diagnostics: readonly { readonly code: string }[] = JSON.parse(text);
  const kept = diagnostics.filter(({ code }) => code !== standing);
  return kept.length === diagnostics.length ? text : `${JSON.stringify(kept, null, 2)}\n`;
}

/** Standard error without that remark, in whichever format. */
export function withoutStanding(text: string): string {
  if (!text.includes(standing)) return text;
  if (text.startsWith("[")) return fromJson(text);
  if (text.startsWith("::")) return text.replace(/^::notice [^\n]*title=controller-retired::.*\n/gm, "");
  return fromPretty(text);
}
