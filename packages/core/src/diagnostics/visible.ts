/**
 * What a terminal would not show as itself, or would obey: control characters, format characters (the bidirectional ones above all),
 * separators other than the plain space (a pasted U+00A0 looks like one and is none to YAML), characters that are ignored by default, halves
 * of a surrogate pair. Diagnostics quote what people and programs wrote, so nothing of this kind is ever printed raw.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{DI}]|(?! )\p{Zs}/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function escapeUnits(character: string): string {
  return character.split("").map(escapeUnit).join("");
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return SHORT[character] ?? (code > 0xffff ? `\\u{${code.toString(16)}}` : escapeUnit(character));
}

/** The text on one line, with everything unseen written as an escape. */
export function visible(text: string): string {
  return text.replace(UNSEEN, escapeCharacter);
}

/** The same within JSON, where an astral character is escaped as its surrogate pair and a line feed between tokens is layout. */
export function visibleJson(json: string): string {
  return json.replace(UNSEEN, (character) => (character === "\n" ? character : escapeUnits(character)));
}

/** A line of source: a tab takes four columns here wherever it stands, so that the caret below can count on it. */
export function visibleSource(line: string): string {
  return visible(line.replaceAll("\t", "    "));
}

/**
 * Code points that take two columns: the wide and full-width blocks of Unicode's East Asian Width (UAX 11) and pictographs that are shown as
 * emoji. Marks take none, everything else one. Terminals differ on rarer cases; the caret is then a column off, the text is not.
 */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const MARK = /\p{M}/u;

function columnsOf(character: string): number {
  if (character <= "\u007e") return 1;
  if (MARK.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** The columns that a text takes on a terminal. The text is one that `visible` made. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** The longest beginning of the text that fits in so many columns. */
export function takeStart(text: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** The longest end of the text that fits in so many columns. */
export function takeEnd(text: string, columns: number): string {
  const over = widthOf(text) - columns;
  if (over <= 0) return text;
  const dropped = takeStart(text, over);
  const rest = text.slice(dropped.length);
  // A wide character across the edge goes as a whole.
  return widthOf(rest) > columns ? [...rest].slice(1).join("") : rest;
}
