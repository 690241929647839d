import { parseArgs } from "node:util";
import { suggest } from "@edgewright/core";
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

function explainRefusal(command: Command, error: unknown): UsageError {
  const code = error instanceof Error && "code" in error ? error.code : "";
  const told = error instanceof Error ? error.message : String(error);
  const option = /'(--?[^' =]+)/.exec(told)?.[1] ?? "";
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const meant = suggest(option.replace(/^-+/, ""), Object.keys(optionsOf(command)));
    return new UsageError(
      `edgewright ${command.name} has no option ${option}`,
      meant === null ? `edgewright ${command.name} --help` : `did you mean --${meant}?`,
    );
  }
  return new UsageError(
    `${option} ${/argument missing|ambiguous/.test(told) ? "needs a value" : "takes no value"}`,
    `edgewright ${command.name} --help`,
  );
}

/** Reads a command's arguments. @throws UsageError for an option that it does not have. */
export function parseGiven(command: Command, args: readonly string[]): Given {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: parseArgsOptions(optionsOf(command)),
      allowPositionals: true,
      strict: true,
    });
    const all = (name: string): readonly string[] => (values[name] ?? []).filter((value) => typeof value === "string");
    const once = (name: string): string | null => {
      const given = all(name);
      if (given.length > 1 && command.options[name]?.repeatable !== true) throw new UsageError(`--${name} is given twice`, "give it once");
      return given[0] ?? null;
    };
    for (const name of Object.keys(command.options)) once(name);
    return { files: positionals, has: (name) => (values[name] ?? []).length > 0, one: once, all };
  } catch (error) {
    throw error instanceof UsageError ? error : explainRefusal(command, error);
  }
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
