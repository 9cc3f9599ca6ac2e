import { waysToRun } from '../../table/ways.ts';
import type { Checked } from './checked.ts';
import { daysBetween } from './days.ts';
import type { Rule } from './rule.ts';

/** Prices change about as often as models do; after this many days somebody looks again. */
const MOST_DAYS = 90;

/** The price list was checked within 90 days, where a spec's costs come from it. */
export const pricesStale: Rule = {
  code: 'prices-stale',
  check: (checked) => {
    const { models, spec, now } = checked;
    if (models === null || spec === null) return [];
    const age = daysBetween(models.checked, now);
    const listed = pricedByList(checked);
    if (age <= MOST_DAYS || listed.length === 0) return [];
    return [
      {
        place: { source: spec, path: ['table'] },
        message: `the prices of ${listed.join(', ')} were last checked on ${models.checked}, ${age} days ago`,
        help: 'take a newer release of budget, or state prices: in the table',
      },
    ];
  },
};

/** Models of the table whose price is the list's and not its own. */
function pricedByList({ table, models }: Checked): string[] {
  const used = Object.values(table.components).flatMap((component) =>
    waysToRun(component).flatMap(({ model }) => model ?? []),
  );
  return [...new Set(used)]
    .filter((model) => models?.models[model]?.price && table.prices?.[model] === undefined)
    .sort();
}
