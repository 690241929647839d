import { closest } from "./closest.js";
import { asksForHelp, formatHelp, parseGiven } from "./command.js";
import { commands } from "./commands/index.js";
import { UsageError } from "./errors.js";
import type { ExitStatus, Terminal } from "./terminal.js";
import { version } from "./version.js";

const sentence =
  "edgewright compiles one document into haproxy.cfg, keepalived.conf and Ingress manifests, and refuses what could never fail over.";

/** What a person sees who types the bare word: what it is, and the first three commands with real arguments. */
const welcome = `${sentence}

  edgewright init                        write edge.yaml, a commented document to start from
  edgewright check edge.yaml             say what is wrong with it
  edgewright render edge.yaml --out out  write the files, machine by machine

edgewright --help lists all commands; edgewright COMMAND --help explains one.
`;

function generalHelp(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`);
  return [
    sentence,
    "",
    "usage: edgewright COMMAND [FILE…] [options]",
    "",
    ...lines,
    "",
    "FILE is YAML, JSON or a TypeScript/JavaScript module whose default export is the document; - is standard input.",
    "Diagnostics go to standard error, results to standard output.",
    "Exit status: 0 fine, 1 the document has errors or the output differs, 2 wrong use or a file that cannot be read or written.",
    "",
    "examples:",
    "  edgewright init && edgewright check edge.yaml",
    "  edgewright render edge.yaml --out out --check --diff",
    "  edgewright rule vrid-unique-on-segment",
    "",
  ].join("\n");
}

/** A first word that is no command: a misspelt one, an option before its command, or a FILE without one. */
function unknownCommand(word: string): UsageError {
  const list = "edgewright --help lists the commands";
  if (word.startsWith("-") && word !== "-") return new UsageError(`edgewright has no option ${word} before a command`, list);
  if (word === "-" || /\.(ya?ml|json|[cm]?[jt]s)$/i.test(word))
    return new UsageError(`a command is missing before ${word}`, `edgewright check ${word}, or edgewright render ${word} --out out`);
  const meant = closest(word, Object.keys(commands));
  return new UsageError(`edgewright has no command "${word}"`, meant === null ? list : `did you mean edgewright ${meant}?`);
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const [name, ...rest] = args;
  const asked = name === "help" ? rest[0] : name;
  if (name === undefined) terminal.out(welcome);
  else if (name === "--version" || name === "-V") terminal.out(`${version}\n`);
  else if (asked === undefined || asked === "--help" || asked === "-h") terminal.out(generalHelp());
  else {
    const entry = Object.hasOwn(commands, asked) ? commands[asked] : undefined;
    if (entry === undefined) throw unknownCommand(asked);
    const command = await entry.load();
    if (name !== "help" && !asksForHelp(rest)) return command.run(parseGiven(command, rest), terminal);
    terminal.out(formatHelp(command));
  }
  return 0;
}

/** Errors that a person can mend carry a fix; anything else is our bug and keeps its stack. */
const isExplained = (error: unknown): error is Error & { readonly fix: string } =>
  error instanceof Error && "fix" in error && typeof error.fix === "string";

/** Runs one command line and gives its exit status; never throws. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    if (isExplained(error)) terminal.err(`edgewright: ${error.message}; ${error.fix}\n`);
    else
      terminal.err(
        `edgewright: this is a bug of edgewright, not of your document: please report it\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    return 2;
  }
}
