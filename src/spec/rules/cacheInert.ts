import { formatDuration } from '../../units/duration.ts';
import { grouped } from '../../units/grouped.ts';
import { waysToRun, type Way } from '../../table/ways.ts';
import { modelNamed } from '../resolvePrices.ts';
import type { Checked, CheckedAgent } from './checked.ts';
import type { Rule, RuleFinding } from './rule.ts';

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
      const prefix = way.tokens?.prefix;
      if (prefix === undefined || !countsOnCache(checked, way)) return [];
      const least =
        way.model === undefined || models === null
          ? undefined
          : modelNamed(models, way.model)?.cache_minimum;
      if (least === undefined || prefix >= least) return [];
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

/**
 * More tokens counted as cached than the static prefix has, in conversations whose requests come later
 * than the model keeps a prompt: what only this conversation sent is gone by then. The prefix other
 * conversations send, too.
 */
function gaps({ table, models }: Checked): (agent: CheckedAgent) => RuleFinding[] {
  return (agent) => {
    const gap = agent.spec.traffic?.gap ?? 0;
    const found = agent.problem.steps.flatMap(({ component }) =>
      waysToRun(table.components[component] ?? { kind: 'other' }).flatMap((way) => {
        if (beyondPrefix(way) <= 0) return [];
        const kept = longestKept(models, way);
        if (kept === null || gap <= kept) return [];
        return [
          `${named(component, way)} (${way.model} keeps a prompt for ${formatDuration(kept)})`,
        ];
      }),
    );
    if (found.length === 0) return [];
    return [
      {
        place: agent.place(['traffic', 'gap']),
        message: `requests of a conversation come ${formatDuration(gap)} apart, later than what is counted as cached is kept: ${[...new Set(found)].join(', ')}`,
        help: 'count no more than the static prefix as cached, or measure the tokens again at this gap',
      },
    ];
  };
}

/** ms that the provider keeps an unused prompt at most; null where the list does not say. */
function longestKept(models: Checked['models'], { model }: Way): number | null {
  const ttls = models === null || model === undefined ? [] : modelNamed(models, model)?.cache_ttl;
  return ttls === undefined || ttls.length === 0 ? null : Math.max(...ttls);
}

function beyondPrefix({ tokens }: Way): number {
  return (tokens?.cached ?? 0) - (tokens?.prefix ?? 0);
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
