import { type Quoted, quotedText } from "@edgewright/core";

/**
 * The only escaping of YAML. A scalar is plain where every parser, of YAML 1.1 and 1.2, reads it back as that string; else it is in double
 * quotes, escaped as JSON is, which YAML 1.2 takes as it stands (section 7.3.1).
 */
const scalar = quotedText("YamlScalar");
const comment = quotedText("YamlComment");

export type YamlScalar = Quoted<"YamlScalar">;
export type YamlComment = Quoted<"YamlComment">;

export const YamlScalar = scalar.schema;
export const YamlComment = comment.schema;

/** Begins with a letter or a slash, and holds nothing that YAML, or a block within it, gives a meaning to. */
const plain = /^[A-Za-z/][A-Za-z0-9._/-]*$/;
/** Plain words that some parser reads as a boolean, as null or as a number: e3 and e-3 too, as powers of ten without their digits. */
const reserved = /^(y|n|yes|no|true|false|on|off|null|nan|inf|e-?\d+)$/i;

export const quoteScalar = (text: string): YamlScalar =>
  scalar.make(plain.test(text) && !reserved.test(text) ? text : JSON.stringify(text));

/** The words of a comment: of the document they hold names and addresses only. */
export function commentLine(text: string): YamlComment {
  if (/[\r\n\0]/.test(text)) throw new Error("a line break reached a comment");
  return comment.make(text);
}
