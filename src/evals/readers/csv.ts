import { parse } from 'csv-parse/sync';
import { type EvalRecord, type ReadResults, type Rejected, UnreadableResults } from '../record.ts';

/** A table with a header line, separated by commas, semicolons or tabs, quoted as RFC 4180 has it. */
export function readCsv(text: string): ReadResults {
  const header = text.replace(/^\uFEFF/u, '').split(/\r?\n/u, 1)[0] ?? '';
  const rows = parsed(text, separatorOf(header));
  const [names, ...body] = rows;
  if (names === undefined) throw new UnreadableResults('the file is empty');
  const columns = names.record.map((name) => name.trim());
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index);
  if (twice !== undefined) throw new UnreadableResults(`the column "${twice}" is there twice`);
  const rejected: Rejected[] = [];
  let blank = 0;
  const records = body.flatMap<EvalRecord>(({ record, line }) => {
    const at = `line ${line}`;
    if (record.every((value) => value.trim() === '')) {
      blank += 1;
      return [];
    }
    if (record.length !== columns.length) {
      rejected.push({ reason: `another number of columns than the header has`, at });
      return [];
    }
    const fields = Object.fromEntries(columns.map((name, index) => [name, record[index]?.trim()]));
    return [{ fields, at, line }];
  });
  return { format: 'csv', records, rejected, blank, offered: new Set() };
}

interface Row {
  readonly record: readonly string[];
  readonly line: number;
}

function parsed(text: string, delimiter: string): Row[] {
  try {
    const rows: unknown = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
    });
    // A record's `lines` is the line it ends on; csv-parse types the plain form only.
    return (rows as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      record,
      line: info.lines,
    }));
  } catch (error) {
    throw new UnreadableResults(
      `not CSV: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const SEPARATORS = [',', ';', '\t'] as const;

function separatorOf(header: string): string {
  const counts = SEPARATORS.map((separator) => ({
    separator,
    count: header.split(separator).length,
  }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most)).separator;
}
