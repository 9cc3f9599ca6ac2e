import type { Diagnostic } from '../yaml/diagnostic.ts';
import type { YamlSource } from '../yaml/source.ts';
import type { Table } from './schema.ts';
import { waysToRun } from './ways.ts';

/** Notes on latencies stated as one value: every percentile then is that value, which no real call keeps to. */
export function notesOnSpread(table: Table, source: YamlSource): Diagnostic[] {
  return Object.entries(table.components).flatMap(([name, component]) =>
    waysToRun(component).flatMap((way): Diagnostic[] => {
      if (way.latency?.input.kind !== 'point') return [];
      const path = [
        'components',
        name,
        ...(component.variants?.[way.name]?.latency ? way.path : []),
        'latency',
      ];
      return [
        {
          code: 'no-spread',
          severity: 'note',
          message: `${way.name === 'on' ? name : `${name}: ${way.name}`} states one value: its p50 and its p99 are taken as the same`,
          file: source.file,
          range: source.rangeOf(path, 'value'),
          help: 'state a range, as in 600-900ms, or percentiles',
        },
      ];
    }),
  );
}
