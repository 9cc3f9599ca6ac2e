import { waysToRun } from '../../table/ways.ts';
import { API } from '../gpuHosts.ts';
import { modelNamed } from '../resolvePrices.ts';
import type { Checked, CheckedAgent } from './checked.ts';
import { daysBetween } from './days.ts';
import { MOST_PRICE_DAYS } from './priceAge.ts';
import type { Rule, RuleFinding } from './rule.ts';

/** The lists of prices were checked within 90 days, where a spec's costs come from them. */
export const pricesStale: Rule = {
  code: 'prices-stale',
  check: (checked) => [...oldModels(checked), ...oldHosts(checked)],
};

function oldModels(checked: Checked): RuleFinding[] {
  const { models, spec } = checked;
  if (models === null || spec === null || !isOld(checked, models.checked)) return [];
  const listed = pricedByList(checked);
  if (listed.length === 0) return [];
  return [
    {
      place: { source: spec, path: ['table'] },
      message: `the prices of ${listed.join(', ')} were last checked on ${aged(checked, models.checked)}`,
      help: 'take a newer release of budget, or state prices: in the table',
    },
  ];
}

/** Models of the table whose price is the list's and not its own. */
function pricedByList({ table, models }: Checked): string[] {
  const used = Object.values(table.components).flatMap((component) =>
    waysToRun(component).flatMap(({ model }) => model ?? []),
  );
  return [...new Set(used)]
    .filter(
      (name) => models && modelNamed(models, name)?.price && table.prices?.[name] === undefined,
    )
    .sort();
}

/** Hosts that an agent may run on, at the list's price of an hour. */
function oldHosts(checked: Checked): RuleFinding[] {
  const { gpus } = checked;
  if (gpus === null || !isOld(checked, gpus.checked)) return [];
  return checked.agents.flatMap((agent) => {
    const listed = rentedByList(checked, agent);
    if (listed.length === 0) return [];
    return [
      {
        place: agent.place(['hosts'], 'key'),
        message: `what an hour of ${listed.join(', ')} costs was last checked on ${aged(checked, gpus.checked)}`,
        help: 'take a newer release of budget, or state gpus: in the table',
      },
    ];
  });
}

function rentedByList({ table }: Checked, { spec }: CheckedAgent): string[] {
  return (spec.hosts ?? []).filter(
    (host) => host !== API && table.gpus?.[host]?.price === undefined,
  );
}

function isOld({ now }: Checked, day: string): boolean {
  return daysBetween(day, now) > MOST_PRICE_DAYS;
}

function aged({ now }: Checked, day: string): string {
  return `${day}, ${daysBetween(day, now)} days ago`;
}
