/** One query that a database ran, for those who want to know what runs where. */
export interface QueryReport {
  /** What it was for. */
  readonly purpose: string;
  readonly sql: string;
  /** What came back. */
  readonly rows: number;
  readonly bytes: number;
  /** What the database read for it; null where it does not say. */
  readonly readRows: number | null;
}
