import { corePages, type RulePage } from "@edgewright/core";
import { closest } from "../closest.js";
import type { Command } from "../command.js";
import { UsageError } from "../errors.js";
import { documentPages } from "../pages.js";
import { renderers } from "../renderers.js";

const indent = (text: string): string => text.replace(/^(?=.)/gm, "    ");

function formatPage({ id, severity, law, why, source, breaks, keeps, fix }: RulePage): string {
  const example = (title: string, text: string): string => (text === "" ? "" : `${title}:\n\n${indent(text)}\n\n`);
  return `${id} (${severity})\n\n${law}\n\nWhy: ${why}.\nFrom: ${source}.\n\n${example("Breaks it", breaks)}${example("Keeps it", keeps)}Fix: ${fix}\n`;
}

/** Every page there is: core's, the renderers', and what reading a document or a template reports. */
export const allPages = (): readonly RulePage[] => [
  ...corePages,
  ...renderers.flatMap((renderer) => [...renderer.rules, ...renderer.pages]),
  ...documentPages,
];

export const rule: Command = {
  name: "rule",
  usage: "rule [ID]",
  summary: "Explains a diagnostic by its code: the law, why it is worth having, what breaks it, what keeps it. Without ID: lists them all.",
  options: {},
  examples: [["edgewright rule vrid-unique-on-segment", "the page of one rule"]],
  run: async (given, terminal) => {
    const pages = [...new Map(allPages().map((page) => [page.id, page])).values()];
    const [id] = given.files;
    if (id === undefined) {
      const width = Math.max(...pages.map((page) => page.id.length)) + 2;
      terminal.out(pages.map((page) => `${page.id.padEnd(width)}${page.law}\n`).join(""));
      return 0;
    }
    const page = pages.find((each) => each.id === id);
    if (page === undefined) {
      const meant = closest(
        id,
        pages.map((each) => each.id),
      );
      throw new UsageError(`there is no rule "${id}"`, meant === null ? "edgewright rule lists them" : `did you mean ${meant}?`);
    }
    terminal.out(formatPage(page));
    return 0;
  },
};
