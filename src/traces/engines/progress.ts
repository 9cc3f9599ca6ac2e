/** How far reading has come. */
export interface Progress {
  /** Bytes of the files, packed as they are; rows of a database. */
  readonly bytes: number;
  /** Null for standard input, which ends when it ends. */
  readonly totalBytes: number | null;
  /** Read so far. */
  readonly spans: number;
  /** Share of the traces that is put together and measured. */
  readonly measured: number;
  /** This thread reads by itself: it could not answer if it were asked to stop. */
  readonly inThisThread?: true;
}
