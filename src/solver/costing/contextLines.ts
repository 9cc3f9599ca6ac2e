import { callCost } from '../../cost/callCost.ts';
import type { Choices } from '../choices.ts';
import { expectedRuns } from '../expectedRuns.ts';
import type { Problem } from '../problem.ts';

/** What a month of one step's calls costs by the size of its input. */
export interface ContextLine {
  readonly step: string;
  readonly model: string;
  readonly inputs: readonly {
    readonly tokens: number;
    /** The size that the table states. */
    readonly stated: boolean;
    readonly perMonth: number | null;
  }[];
}

/** Sizes that teams end up with: a short prompt, a full context, one with everything in it. */
const SIZES = [2000, 8000, 15_000];

/** Sensitivity to the size of the context, per step and priced model, at launch, without a cache. */
export function contextLines(problem: Problem, base: Choices): ContextLine[] {
  const { requests } = problem.traffic;
  if (requests === null) return [];
  const runs = expectedRuns(problem, base);
  return problem.steps.flatMap((step) => {
    if (base.values.get(step.name) === 'off') return [];
    const models = new Map<string, ContextLine>();
    for (const { call, hosting, batched } of step.options) {
      const { price, tokens, model } = call;
      if (hosting || batched || price === null || model === null || !call.tokensKnown) continue;
      if (models.has(model)) continue;
      const calls = requests * (runs.get(step.name) ?? 0);
      const sizes = [...new Set([tokens.input, ...SIZES])].sort((a, b) => a - b);
      models.set(model, {
        step: step.name,
        model,
        inputs: sizes.map((input) => {
          const cost = callCost(price, { ...tokens, input, cached: 0, written: 0, written1h: 0 });
          const perMonth = cost === null ? null : cost * calls;
          return { tokens: input, stated: input === tokens.input, perMonth };
        }),
      });
    }
    return [...models.values()].sort(cheapestFirst);
  });
}

function cheapestFirst(a: ContextLine, b: ContextLine): number {
  const cost = ({ inputs }: ContextLine) => inputs.at(-1)?.perMonth ?? Number.MAX_VALUE;
  return cost(a) - cost(b) || (a.model < b.model ? -1 : 1);
}
