import { parse } from 'yaml';
import { shareOf, usdOf } from './quantities.ts';
import { mapOf, type Raw } from './raw.ts';
import { agentOf } from './readSpec.ts';
import { componentOf, evalOf, gpuOf, priceOf, shapeOf } from './readTable.ts';
import type { System } from './system.ts';

/**
 * A spec and its table, from the text of the two files: nothing that reads, composes or counts here comes
 * from src, so that a mistake there is not repeated.
 */
export function readSystem(specText: string, tableText: string): System {
  const spec = parse(specText) as Raw;
  const table = parse(tableText) as Raw;
  const prices = mapOf(table['prices'], (value) => priceOf(value as Raw));
  const components = mapOf(table['components'], (value, name) =>
    componentOf(name, value as Raw, prices),
  );
  const shapes = mapOf(table['models'], (value) => shapeOf(value as Record<string, number>));
  const gpus = mapOf(table['gpus'], (value) => gpuOf(value as Raw));
  const sets = table['tool_sets'] as [string, string[]][] | undefined;
  return {
    components,
    toolSets: sets?.map(([share, tools]) => ({ share: shareOf(share), tools })) ?? null,
    evals: mapOf(table['evals'], (value) => evalOf(value as Raw)),
    agents: mapOf(spec['agents'], (value, name) =>
      agentOf(name, value as Raw, { components, shapes, gpus }),
    ),
    shapes,
    gpus,
    serving: servingOf((table['serving'] ?? {}) as Raw),
  };
}

/** What tables/gpus.yaml assumes, where a table does not state otherwise. */
function servingOf(raw: Raw): System['serving'] {
  const number = (key: string, otherwise: number) => Number(raw[key] ?? otherwise);
  return {
    hours: number('engineering_hours', 10),
    rate: usdOf(String(raw['engineering_rate'] ?? '$100')),
    atLeast: number('at_least', 2),
    spare: number('spot_spare', 1),
  };
}
