import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** The word behind the fence: sh, ts, yaml … */
  readonly language: string;
  /** The `<!-- name: value -->` in the line before the fence, if there is one. */
  readonly marker: string | null;
  readonly text: string;
}

const folders = (path: string): readonly string[] =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${path}/${entry.name}`);

/** Every page that a person reads to learn what to type. */
export const pages: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
  ...folders("examples").map((folder) => `${folder}/README.md`),
];

const fence = /(?:^<!-- ([^\n]*?) -->\n)?^```(\w*)\n([\s\S]*?)^```$/gm;

export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(fence)].map(([, marker, language, body]) => ({
    page,
    language: language ?? "",
    marker: marker ?? null,
    text: body ?? "",
  }));
}

/** The commands of a shell block: without comments, a line each. */
export const commandsOf = (block: Block): readonly string[] =>
  block.text
    .split("\n")
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
