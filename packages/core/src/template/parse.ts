// Nunjucks' parser needs Node's `events` for its class system; a bundler for browsers supplies one. Start-up never comes here.
import lexer, { type Tokenizer } from "nunjucks/src/lexer.js";
import type { List } from "nunjucks/src/nodes.js";
import parser from "nunjucks/src/parser.js";
import type { Problems } from "./problems.js";

/** A line that holds only a tag leaves no line behind. */
const layout = { trimBlocks: true, lstripBlocks: true };

/** Nunjucks' own tree of a template, or null when it has none: then the problem is reported. Like the parser, it stops at the first. */
export function parseText(text: string, problems: Problems): List | null {
  const tokens = lexer.lex(text, layout);
  const parsing = new parser.Parser(tokens);
  // Nunjucks drops a {% raw %} that nothing closes, and fails where a line ends within {% endraw %}.
  parsing.parseRaw = (tag = "raw") => parsing.fail(`unknown block tag: ${tag}`);
  try {
    return parsing.parseAsRoot();
  } catch (error) {
    const { line, column } = placeOf(error, tokens);
    problems.add({ line, column, length: 1 }, { code: "template-syntax", message: syntaxMessage(error), fix: syntaxFix(error) });
    return null;
  }
}

/** The parser names the place in most of its errors; the lexer does not, and stands where it stopped. */
function placeOf(error: unknown, tokens: Tokenizer): { readonly line: number; readonly column: number } {
  const known = typeof error === "object" && error !== null && "lineno" in error && "colno" in error ? error : null;
  if (typeof known?.lineno === "number" && typeof known.colno === "number") return { line: known.lineno, column: known.colno };
  return { line: tokens.lineno + 1, column: tokens.colno + 1 };
}

/** Where the text ends too early the parser often fails at its own expense, with a TypeError about a token that is not there. */
function syntaxMessage(error: unknown): string {
  if (error instanceof RangeError) return "the template is nested too deeply";
  if (!(error instanceof Error) || error instanceof TypeError) return "the template ends, or goes wrong, within a tag";
  return error.message
    .replace(/^parse\w+: /, "")
    .replace("variable end", "}}")
    .replace("block end", "%}");
}

function syntaxFix(error: unknown): string {
  const tag = /unknown block tag: (\w+)/.exec(error instanceof Error ? error.message : "")?.[1];
  if (tag === undefined) return "write a complete tag: {{ name }}, {% if name %} … {% endif %}, {% for item in list %} … {% endfor %}";
  if (tag === "raw" || tag === "verbatim") return 'write braces as a string: {{ "{{" }}';
  return tag.startsWith("e") ? `remove {% ${tag} %}, or open what it closes` : "use if, for, set or macro";
}
