import type { Choices } from '../../solver/choices.ts';
import type { Problem } from '../../solver/problem.ts';
import { type ChosenWay, chosenWays } from '../chosen.ts';
import { Moments } from '../moments.ts';
import type { ObservedRequest } from '../observed.ts';
import type { StepRuns } from '../stepRuns.ts';
import { optionRun } from '../variantOf.ts';
import { against, meanEstimate } from './estimates.ts';
import type { Expected, Grounds } from './grounds.ts';
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
  readonly #grounds: Grounds;

  constructor(problem: Problem, choices: Choices, grounds: Grounds) {
    this.#grounds = grounds;
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
      const n = this.#grounds.tokenCalls(component, option.value);
      return [
        ...checkOf(`${component} input`, { value: tokens.input, n }, input),
        ...checkOf(`${component} output`, { value: tokens.output + tokens.reasoning, n }, output),
      ];
    });
  }
}

function checkOf(of: string, { value, n }: Expected, seen: Moments): PlannedCheck[] {
  if (value <= 0 || seen.n === 0) return [];
  const subject: Subject = { metric: 'tokens', of, signed: false, promised: value };
  return [(alpha) => judge(subject, against(n, meanEstimate(seen, alpha)))];
}
