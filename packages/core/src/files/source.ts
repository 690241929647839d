import type { SourceMap } from "../diagnostics/diagnostic.js";
import type { EdgeFile } from "./text.js";

/** What stands for a secret of a file that no document brought: a frame shows the line around it. */
const mask = "<secret>";

/** Lines of the daemons' files whose values are secrets, with what stands before the value. */
const secretLines: readonly RegExp[] = [
  /\b(auth_pass["']?[ \t]+)[^ \t\r\n].*$/gm,
  /\b(stats["']?[ \t]+["']?auth["']?[ \t]+)[^ \t\r\n].*$/gm,
  /^([ \t]*user[ \t].*?[ \t](?:insecure-)?password[ \t]+)(?:"[^"\r\n]*"|'[^'\r\n]*'|[^ \t\r\n]+)/gm,
  /((?:proxy-)?authorization\b)[^\r\n]*$/gim,
  /^([ \t]*(?:\$|(?:pre)?setenv[ \t]+)\w{0,60}?(?:pass|secret|token|key|auth)\w{0,60}(?:=|[ \t]+))[^ \t\r\n].*$/gim,
];

/** A file with the values of its secrets masked: what diagnostics may show of it. */
export const maskFile = (file: EdgeFile): EdgeFile => ({
  ...file,
  text: secretLines.reduce((text, pattern) => text.replace(pattern, `$1${mask}`), file.text),
});

/** The source of a file, for frames. Its rules know their places themselves. */
export const fileSource = ({ name, text }: EdgeFile): SourceMap => ({ file: name, text, locate: () => null });
