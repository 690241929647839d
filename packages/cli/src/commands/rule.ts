import type { RulePage } from "@edgewright/core";
import { closest } from "../closest.js";
import type { Command } from "../command.js";
import { compileOptions } from "../compile-options.js";
import { UsageError } from "../errors.js";
import { allPagesOf, type PageGroup, pageGroupsOf } from "../pages.js";
import { loadRenderers } from "../renderer-list.js";
import { renderers } from "../renderers.js";
import { changeOf } from "../rule-facts.js";

const indent = (text: string): string => text.replace(/^(?=.)/gm, "    ");

function formatChange(page: RulePage): string {
  const { says, line } = changeOf(page);
  return line === null ? `${says}\n` : `${says}\n\n${indent(line)}\n`;
}

function formatPage(page: RulePage): string {
  const { id, severity, safety, law, why, source, breaks, keeps, fix } = page;
  const example = (title: string, text: string): string => (text === "" ? "" : `${title}:\n\n${indent(text)}\n\n`);
  const head = `${id} (${severity}${safety ? ", guards safety" : ""})`;
  const examples = `${example("Breaks it", breaks)}${example("Keeps it", keeps)}`;
  return `${head}\n\n${law}\n\nWhy: ${why}.\nFrom: ${source}.\n\n${examples}Fix: ${fix}\n\n${formatChange(page)}`;
}

function formatList(pages: readonly RulePage[]): string {
  const width = Math.max(...pages.map((page) => page.id.length)) + 2;
  return pages.map((page) => `${page.id.padEnd(width)}${page.law}\n`).join("");
}

function findPage(id: string, pages: readonly RulePage[]): RulePage {
  const page = pages.find((each) => each.id === id);
  if (page !== undefined) return page;
  const meant = closest(
    id,
    pages.map((each) => each.id),
  );
  throw new UsageError(`there is no rule "${id}"`, meant === null ? "edgewright rule lists them" : `did you mean ${meant}?`);
}

/** The pages of what the built-in renderers and core report. */
export const allPages = (): readonly RulePage[] => allPagesOf(renderers);

/** The same, grouped as the docs list them. */
export const allPageGroups = (): readonly PageGroup[] => pageGroupsOf(renderers);

export const rule: Command = {
  name: "rule",
  usage: "rule [ID]",
  summary:
    "Explains a diagnostic by its code: the law, why, what breaks and keeps it, whether a document can switch it off. Without ID: lists them all.",
  options: { renderer: compileOptions.renderer },
  examples: [
    ["edgewright rule vrid-unique-on-segment", "the page of one rule"],
    ["edgewright rule", "all of them, one a line"],
  ],
  run: async (given, terminal) => {
    const [id, ...more] = given.files;
    if (more.length > 0) throw new UsageError("rule explains one ID", `edgewright rule ${id}`);
    const pages = allPagesOf(await loadRenderers(given.all("renderer")));
    terminal.out(id === undefined ? formatList(pages) : formatPage(findPage(id, pages)));
    return 0;
  },
};
