import type { Price } from '../../cost/price.ts';
import { optionOf } from '../optionOf.ts';
import type { Candidate } from '../candidate.ts';
import type { Problem } from '../problem.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { type Pillar, pillarsOf } from './pillars.ts';

/** USD per token of a model; cached where it has a price of its own. */
export type TokenPrices = Pick<Price, 'input' | 'cached' | 'output'>;

/** All that the figures of an architecture rest on: when one of them moves, one of these did. */
export interface Basis {
  readonly pillars: readonly Pillar[];
  /** By model, of those that are paid by the token. */
  readonly prices: ReadonlyMap<string, TokenPrices>;
  /** Requests a month at launch, null without traffic, and requests in a conversation. */
  readonly traffic: { readonly requests: number | null; readonly turns: number };
  /** Null where the accuracy is unknown. */
  readonly evidence: Evidence | null;
}

/** What the figures of an architecture rest on today. */
export function basisOf(problem: Problem, candidate: Candidate): Basis {
  const pillars = pillarsOf(problem, candidate.choices);
  const { requests, turns } = problem.traffic;
  return {
    pillars,
    prices: pricesOf(problem, candidate),
    traffic: { requests, turns },
    evidence: evidenceOf(problem, candidate),
  };
}

function pricesOf(problem: Problem, { choices }: Candidate): Map<string, TokenPrices> {
  const { steps, tools, shortcuts } = problem;
  const calls = [
    ...steps.flatMap(({ name, options }) =>
      options.filter(({ value }) => value === choices.values.get(name)).map(({ call }) => call),
    ),
    ...(tools?.tools ?? [])
      .filter(({ name }) => choices.tools.includes(name))
      .map((tool) => optionOf(tool, choices).call),
    ...shortcuts.filter(({ name }) => choices.values.get(name) === 'on').map(({ call }) => call),
  ];
  return new Map(
    calls.flatMap(({ model, price }) => {
      const isPaid =
        model !== null && price !== null && (price.input ?? 0) + (price.output ?? 0) > 0;
      return isPaid ? [[model, price] as const] : [];
    }),
  );
}
