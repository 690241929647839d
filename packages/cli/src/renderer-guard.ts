import type { DraftFile, Renderer } from "@edgewright/core";
import { UsageError } from "./errors.js";
import { isSafePath } from "./files.js";

/** Path → who renders it. */
export type Owners = Map<string, string>;

const itsAuthors = "its author can mend it; without --renderer the built-in ones render";

/** Runs code that someone else wrote: what it throws is no bug of ours. */
function attempt<T>(who: string, what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${who} failed in ${what}: ${error instanceof Error ? error.message : String(error)}`, itsAuthors);
  }
}

function faultOf({ path, text, mode }: DraftFile): string | null {
  if (typeof path !== "string" || !isSafePath(path)) return `the path ${JSON.stringify(path)}, which is none within the output folder`;
  if (typeof text !== "string") return `a text of ${path} that is none`;
  return Number.isInteger(mode) && mode >= 0 && mode <= 0o777 ? null : `the mode ${mode} for ${path}, which is none`;
}

function checkFiles(who: string, files: unknown): readonly DraftFile[] {
  if (!Array.isArray(files)) throw new UsageError(`${who} gave no list of files`, itsAuthors);
  for (const file of files) {
    const fault = faultOf(file);
    if (fault !== null) throw new UsageError(`${who} gave ${fault}`, itsAuthors);
  }
  return files;
}

/** A renderer that takes what nobody else has: two that write one path would overwrite each other. */
export function claimPaths(renderer: Renderer, who: string, owners: Owners): Renderer {
  const claim = (file: DraftFile): DraftFile => {
    const owner = owners.get(file.path) ?? who;
    if (owner !== who) throw new UsageError(`${owner} and ${who} both write ${file.path}`, "one of them must write somewhere else");
    owners.set(file.path, who);
    return file;
  };
  return { ...renderer, render: (plan, print) => renderer.render(plan, print).map(claim) };
}

/** A renderer of which every failure names it, and whose files are checked before anyone writes them. */
export function guardRenderer(renderer: Renderer, who: string, owners: Owners): Renderer {
  const { name, rules, pages, templates } = renderer;
  const guarded: Renderer = {
    name,
    rules: rules.map((rule) => ({ ...rule, check: (plan, report) => attempt(who, `its rule ${rule.id}`, () => rule.check(plan, report)) })),
    pages,
    templates,
    render: (plan, print) =>
      checkFiles(
        who,
        attempt(who, "render", () => renderer.render(plan, print)),
      ),
  };
  return claimPaths(guarded, who, owners);
}
