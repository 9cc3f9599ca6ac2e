import { type Change, compareSmall } from '../solver/change.ts';
import { formatMoney } from '../units/money.ts';
import { byName, LEAST, presence, share } from './changeWords.ts';
import { diffComponent } from './diffComponents.ts';
import { diffEval } from './diffEvals.ts';
import type { Table } from './schema.ts';

/** What changed between two conversion tables: components, prices, sets of tools, then the evals. */
export function diffTables(before: Table, after: Table): Change[] {
  return [
    ...byName(before.components, after.components).flatMap(([name, a, b]) =>
      a && b ? diffComponent(name, a, b) : [presence(name, 'component', a !== undefined)],
    ),
    ...byName(before.prices ?? {}, after.prices ?? {}).flatMap(([model, a, b]) =>
      a && b ? diffPrice(model, a, b) : [presence(model, 'price of its own', a !== undefined)],
    ),
    ...diffSets(setsOf(before), setsOf(after)),
    ...byName(before.evals ?? {}, after.evals ?? {}).flatMap(([name, a, b]) =>
      a && b ? diffEval(name, a, b) : [presence(name, 'eval', a !== undefined)],
    ),
  ];
}

type Price = NonNullable<Table['prices']>[string];

const PRICES = ['input', 'cached', 'write_5m', 'write_1h', 'output'] as const;

function diffPrice(model: string, a: Price, b: Price): Change[] {
  const plain = PRICES.flatMap((key) => {
    const about = { subject: model, what: `price of 1M ${key.replace('_', ' ')} tokens` };
    return compareSmall(about, a[key] ?? null, b[key] ?? null, {
      format: formatMoney,
      least: LEAST,
    });
  });
  const tiers = byName(a.above ?? {}, b.above ?? {}).flatMap(([tokens, from, to]) => {
    const what = `prices above ${tokens} tokens`;
    if (!from || !to) return [presence(model, what, from !== undefined)];
    return diffPrice(`${model} above ${tokens}`, from, to);
  });
  return [...plain, ...tiers];
}

/** Of hundreds of sets most move a little: told are those that moved by a point of the requests. */
const LEAST_SET = 0.01;

function diffSets(before: Record<string, number>, after: Record<string, number>): Change[] {
  return byName(before, after).flatMap(([tools, a, b]) =>
    Math.abs((a ?? 0) - (b ?? 0)) < LEAST_SET
      ? []
      : share('tool sets', `requests that use ${tools}`, a ?? null, b ?? null),
  );
}

/** Shares of requests by the tools they use together, whatever order these are listed in. */
function setsOf({ tool_sets: sets = [] }: Table): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const [part, tools] of sets) {
    const name = tools.length === 0 ? 'no tool' : tools.toSorted().join(' + ');
    shares[name] = (shares[name] ?? 0) + part;
  }
  return shares;
}
