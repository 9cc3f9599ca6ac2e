import type { Diagnostic } from '../yaml/diagnostic.ts';
import type { SolveReport } from './report.ts';
import { resultSchema } from './resultSchema.ts';

/** A saved result as it was printed, or why it cannot be read. */
export interface ReadResult {
  readonly report: SolveReport | null;
  readonly findings: readonly Diagnostic[];
}

/** Places of a result that are named when it does not fit the schema. */
const MOST_NAMED = 5;

/** Reads what `budget solve -f json` wrote. */
export function readResult(text: string, file: string): ReadResult {
  const value = parsed(text);
  if (value === null)
    return failed(file, 'this is no JSON', 'budget solve <spec> -f json writes a result');
  if (!isResult(value))
    return failed(file, 'this is no result', 'budget solve <spec> -f json writes one');
  const read = resultSchema.safeParse(value);
  // What was read stays in the order in which it was written.
  if (read.success) return { report: value as SolveReport, findings: [] };
  const places = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const more = places.length > MOST_NAMED ? `; and ${places.length - MOST_NAMED} more` : '';
  return failed(
    file,
    `this result does not fit the schema of this version: ${places.slice(0, MOST_NAMED).join('; ')}${more}`,
    'solve the spec again, or render the result with the version that made it (its `tool`)',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isResult(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'agents' in value && 'tool' in value;
}

function failed(file: string, message: string, help: string): ReadResult {
  return {
    report: null,
    findings: [{ code: 'usage', severity: 'error', message, file, range: null, help }],
  };
}
