import { batchPromise } from '../../solver/batchPromise.ts';
import { unpromisedBatches } from '../unpromisedBatches.ts';
import type { CheckedAgent } from './checked.ts';
import type { Rule } from './rule.ts';

/** A deadline is one by which batches are promised, unless none was accepted. */
export const batchDeadline: Rule = {
  code: 'batch-deadline',
  check: ({ agents }) =>
    agents.flatMap((agent) => {
      const message = unpromisedBatches(agent.problem, agent.spec.want.deadline);
      if (message === null || isWithoutBatches(agent)) return [];
      return [{ place: agent.place(['want', 'deadline']), message }];
    }),
};

function isWithoutBatches({ problem, accepted }: CheckedAgent): boolean {
  const choices = accepted?.choices ?? null;
  return choices !== null && batchPromise(problem, choices) === 0;
}
