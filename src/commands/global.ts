/** Flags that every verb understands. */
export interface GlobalFlags {
  readonly format?: string;
  readonly output?: readonly string[];
  readonly set?: readonly string[];
  readonly top?: number;
  readonly seed?: number;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** False after `--no-color`, true after `--color`, absent when neither is given. */
  readonly color?: boolean;
}
