/** The command was used wrongly, or something outside the document failed: one clear sentence, one way out, exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}
