import type { ZodError } from 'zod';
import type { AgentTrust } from '../trust/agentTrust.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { jsonOf } from './jsonOf.ts';
import type { SolveReport } from './report.ts';
import { resultSchema } from './schemas/resultSchema.ts';

/** A saved result as it was printed, or why it cannot be read. */
export interface ReadResult {
  readonly report: SolveReport | null;
  readonly findings: readonly Diagnostic[];
}

/** Places of a result that are named when it does not fit the schema. */
const MOST_NAMED = 5;

/** Reads what `budget solve -f json` wrote. */
export function readResult(text: string, file: string): ReadResult {
  const value = jsonOf(text);
  if (value === null)
    return failed(file, 'this is no JSON', 'budget solve <spec> -f json writes a result');
  if (!isResult(value))
    return failed(
      file,
      'this is no result',
      '-f json of solve, cost, table, diff, check, verify and propose writes one',
    );
  const read = resultSchema.safeParse(value);
  // What was read stays in the order in which it was written.
  if (read.success) return { report: withTrust(value as SolveReport), findings: [] };
  return unreadable(file, read.error);
}

/** What traces said is kept with each agent. */
function withTrust(report: SolveReport): SolveReport {
  const known = report.agents.flatMap((agent) =>
    'trust' in agent ? [[agent.agent, agent.trust as AgentTrust] as const] : [],
  );
  return known.length === 0 ? report : { ...report, trust: new Map(known) };
}

/** A file of the right kind in which something is missing or of another form. */
export function unreadable(file: string, error: ZodError): ReadResult {
  const places = error.issues.map(({ path, message }) => `${path.join('.')}: ${wordsOf(message)}`);
  const more = places.length > MOST_NAMED ? `; and ${places.length - MOST_NAMED} more` : '';
  return failed(
    file,
    `this result does not fit the schema of this version: ${places.slice(0, MOST_NAMED).join('; ')}${more}`,
    'solve the spec again, or render the result with the version that made it (its `tool`)',
  );
}

/** What the schema says, for people: `expected array, received string`. */
function wordsOf(message: string): string {
  if (message.endsWith('received undefined')) return 'missing';
  return message.replace(/^Invalid input: /u, '');
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
