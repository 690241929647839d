import { byName } from "./layout.js";

export interface TreeOptions {
  /** Printed above the tree: the output folder. */
  readonly root?: string | undefined;
  /** Plain ASCII instead of box-drawing characters. */
  readonly ascii?: boolean | undefined;
}

interface Branches {
  readonly middle: string;
  readonly last: string;
  readonly down: string;
  readonly blank: string;
}

const box: Branches = { middle: "├── ", last: "└── ", down: "│   ", blank: "    " };
const ascii: Branches = { middle: "|-- ", last: "`-- ", down: "|   ", blank: "    " };

interface Row {
  readonly text: string;
  readonly path: string;
}

function rowsUnder(paths: readonly string[], prefix: string, indent: string, branches: Branches): readonly Row[] {
  const within = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  const names = [...new Set(within.map((rest) => rest.split("/", 1)[0] ?? rest))].sort(byName);
  return names.flatMap((name, index) => {
    const isLast = index === names.length - 1;
    const path = `${prefix}${name}`;
    const isFolder = within.some((rest) => rest.startsWith(`${name}/`));
    const row = { text: `${indent}${isLast ? branches.last : branches.middle}${name}${isFolder ? "/" : ""}`, path };
    return isFolder ? [row, ...rowsUnder(paths, `${path}/`, `${indent}${isLast ? branches.blank : branches.down}`, branches)] : [row];
  });
}

/**
 * A tree of files, one a line, folders marked with a slash; ends in a newline.
 * @param notes what to say at the right of an entry, by the path of a file or of a folder ("hapxy1/haproxy.cfg").
 */
export function formatTree(
  files: readonly { readonly path: string }[],
  notes: ReadonlyMap<string, string> = new Map(),
  options: TreeOptions = {},
): string {
  const paths = files.map((file) => file.path);
  const rows = rowsUnder(paths, "", "", options.ascii === true ? ascii : box);
  const noted = rows.filter(({ path }) => notes.has(path));
  const column = Math.max(0, ...noted.map(({ text }) => text.length)) + 2;
  const lines = rows.map(({ text, path }) => {
    const says = notes.get(path);
    return says === undefined ? text : `${text.padEnd(column)}${says}`;
  });
  return [...(options.root === undefined ? [] : [options.root]), ...lines, ""].join("\n");
}
