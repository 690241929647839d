import type { Path } from "./diagnostic.js";

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

function formatSegment(segment: string | number, index: number): string {
  if (typeof segment === "number") return `[${segment}]`;
  if (!IDENTIFIER.test(segment)) return `[${JSON.stringify(segment)}]`;
  return index === 0 ? segment : `.${segment}`;
}

/** A path as a person writes it: `vips[0].primary`, `nodes[2].labels["example.com/zone"]`; the root is the empty text. */
export function formatPath(path: Path): string {
  return path.map(formatSegment).join("");
}
