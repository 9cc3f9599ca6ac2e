import { waysToRun } from '../../table/ways.ts';
import { formatShare } from '../../units/share.ts';
import { grouped } from '../../units/grouped.ts';
import { modelNamed } from '../resolvePrices.ts';
import type { Rule } from './rule.ts';

/** Above this share of what a model may write, some requests run out before the answer. */
const MOST = 0.8;

/** On average, hidden reasoning leaves room for the answer. */
export const reasoningNearLimit: Rule = {
  code: 'reasoning-near-limit',
  check: ({ table, tableSource, models }) =>
    Object.entries(table.components).flatMap(([name, component]) =>
      waysToRun(component).flatMap((way) => {
        const reasoning = way.tokens?.reasoning ?? 0;
        if (reasoning === 0) return [];
        const most =
          way.model === undefined || models === null
            ? undefined
            : modelNamed(models, way.model)?.max_output;
        if (most === undefined || reasoning <= MOST * most) return [];
        const what = way.name === 'on' ? name : `${name}: ${way.name}`;
        const own = component.variants?.[way.name]?.tokens?.reasoning ? way.path : [];
        return [
          {
            place: {
              source: tableSource,
              path: ['components', name, ...own, 'tokens', 'reasoning'],
            },
            message: `${what} reasons with ${grouped(String(reasoning))} tokens on average, ${formatShare(reasoning / most, 0)} of the ${grouped(String(most))} that ${way.model} may write: answers will be cut off`,
            help: 'lower the effort, or take a model with a larger output limit',
          },
        ];
      }),
    ),
};
