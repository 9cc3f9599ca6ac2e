import type { Choices } from '../../solver/choices.ts';
import type { Problem } from '../../solver/problem.ts';
import { type ChosenWay, chosenWays } from '../chosen.ts';
import { Moments } from '../moments.ts';
import type { ObservedRequest } from '../observed.ts';
import type { StepRuns } from '../stepRuns.ts';
import { optionRun } from '../variantOf.ts';
import { meanEstimate } from './estimates.ts';
import { judge, type Subject } from './judge.ts';
import type { PlannedCheck, Watch } from './watch.ts';

interface Counted {
  readonly way: ChosenWay;
  readonly input: Moments;
  readonly output: Moments;
}

/** Tokens a call of every model, read and written; none where the table or the traces do not say. */
export class CallTokens implements Watch {
  readonly #counted: readonly Counted[];

  constructor(problem: Problem, choices: Choices) {
    this.#counted = chosenWays(problem, choices)
      .filter(({ option: { call } }) => call.model !== null && call.tokensKnown)
      .map((way) => ({ way, input: new Moments(), output: new Moments() }));
  }

  add(_: ObservedRequest, steps: StepRuns | null): void {
    if (steps === null) return;
    for (const { way, input, output } of this.#counted)
      for (const name of way.names)
        for (const run of steps.byName.get(name) ?? []) {
          const { tokens } = run;
          if (tokens === null || optionRun(way.options, run)?.value !== way.option.value) continue;
          input.add(tokens.input);
          output.add(tokens.output + tokens.reasoning);
        }
  }

  checks(): PlannedCheck[] {
    return this.#counted.flatMap(({ way: { component, option }, input, output }) => {
      const { tokens } = option.call;
      return [
        ...checkOf(`${component} input`, tokens.input, input),
        ...checkOf(`${component} output`, tokens.output + tokens.reasoning, output),
      ];
    });
  }
}

function checkOf(of: string, promised: number, seen: Moments): PlannedCheck[] {
  if (promised <= 0 || seen.n === 0) return [];
  const subject: Subject = { metric: 'tokens', of, signed: false, promised };
  return [(alpha) => judge(subject, meanEstimate(seen, alpha))];
}
