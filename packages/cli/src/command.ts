import { parseArgs } from "node:util";
import { closest } from "./closest.js";
import { UsageError } from "./errors.js";
import type { ExitStatus, Terminal } from "./terminal.js";

/** An option: what it takes, and its line in the help. */
export interface Option {
  /** What stands for the value in the help; null for a switch. */
  readonly value: string | null;
  readonly help: string;
  readonly repeatable?: boolean;
}

/** One command: its help is its data, and its work is loaded only when it runs. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly (readonly [command: string, what: string])[];
  readonly run: (given: Given, terminal: Terminal) => Promise<ExitStatus>;
}

/** The arguments of one run. */
export interface Given {
  readonly files: readonly string[];
  readonly has: (name: string) => boolean;
  readonly one: (name: string) => string | null;
  readonly all: (name: string) => readonly string[];
}

const helpOption: Option = { value: null, help: "show this help" };
const optionsOf = (command: Command): Readonly<Record<string, Option>> => ({ ...command.options, help: helpOption });

function parseArgsOptions(options: Readonly<Record<string, Option>>) {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      { type: option.value === null ? ("boolean" as const) : ("string" as const), multiple: true as const },
    ]),
  );
}

/** What Node's parser refuses, in our words: its own speak of its insides. */
function explainRefusal(command: Command, error: unknown): UsageError {
  const code = error instanceof Error && "code" in error ? error.code : "";
  const told = error instanceof Error ? error.message : String(error);
  const option = /'(--?[^' =]+)/.exec(told)?.[1] ?? "";
  const options = optionsOf(command);
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const meant = closest(option.replace(/^-+/, ""), Object.keys(options));
    const fix = meant === null ? `edgewright ${command.name} --help lists them` : `did you mean --${meant}?`;
    return new UsageError(`edgewright ${command.name} has no option ${option}`, fix);
  }
  const value = options[option.replace(/^--/, "")]?.value ?? null;
  return value === null
    ? new UsageError(`${option} takes no value`, `write ${option} alone`)
    : new UsageError(`${option} needs a value`, `${option} ${value}; edgewright ${command.name} --help says more`);
}

function parse(command: Command, args: readonly string[]) {
  try {
    const options = parseArgsOptions(optionsOf(command));
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw explainRefusal(command, error);
  }
}

/** An empty word is what a shell makes of a variable that is not set. */
function refuseEmpty(what: string, words: readonly string[]): void {
  if (words.includes("")) throw new UsageError(`${what} is empty`, "is a variable of the shell not set?");
}

/** Reads a command's arguments. @throws UsageError for an option that it does not have, or one that is empty or given twice. */
export function parseGiven(command: Command, args: readonly string[]): Given {
  const { values, positionals } = parse(command, args);
  const all = (name: string): readonly string[] => (values[name] ?? []).filter((value) => typeof value === "string");
  for (const [name, option] of Object.entries(command.options)) {
    refuseEmpty(`--${name}`, all(name));
    if (all(name).length > 1 && option.repeatable !== true) throw new UsageError(`--${name} is given twice`, "give it once");
  }
  refuseEmpty("an argument", positionals);
  return { files: positionals, has: (name) => (values[name] ?? []).length > 0, one: (name) => all(name)[0] ?? null, all };
}

/** Whether help is asked for, before whatever else is wrong with the arguments; behind `--` everything is a file. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === "--help" || arg === "-h");
}

/** The help of one command. */
export function formatHelp(command: Command): string {
  const options = Object.entries(optionsOf(command)).map(
    ([name, option]) => [`--${name}${option.value === null ? "" : ` ${option.value}`}`, option.help] as const,
  );
  const width = Math.max(...options.map(([flag]) => flag.length)) + 2;
  const lines = options.map(([flag, help]) => `  ${flag.padEnd(width)}${help}`);
  const examples = command.examples.map(([example, what]) => `  ${example}\n      ${what}`);
  return [`usage: edgewright ${command.usage}`, "", command.summary, "", "options:", ...lines, "", "examples:", ...examples, ""].join("\n");
}
