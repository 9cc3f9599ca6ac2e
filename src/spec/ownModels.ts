import type { Model, Models } from '../table/modelsSchema.ts';
import type { Table } from '../table/schema.ts';
import { oncePerPair } from './oncePerPair.ts';
import { modelNamed } from './resolvePrices.ts';

/**
 * The list of models as a table overrides it: what its `prices` say of batches, caches and the longest
 * answer stands in place of what the list says. Prices themselves are resolved apart.
 */
export const ownModels: (list: Models, table: Pick<Table, 'prices'>) => Models =
  oncePerPair(withOwn);

function withOwn(list: Models, { prices }: Pick<Table, 'prices'>): Models {
  const own = Object.entries(prices ?? {}).flatMap(([name, stated]): [string, Model][] => {
    const { batch, cache_minimum, cache_ttl, max_output } = stated;
    const facts = Object.fromEntries(
      Object.entries({ batch, cache_minimum, cache_ttl, max_output }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    const known = modelNamed(list, name) ?? { source: 'the table' };
    return Object.keys(facts).length === 0 ? [] : [[name, { ...known, ...facts }]];
  });
  return own.length === 0
    ? list
    : { ...list, models: { ...list.models, ...Object.fromEntries(own) } };
}
