/** Text as a literal of DuckDB's SQL: a quote in it is doubled, and nothing else is special. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an identifier of DuckDB's SQL. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The path of one file, in which DuckDB is to see no pattern. */
export function plainPath(path: string): string {
  return path.replaceAll(/[*?[]/g, '[$&]');
}
