// Makes docs/rules/ID.md from a page's own metadata and from the golden of its diagnostic, and the index of all.

import type { RulePage } from "@edgewright/core";
import type { PageGroup } from "../packages/cli/src/pages.js";
import { changeOf, isOnFiles } from "../packages/cli/src/rule-facts.js";

const said = "--- what is said of it\n";

/** `--- FILE`, the document, and what is said of it: how a golden is built. */
function partsOf(golden: string): { readonly file: string; readonly document: string; readonly diagnostics: string } {
  const [head = "", diagnostics = ""] = golden.split(said);
  const [, file = "", document = ""] = /^--- (.*)\n([\s\S]*)$/.exec(head) ?? [];
  return { file, document, diagnostics };
}

/** Text as Markdown shows it: what stands between backticks is code and stays, of the rest nothing means anything. */
function prose(text: string): string {
  const parts = text.split(/(`[^`]*`)/);
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\`*_<>[\]|#]/g, "\\$&"))).join("");
}

const cell = (text: string): string => prose(text).replace(/(`[^`]*`)/g, (code) => code.replaceAll("|", "\\|"));
const sentence = (text: string): string => `${prose(text.slice(0, 1).toUpperCase() + text.slice(1))}.`;

const languages: readonly (readonly [RegExp, string])[] = [
  [/\.ya?ml$/, "yaml"],
  [/\.json$/, "json"],
  [/\.ts$/, "ts"],
];
const languageOf = (file: string): string => languages.find(([pattern]) => pattern.test(file))?.[1] ?? "text";

/** A fence that is longer than any within. */
function block(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}\n`;
}

const changedFields = "These fields, in the place of those of [the smallest document](../../examples/on-prem/edge.yaml):\n\n";
const changedFiles = "These lines, in the files that [the smallest document](../../examples/on-prem/expected) renders:\n\n";

function example(page: RulePage, golden: string): string {
  const { file, document, diagnostics } = partsOf(golden);
  const shown = page.breaks === "" ? block(languageOf(file), document) : block(isOnFiles(page) ? "diff" : "yaml", page.breaks);
  const context = page.breaks === "" ? "" : isOnFiles(page) ? changedFiles : changedFields;
  return `${context}${shown}\nWhat is said of it:\n\n${block("text", diagnostics)}`;
}

function changeText(page: RulePage): string {
  const { says, line } = changeOf(page);
  return line === null ? `${says}\n` : `${says}\n\n${block("yaml", line)}`;
}

/** The page of one law. `golden` is the text of test/golden/diagnostics/ID.txt. */
export function rulePage(page: RulePage, golden: string): string {
  const { id, law, why, source, severity, safety, keeps, fix } = page;
  return `<!-- Generated from the rule's own metadata: npm run goldens -->
# ${id}

${sentence(law)}

| | |
| --- | --- |
| why | ${cell(why)} |
| source | ${cell(source)} |
| severity | ${severity} |
| guards safety | ${safety ? "yes" : "no"} |

## Breaks it

${example(page, golden)}
${keeps === "" ? "" : `## Keeps it\n\n${block(isOnFiles(page) ? "diff" : "yaml", keeps)}\n`}## Fix

${block("text", fix)}
## Switching it off

${changeText(page)}
[All rules](README.md) · \`edgewright rule ${id}\`
`;
}

const row = ({ id, severity, safety, law }: RulePage): string =>
  `| [${id}](${id}.md) | ${severity} | ${safety ? "safety" : ""} | ${cell(law)} |\n`;

/** The index of all pages, in the order in which rules run. */
export function ruleIndex(groups: readonly PageGroup[]): string {
  const tables = groups.map(
    ({ title, pages }) => `## ${title}\n\n| rule | severity | guards | law |\n| --- | --- | --- | --- |\n${pages.map(row).join("")}`,
  );
  return `<!-- Generated from the rules' own metadata: npm run goldens -->
# Rules

Every diagnostic has the name of a law; \`edgewright rule ID\` prints its page. A document gives a rule another severity, or switches it off, under
\`rules\`, with a reason that is shown; what guards safety can only be raised.

${tables.join("\n")}`;
}
