import { SCHEMA_VERSION, writeDiagnostic } from '../json.ts';
import { rounded } from '../rounded.ts';
import type { CostReport } from './report.ts';

/** Costs as data, as `schemas/cost.json` has them: USD, ms, requests a month; six significant digits. */
export function renderCostJson(report: CostReport): string {
  return JSON.stringify(
    {
      $schema: 'schemas/cost.json',
      schemaVersion: SCHEMA_VERSION,
      kind: 'cost',
      tool: report.tool,
      inputs: report.inputs,
      checked: report.checked,
      agents: report.agents.map(rounded),
      system: rounded(report.system),
      warnings: report.warnings.map(writeDiagnostic),
    },
    null,
    2,
  );
}
