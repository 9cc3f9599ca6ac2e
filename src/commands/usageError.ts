/** What the user asked for cannot be done as asked; printed as one line, exit code 2. */
export class UsageError extends Error {
  readonly help: string | null;

  constructor(message: string, help: string | null = null) {
    super(message);
    this.help = help;
  }
}
