import type { Table } from '../table/schema.ts';
import type { YamlSource } from '../yaml/source.ts';
import { type Findings, suggest } from './findings.ts';

/**
 * Names in `tool_sets` that are no component: requests that used them count as served, whichever tools
 * are given up, so that coverage comes out too high.
 */
export function reportToolSetNames(table: Table, source: YamlSource, findings: Findings): void {
  const names = Object.keys(table.components);
  const seen = new Set(names);
  table.tool_sets?.forEach(([, tools], row) => {
    tools.forEach((tool, index) => {
      if (seen.has(tool)) return;
      seen.add(tool);
      findings.add(
        'warning',
        'unknown-name',
        { source, path: ['tool_sets', row, 1, index] },
        `there is no component "${tool}", so that coverage cannot count the requests that used it`,
        suggest(tool, names),
      );
    });
  });
}
