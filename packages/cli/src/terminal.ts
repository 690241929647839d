/** Where a command writes and what it may know of its surroundings. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Colours for diagnostics: standard error is a terminal, and NO_COLOR (no-color.org) is not set. */
  readonly color: boolean;
  /** Standard input is a keyboard: whoever reads it says so, or the command seems to hang. */
  readonly typed: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a command ends with: 0 fine, 1 the model has errors or the output differs, 2 wrong use or a failing file. */
export type ExitStatus = 0 | 1 | 2;

export function systemTerminal(): Terminal {
  const noColor = (process.env["NO_COLOR"] ?? "") !== "" || process.env["TERM"] === "dumb";
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    color: process.stderr.isTTY === true && !noColor,
    typed: process.stdin.isTTY === true,
    env: process.env,
  };
}
