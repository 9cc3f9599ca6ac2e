import type { Candidate } from './candidate.ts';
import { beforeAccuracy } from './cliff.ts';
import type { Explored } from './explore.ts';
import { investmentGains } from './investmentGains.ts';
import { measureNext } from './measureNext.ts';
import { namer } from './words/name.ts';
import type { AgentResult } from './result.ts';
import { taskCliffs } from './taskCliffs.ts';

/** What an answer rests on, as far as its accuracy may be in doubt. */
export interface InQuestion {
  readonly offered: Candidate | null;
  readonly trades: readonly { readonly best: Candidate | null }[];
  readonly misses: readonly { readonly candidate: Candidate }[];
  readonly feasible: readonly Candidate[];
  readonly cliff: readonly Candidate[];
  readonly front: readonly Candidate[];
}

/** Architectures of a long list that may be in question. */
const LOOKED_AT = 20;

/** What evals say beyond single accuracies: the cliff by task, what to measure next, what is claimed. */
export function evalAnswers(
  space: Explored,
  { offered, trades, misses, feasible, cliff, front }: InQuestion,
): Pick<AgentResult, 'taskCliffs' | 'measureNext' | 'investments'> {
  const { problem, latencies, candidates } = space;
  const inQuestion = [
    ...(offered ? [offered] : []),
    ...trades.flatMap(({ best }) => best ?? []),
    ...misses.map(({ candidate }) => candidate),
    ...feasible.slice(0, LOOKED_AT),
    ...cliff,
    ...front.slice(0, LOOKED_AT),
  ];
  return {
    taskCliffs: problem.accuracy?.byTask
      ? taskCliffs(
          beforeAccuracy(problem, candidates),
          problem.accuracy.bases.map(({ name }) => name),
        )
      : [],
    investments: investmentGains(problem, space),
    measureNext: measureNext(problem, inQuestion, namer(problem, latencies)),
  };
}
