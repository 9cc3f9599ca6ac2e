import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFiles } from '../../../src/commands/nodeFiles.ts';
import type { Limits, Problem } from '../../../src/solver/problem.ts';
import type { AgentResult } from '../../../src/solver/result.ts';
import { solve } from '../../../src/solver/solve.ts';
import { answer } from '../../../src/solver/whatIf/answer.ts';
import { whatIf } from '../../../src/solver/whatIf/whatIf.ts';
import { loadSpec } from '../../../src/spec/load.ts';
import { sampleProblems } from '../../support/arbitraryProblem.ts';
import { randomLimits } from '../../support/limits.ts';
import { mulberry32 } from '../../support/mulberry32.ts';
import { rowsOf } from '../../support/rules.ts';
import { ROOT } from '../../support/runCommand.ts';

/** What both sides are held to: the verdict, every card, what comes closest, what is offered. */
interface Told {
  readonly fits: boolean;
  readonly cards: readonly (readonly [gives: string, id: string | null, price: string])[];
  readonly closest: string | null;
  readonly sets: readonly (readonly string[] | null)[];
  readonly offer: string;
  readonly cliff: readonly string[];
}

function solved(problem: Problem): Told {
  const found = solve(problem);
  if ('tooMany' in found) throw new Error('too many');
  const { result }: { result: AgentResult } = found;
  return {
    fits: result.feasibleCount.value > 0,
    cards: result.pickTwo.map((pair) => [pair.gives, pair.architecture?.id ?? null, pair.price]),
    // Where something fits, nobody is told what comes closest.
    closest: result.feasibleCount.value > 0 ? null : (result.nearMisses[0]?.id ?? null),
    sets: result.relaxations.map(({ set }) => set),
    offer: result.proposal.statement,
    cliff: result.cliff.map(({ architecture }) => architecture.id),
  };
}

function stored(page: ReturnType<typeof whatIf>, limits: Limits): Told {
  const found = answer(page, limits);
  return {
    fits: found.feasible.length > 0,
    cards: found.trades.map((trade) => [trade.gives, trade.best?.id ?? null, trade.price]),
    closest: found.feasible.length > 0 ? null : (found.nearMisses[0]?.candidate.id ?? null),
    sets: found.relaxations.map(({ set }) => set),
    offer: found.proposal.statement,
    cliff: found.cliff.map(({ id }) => id),
  };
}

/** Limits as a slider leaves them: the same times are limited, everything else may be. */
function slid(problem: Problem, uniform: () => number): Limits {
  const { limits } = problem;
  const factor = () => 0.4 + 1.8 * uniform();
  const times = (list: Limits['latency']) =>
    list && list.map(({ p, ms }) => ({ p, ms: ms * factor() }));
  const tools = problem.tools?.tools.length ?? 0;
  const count = Math.floor(uniform() * (tools + 1));
  return {
    ...limits,
    latency: times(limits.latency),
    ttft: times(limits.ttft),
    progress: times(limits.progress),
    accuracy: limits.accuracy && { ...limits.accuracy, atLeast: 0.6 + 0.39 * uniform() },
    cost: limits.cost && {
      ...limits.cost,
      perRequest: limits.cost.perRequest && limits.cost.perRequest * factor(),
      perMonth: limits.cost.perMonth && limits.cost.perMonth * factor(),
    },
    ...(tools > 0 && uniform() < 0.4
      ? {
          tools:
            count === tools ? ({ kind: 'all' } as const) : ({ kind: 'atLeast', count } as const),
          toolsStated: true,
        }
      : {}),
  };
}

function problemsOf(example: string): Problem[] {
  const loaded = loadSpec(`examples/${example}/spec.yaml`, {
    files: nodeFiles(ROOT),
    models: join(ROOT, 'tables/models.yaml'),
    sets: [],
  });
  return [...loaded.problems];
}

describe('other limits asked of stored architectures', () => {
  test.each(['realtime-agent', 'service-business', 'measured-agent'])(
    '%s: the answer of solve, whatever the limits',
    (example) => {
      const uniform = mulberry32(7);
      for (const problem of problemsOf(example)) {
        const page = whatIf(problem);
        const asked = [problem.limits, ...Array.from({ length: 4 }, () => slid(problem, uniform))];
        for (const limits of asked)
          expect(stored(page, limits)).toEqual(solved({ ...problem, limits }));
      }
    },
    60_000,
  );

  test('random problems: the answer of solve, whatever the limits', () => {
    const problems = sampleProblems(12, 41, {
      steps: 4,
      tools: 3,
      shortcuts: 2,
      architectures: 200,
      unknown: 0.02,
      unknownPrices: true,
      tangles: false,
      jumps: false,
      saves: true,
      skipsBranches: true,
      skipsSigns: true,
    }).map((plain, index) => ({
      ...plain,
      limits: randomLimits(plain, rowsOf(plain), 900 + index),
    }));
    const uniform = mulberry32(11);
    for (const problem of problems) {
      const page = whatIf(problem);
      for (let round = 0; round < 3; round++) {
        const limits = slid(problem, uniform);
        expect(stored(page, limits)).toEqual(solved({ ...problem, limits }));
      }
    }
  }, 60_000);
});
