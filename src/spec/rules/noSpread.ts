import { waysToRun } from '../../table/ways.ts';
import type { Rule } from './rule.ts';

/** A latency stated as one value has no percentiles: no real call keeps to it. */
export const noSpread: Rule = {
  code: 'no-spread',
  looksAt: 'table',
  check: ({ table, tableSource }) =>
    Object.entries(table.components).flatMap(([name, component]) =>
      waysToRun(component).flatMap((way) => {
        if (way.latency?.input.kind !== 'point') return [];
        const own = component.variants?.[way.name]?.latency ? way.path : [];
        const what = way.name === 'on' ? name : `${name}: ${way.name}`;
        return [
          {
            place: { source: tableSource, path: ['components', name, ...own, 'latency'] },
            message: `${what} states one value: its p50 and its p99 are taken as the same`,
            help: 'state a range, as in 600-900ms, or percentiles',
          },
        ];
      }),
    ),
};
