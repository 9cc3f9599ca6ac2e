/** Why traces cannot be measured although they may be fine: one sentence, and what to do about it. */
export class EngineError extends Error {
  readonly help: string | null;

  constructor(message: string, help: string | null = null) {
    super(message);
    this.help = help;
  }
}
