import { samplesFor } from '../../latency/samplesFor.ts';
import { percentileName } from '../../units/percentileName.ts';
import type { Table } from '../../table/schema.ts';
import { waysToRun } from '../../table/ways.ts';
import type { Checked, CheckedAgent } from './checked.ts';
import { componentsIn } from '../workflowItems.ts';
import type { Rule, RuleFinding } from './rule.ts';
import { highestPercentile } from './highestPercentile.ts';

/** A percentile is read off enough calls to have an interval at all. */
export const fewSamples: Rule = {
  code: 'few-samples',
  check: (checked) => {
    if (!isCounted(checked.table)) return [];
    const highest = Object.entries(percentileByComponent(checked));
    return highest.flatMap(([name, p]) => fewIn(checked, name, p));
  },
};

/** Whether a table says of any latency on how many calls it was measured. */
function isCounted({ components }: Table): boolean {
  return Object.values(components).some((component) =>
    waysToRun(component).some(({ latency }) => latency?.n !== undefined && latency.n !== null),
  );
}

/** The highest percentile that a limit speaks of, per component that an agent runs. */
function percentileByComponent({ agents, table }: Checked): Record<string, number> {
  if (agents.length === 0)
    return Object.fromEntries(Object.keys(table.components).map((name) => [name, 0.95]));
  const highest: Record<string, number> = {};
  for (const agent of agents) {
    const p = highestPercentile(agent.problem);
    for (const name of componentsOf(agent)) highest[name] = Math.max(highest[name] ?? 0, p);
  }
  return highest;
}

function componentsOf({ spec }: CheckedAgent): string[] {
  return [...componentsIn(spec.workflow), ...(spec.shortcuts ?? []).map(({ use }) => use)];
}

function fewIn({ table, tableSource }: Checked, name: string, p: number): RuleFinding[] {
  const component = table.components[name];
  if (component === undefined) return [];
  const needed = samplesFor(p);
  return waysToRun(component).flatMap((way) => {
    const n = way.latency?.n ?? null;
    if (n === null || n >= needed) return [];
    const own = component.variants?.[way.name]?.latency ? way.path : [];
    const what = way.name === 'on' ? name : `${name}: ${way.name}`;
    return [
      {
        place: { source: tableSource, path: ['components', name, ...own, 'latency', 'n'] },
        message: `${what} was measured ${n} ${n === 1 ? 'time' : 'times'}: its ${percentileName(p)} takes ${needed}`,
        help: 'measure more traces, or limit a lower percentile',
      },
    ];
  });
}
