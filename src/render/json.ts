import type { Diagnostic } from '../yaml/diagnostic.ts';
import type { SolveReport } from './report.ts';
import { rounded } from './rounded.ts';

/** Version of the result format; adding fields keeps it, changing or removing one raises it. */
export const SCHEMA_VERSION = 1;

/** A result as data: design-stable keys, six significant digits, nothing of clock or machine. */
export function renderJson(report: SolveReport): string {
  return JSON.stringify(resultDocument(report), null, 2);
}

/** The document that `schemas/result.json` describes. */
export function resultDocument(report: SolveReport): unknown {
  return {
    $schema: 'schemas/result.json',
    schemaVersion: SCHEMA_VERSION,
    tool: report.tool,
    inputs: report.inputs,
    agents: report.agents.map((agent) => {
      const trust = report.trust?.get(agent.agent);
      return rounded(trust === undefined ? agent : { ...agent, trust });
    }),
    warnings: report.warnings.map(writeDiagnostic),
  };
}

/** A finding as data. */
export function writeDiagnostic({
  code,
  severity,
  message,
  file,
  range,
  help,
}: Diagnostic): unknown {
  return { code, severity, message, file, range, help };
}
