import type { RulePage } from "@edgewright/core";
import { closest } from "../closest.js";
import type { Command } from "../command.js";
import { compileOptions } from "../compile-options.js";
import { UsageError } from "../errors.js";
import { allPagesOf } from "../pages.js";
import { loadRenderers } from "../renderer-list.js";
import { renderers } from "../renderers.js";

const indent = (text: string): string => text.replace(/^(?=.)/gm, "    ");

function formatPage({ id, severity, law, why, source, breaks, keeps, fix }: RulePage): string {
  const example = (title: string, text: string): string => (text === "" ? "" : `${title}:\n\n${indent(text)}\n\n`);
  return `${id} (${severity})\n\n${law}\n\nWhy: ${why}.\nFrom: ${source}.\n\n${example("Breaks it", breaks)}${example("Keeps it", keeps)}Fix: ${fix}\n`;
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

export const rule: Command = {
  name: "rule",
  usage: "rule [ID]",
  summary: "Explains a diagnostic by its code: the law, why it is worth having, what breaks it, what keeps it. Without ID: lists them all.",
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
