import { formatDuration } from '../../units/duration.ts';
import { grouped } from '../../units/grouped.ts';
import { waysToRun, type Way } from '../../table/ways.ts';
import type { Checked, CheckedAgent } from './checked.ts';
import type { Rule, RuleFinding } from './rule.ts';

/** Providers keep a prompt for five minutes, or for an hour where that is paid for. */
const LONGEST_KEPT_MS = 3_600_000;

/** A cache can hit at all: what is never found, or never kept long enough, saves nothing. */
export const cacheInert: Rule = {
  code: 'cache-inert',
  check: (checked) => [
    ...prefixes(checked),
    ...checked.agents.flatMap(gaps(checked)),
    ...checked.agents.flatMap(neverHit),
  ],
};

/** Costs count on a cache where the spec says so, or where tokens were seen to come from one. */
function countsOnCache({ agents }: Checked, way: Way): boolean {
  return (
    agents.some(({ spec }) => spec.caching === 'on') ||
    (way.tokens?.cached ?? 0) > 0 ||
    (way.tokens?.written ?? 0) > 0
  );
}

/** The static prefix is shorter than the model's cache takes, where that is counted on. */
function prefixes(checked: Checked): RuleFinding[] {
  const { table, tableSource, models } = checked;
  return Object.entries(table.components).flatMap(([name, component]) =>
    waysToRun(component).flatMap((way) => {
      const least = way.model === undefined ? undefined : models?.models[way.model]?.cache_minimum;
      const prefix = way.tokens?.prefix;
      if (least === undefined || prefix === undefined || prefix >= least) return [];
      if (!countsOnCache(checked, way)) return [];
      const own = component.variants?.[way.name]?.tokens?.prefix ? way.path : [];
      return [
        {
          place: { source: tableSource, path: ['components', name, ...own, 'tokens', 'prefix'] },
          message: `${named(name, way)} repeats ${grouped(String(prefix))} tokens, but ${way.model} caches from ${grouped(String(least))} on: nothing is cached`,
          help: 'put more of what does not change at the front of the prompt',
        },
      ];
    }),
  );
}

/** Tokens counted as cached, in conversations whose requests come too far apart. */
function gaps({ table }: Checked): (agent: CheckedAgent) => RuleFinding[] {
  return (agent) => {
    const gap = agent.spec.traffic?.gap ?? 0;
    const cached = agent.problem.steps.filter(({ component }) =>
      waysToRun(table.components[component] ?? { kind: 'other' }).some(
        ({ tokens }) => (tokens?.cached ?? 0) > 0,
      ),
    );
    if (gap <= LONGEST_KEPT_MS || cached.length === 0) return [];
    return [
      {
        place: agent.place(['traffic', 'gap']),
        message: `requests of a conversation come ${formatDuration(gap)} apart, and no prompt is kept for longer than an hour: the cached tokens of ${cached.map(({ name }) => name).join(', ')} are not`,
        help: 'remove the cached tokens, or measure them again at this gap',
      },
    ];
  };
}

/** A shortcut that never hits costs its lookup and saves nothing. */
function neverHit(agent: CheckedAgent): RuleFinding[] {
  return (agent.spec.shortcuts ?? []).flatMap(({ use, hit }, index) =>
    hit > 0
      ? []
      : [
          {
            place: agent.place(['shortcuts', index, 'hit']),
            message: `${use} never hits: its lookup is paid on every request and saves nothing`,
            help: 'remove the shortcut, or state the share of requests that it serves',
          },
        ],
  );
}

function named(name: string, way: Way): string {
  return way.name === 'on' ? name : `${name}: ${way.name}`;
}
