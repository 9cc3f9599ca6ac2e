/** What DuckDB reports, by what the user can do about it. */
const REASONS: readonly (readonly [RegExp, (match: RegExpExecArray) => string, string | null])[] = [
  [/No files found that match the pattern "([^"]*)"/, ([, path]) => `${path}: no such file`, null],
  [
    /Extension "([^"]*)[^]*?(?:not found|failed to (?:download|install|load))|Failed to download extension "([^"]*)"/i,
    ([, a, b]) => `DuckDB needs its extension ${a ?? b} for this path and cannot download it`,
    'install it once where the network allows it: duckdb -c "INSTALL httpfs; INSTALL aws"',
  ],
  [
    /(HTTP (?:GET|HEAD)?[^]*?(?:40[13])|403[^]*?Forbidden|AccessDenied|InvalidAccessKeyId)/i,
    () => 'the object store refuses access',
    'set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION (AWS_SESSION_TOKEN, AWS_ENDPOINT_URL)',
  ],
  [/Out of Memory|could not allocate/i, () => 'DuckDB ran out of memory', null],
  [/No space left|max_temp_directory_size/i, () => 'the folder for temporary files is full', null],
];

/** An error of DuckDB as one sentence and what to do about it; its own first line where none is known. */
export function duckDbReason(text: string): { message: string; help: string | null } {
  for (const [pattern, message, help] of REASONS) {
    const match = pattern.exec(text);
    if (match !== null) return { message: message(match), help };
  }
  const [line = ''] = text.split('\n');
  return {
    message: `DuckDB: ${line.replace(/^(?:IO|Invalid Input|Binder|Catalog) Error: /, '')}`,
    help: null,
  };
}
