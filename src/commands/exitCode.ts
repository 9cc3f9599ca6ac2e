/** Exit codes of every command. */
export const EXIT = {
  /** Done; `solve` also with "nothing fits". */
  done: 0,
  /** The answer is no: `check` found rule violations; `solve` or `diff` with `--exit-code`. */
  no: 1,
  /** It could not be done: usage, unreadable or invalid file. */
  failed: 2,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
