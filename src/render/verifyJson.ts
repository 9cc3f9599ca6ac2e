import { writeDiagnostic } from './json.ts';
import { rounded } from './rounded.ts';
import type { VerifyReport } from './verifyReport.ts';

/** What `verify` found as data: ms, USD, shares of 1, six significant digits, as `schemas/verify.json` has it. */
export function renderVerifyJson({ tool, inputs, agents, warnings }: VerifyReport): string {
  const document = {
    $schema: 'schemas/verify.json',
    schemaVersion: 1,
    kind: 'verify',
    tool,
    inputs,
    agents: agents.map(rounded),
    warnings: warnings.map(writeDiagnostic),
  };
  return JSON.stringify(document, null, 2);
}
