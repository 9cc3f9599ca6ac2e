import { addDuration, emptyHistogram } from '../latency/histogram.ts';
import type { LatencyInput } from '../latency/latencyInput.ts';
import type { Choices } from '../solver/choices.ts';
import type { Problem, Step } from '../solver/problem.ts';
import { ascendingOf, rankedQuantile } from './ranked.ts';
import { hasOwnTime, OWN } from './stepScores.ts';
import type { Traced } from './traced.ts';

/** The time of requests that no step explains, as a law. */
export interface OwnTime {
  /** Of the own time and `offset` together: no law is negative. */
  readonly law: LatencyInput;
  /** ms by which the law is too long; above 0 where steps overlap that the workflow has in a row. */
  readonly offset: number;
}

/** A request further out than this share of them is a mistake of its clock. */
const STRAYS = 0.002;

/** Null where the workflow explains all of the time. */
export function ownTime(observed: Traced): OwnTime | null {
  if (!hasOwnTime(observed)) return null;
  const offset = Math.max(0, -rankedQuantile(ascendingOf(observed.own), STRAYS));
  const histogram = emptyHistogram();
  for (const ms of observed.own) addDuration(histogram, Math.max(0, ms + offset));
  return { law: { kind: 'histogram', histogram }, offset };
}

/** The architecture with the own time as a last step; the result is `offset` ms too long. */
export function withOwnTime(
  problem: Problem,
  choices: Choices,
  { law }: OwnTime,
): { readonly problem: Problem; readonly choices: Choices } {
  const own: Step = {
    ...ALWAYS,
    name: OWN,
    component: OWN,
    options: [
      {
        value: 'on',
        latency: law,
        ttft: null,
        call: NO_COST,
        fixedCost: 0,
        saves: 0,
        effect: null,
      },
    ],
  };
  return {
    problem: {
      ...problem,
      steps: [...problem.steps, own],
      workflow: {
        kind: 'sequence',
        items: [...problem.workflow.items, { kind: 'step', step: OWN }],
      },
    },
    choices: { ...choices, values: new Map([...choices.values, [OWN, 'on']]) },
  };
}

const ALWAYS: Omit<Step, 'name' | 'component' | 'options'> = {
  kind: 'other',
  optional: false,
  offEffect: null,
  chance: 1,
  calls: [{ count: 1, share: 1 }],
  streams: false,
  showsProgress: false,
  onReject: null,
  guards: null,
};

const NO_COST: Step['options'][number]['call'] = {
  cost: 0,
  model: null,
  price: null,
  tokens: { input: 0, prefix: 0, cached: 0, written: 0, written1h: 0, output: 0, reasoning: 0 },
  tokensKnown: true,
};
