import { flattenRaw } from './rawWorkflow.ts';
import type { YamlSource } from '../yaml/source.ts';
import { type Findings, suggest } from './findings.ts';
import { childOf, entriesOf } from './rawValue.ts';

/**
 * Names in a spec that its table lacks, found in files whose other mistakes keep them from being
 * read in full, so that every mistake is reported at once. Looks only at what has the right shape.
 */
export function reportRawReferences(spec: YamlSource, table: YamlSource, findings: Findings): void {
  const components = entriesOf(childOf(table.value, 'components')).map(([name]) => name);
  if (components.length === 0) return;
  for (const [agent, value] of entriesOf(childOf(spec.value, 'agents'))) {
    for (const { name, path } of flattenRaw(childOf(value, 'workflow'), [
      'agents',
      agent,
      'workflow',
    ])) {
      if (components.includes(name)) continue;
      findings.add(
        'error',
        'unknown-name',
        { source: spec, path },
        `the table has no component "${name}"`,
        suggest(name, components),
      );
    }
  }
}
