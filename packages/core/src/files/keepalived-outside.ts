/** A line that is for some machines only. */
export interface Condition {
  readonly word: string;
  /** Counts from 1. */
  readonly column: number;
  /** Null: it cannot be known here. */
  readonly holds: boolean | null;
  /** The line with blanks in the condition's place. */
  readonly line: string;
}

type Lines = readonly (readonly [line: string, number: number])[];

const condition = /^[ \t]*(@(\^?)([^ \t]*))/;
/** keepalived compares the first part of the node's name, unless -i says another one (keepalived.conf(5), "Conditional configuration"). */
const shortName = (name: string): string => name.split(".", 1)[0] ?? name;

/** Decides `@name` and `@^name` by the machine's name, where the file speaks of a machine at all. */
export class Conditions {
  readonly #machine: string;
  readonly #decides: boolean;

  constructor(lines: Lines, machine: string, machines: readonly string[]) {
    this.#machine = shortName(machine);
    const known = new Set(machines.map(shortName));
    this.#decides = lines.some(([line]) => known.has(condition.exec(line)?.[3] ?? ""));
  }

  /** Null for a line without a condition. */
  of(line: string): Condition | null {
    const [all, word, not, name] = condition.exec(line) ?? [];
    if (all === undefined || word === undefined) return null;
    const holds = this.#decides ? (name === this.#machine) !== (not === "^") : null;
    return { word, column: all.length - word.length + 1, holds, line: " ".repeat(all.length) + line.slice(all.length) };
  }
}

const definition = /^[ \t]*\$(\w+)=(.*)$/;
const use = /\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g;
/** A longer value, or one that uses a variable itself, is not followed: replacing takes linear time. */
const longest = 1000;

/** What stands for a word that names variables; several lines where a definition has them. */
type Replaced = "unknown" | { readonly lines: readonly string[] };

/** The variables that a file defines for itself: `$NAME=value`, used as `$NAME` or `${NAME}`. */
export class Variables {
  readonly #values = new Map<string, readonly string[]>();
  #growing: { readonly name: string; readonly lines: string[] } | null = null;

  /** Whether a line belongs to a definition. A backslash at its end goes on with the next line. */
  define(line: string): boolean {
    const [, name, value] = this.#growing === null ? (definition.exec(line) ?? []) : [null, this.#growing.name, line];
    if (name === undefined || name === null || value === undefined) return false;
    const growing = this.#growing ?? { name, lines: [] };
    const goesOn = value.endsWith("\\");
    growing.lines.push((goesOn ? value.slice(0, -1) : value).trim());
    this.#growing = goesOn ? growing : null;
    if (!goesOn) this.#values.set(name, growing.lines);
    return true;
  }

  #valueOf(name: string): readonly string[] | null {
    const lines = this.#values.get(name)?.filter((line) => line !== "") ?? null;
    return lines === null || lines.some((line) => line.includes("$")) || lines.join("").length > longest ? null : lines;
  }

  /** Null for a word without variables. */
  replace(word: string): Replaced | null {
    let unknown = false;
    let several: readonly string[] | null = null;
    const text = word.replace(use, (whole: string, braced: string | undefined, bare: string | undefined) => {
      const value = this.#valueOf(braced ?? bare ?? "");
      unknown ||= value === null || (value.length > 1 && whole !== word);
      if (value !== null && value.length > 1) several = value;
      return value?.[0] ?? "";
    });
    if (unknown) return "unknown";
    if (several !== null) return { lines: several };
    return text === word ? null : { lines: [text] };
  }
}
