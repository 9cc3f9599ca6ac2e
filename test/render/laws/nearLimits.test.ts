import { describe, expect, it } from 'vitest';
import { askedAndOffered } from '../../../src/render/proposalWords.ts';
import { doubtWords } from '../../../src/render/fittingWords.ts';
import { missWords } from '../../../src/render/missWords.ts';
import { choicesFrom } from '../../../src/solver/choices.ts';
import { counterproposal } from '../../../src/solver/counterproposal.ts';
import { evaluation } from '../../../src/solver/evaluation.ts';
import type { Limits, Problem } from '../../../src/solver/problem.ts';
import type { AgentResult, Architecture } from '../../../src/solver/result.ts';
import { solve } from '../../../src/solver/solve.ts';
import { sampleProblems } from '../../support/arbitraryProblem.ts';
import { markdownTables } from '../../support/markdownTables.ts';
import { solveFormatsOf, written } from '../../support/savedReports.ts';

/**
 * Random problems whose limits lie within a few thousandths of what one of their architectures
 * reaches: where rounding could say that a limit is kept which is missed, or the other way round.
 */
const FEATURES = {
  steps: 3,
  tools: 2,
  shortcuts: 1,
  architectures: 24,
  unknown: 0.1,
  unknownPrices: false,
  tangles: false,
  jumps: false,
  saves: true,
  skipsBranches: false,
  skipsSigns: false,
} as const;

const OFF = [-0.004, -0.0017, -0.0003, 0.0004, 0.0018, 0.003];

function limitsNear({ latency, accuracy, cost }: Architecture, index: number): Limits {
  const off = (by: number) => OFF[(index + by) % OFF.length] ?? 0;
  const { perRequest } = cost;
  return {
    latency: [{ p: 0.95, ms: latency.e2e.p95 * (1 + off(0)) }],
    ttft: null,
    progress: null,
    deadline: index % 5 === 4,
    accuracy:
      accuracy.value === null
        ? null
        : { atLeast: Math.min(1, accuracy.value + off(2)), tasks: new Map() },
    tools: { kind: 'all' },
    toolsStated: false,
    cost:
      perRequest === null || perRequest === 0
        ? null
        : { perRequest: perRequest * (1 + off(4)), perConversation: null, perMonth: null },
  };
}

function answered(problem: Problem): AgentResult {
  const answer = solve(problem);
  if (!('result' in answer)) throw new Error('a small problem can be tried in full');
  return answer.result;
}

const SOLVED = sampleProblems(30, 8_112_026, FEATURES).flatMap((free, index) => {
  const { frontier } = answered(free);
  const aimed = frontier[Math.floor(frontier.length / 2)];
  if (aimed === undefined) return [];
  const problem = { ...free, agent: `agent ${index}`, limits: limitsNear(aimed, index) };
  return [{ problem, result: answered(problem) }];
});

/** A figure for people, and half of what its last digit is worth. */
function figureIn(text: string): { readonly value: number; readonly off: number } {
  const [, sign = '', number = '', unit = ''] =
    /^([<>]?) ?\$?([\d.,]+) ?(%|ms|s|min|h|d)?/u.exec(text) ?? [];
  const size = { '%': 0.01, ms: 1, s: 1e3, min: 6e4, h: 3.6e6, d: 8.64e7 }[unit] ?? 1;
  const digits = (number.split('.')[1] ?? '').length;
  const last = 10 ** -digits * size;
  return { value: Number(number.replaceAll(',', '')) * size, off: sign === '' ? last / 2 : last };
}

/** What is said of a figure rounds it, and puts it on the side of its limit where it is. */
function expectBeside(text: string, figure: number, limit: number, of: keyof typeof KEPT): void {
  const { value, off } = figureIn(text);
  const isKept = KEPT[of];
  expect(Math.abs(value - figure), text).toBeLessThanOrEqual(off * (1 + 1e-6) + 1e-9 * figure);
  // What holds by the tolerance of times reads as within it; what does not reads as over the limit.
  if (isKept(figure, limit)) expect(isKept(value, limit), text).toBe(true);
  else expect(of === 'accuracy' ? value < limit : value > limit, text).toBe(true);
}

const KEPT = {
  time: (ms: number, most: number) => ms <= most * 1.001 * (1 + 1e-9),
  cost: (usd: number, most: number) => usd <= most * (1 + 1e-8),
  accuracy: (share: number, least: number) => share >= least - 1e-8,
} as const;

/** Rows of tables that name an architecture, by its id. */
function rowsIn(markdown: string): { id: string; cell(head: string): string }[] {
  return markdownTables(markdown).flatMap(({ heads, rows }) =>
    rows.flatMap((cells) => {
      const id = /^`([0-9a-f]{8})`$/u.exec(cells.at(-1) ?? '')?.[1];
      const cell = (head: string) => cells[heads.indexOf(head)] ?? '';
      return id === undefined ? [] : [{ id, cell }];
    }),
  );
}

function known({ feasible, pickTwo, nearMisses }: AgentResult): Map<string, Architecture> {
  const all = [
    ...feasible,
    ...pickTwo.flatMap(({ architecture }) => architecture ?? []),
    ...nearMisses,
  ];
  return new Map(all.map((each) => [each.id, each]));
}

const REPORT = { tool: { name: 'budget', version: '0' }, inputs: [], warnings: [] };

describe.each(SOLVED.map(({ problem, result }) => [problem.agent, problem, result] as const))(
  'limits within a few thousandths of %s',
  (_, problem, result) => {
    const { limits } = problem;
    const latency = limits.latency?.[0]?.ms ?? 0;

    it('are read as kept where they are kept, and as missed where they are missed', () => {
      const text = written(solveFormatsOf({ ...REPORT, agents: [result] }), 'markdown');
      const found = known(result);
      const rows = rowsIn(text);
      for (const { id, cell } of rows) {
        const { latency: times, accuracy, cost } = found.get(id) ?? expect.fail(id);
        expectBeside(cell('p95'), times.e2e.p95, latency, 'time');
        if (limits.accuracy && accuracy.value !== null)
          expectBeside(cell('accuracy'), accuracy.value, limits.accuracy.atLeast, 'accuracy');
        if (limits.cost?.perRequest && cost.perRequest !== null)
          expectBeside(cell('a request'), cost.perRequest, limits.cost.perRequest, 'cost');
      }
    });

    it('list what solve lists, in its order', () => {
      const text = written(solveFormatsOf({ ...REPORT, agents: [result] }, { top: 3 }), 'markdown');
      const trades = result.pickTwo.flatMap(({ architecture }) => architecture?.id ?? []);
      const listed = [...result.feasible.slice(0, 3).map(({ id }) => id), ...trades];
      expect(rowsIn(text).map(({ id }) => id)).toEqual(listed);
    });

    it('are each held against a figure in every counterproposal', () => {
      const evaluated = evaluation(problem);
      for (const { choices } of known(result).values()) {
        const offer = counterproposal(evaluated, choicesFrom(choices, problem));
        for (const { corner, asked, offered, verdict } of askedAndOffered(result, offer)) {
          expect(asked, corner).not.toBe('');
          expect(offered, corner).not.toBe('');
          expect(offered, corner).not.toContain('–\u0020');
          const isMissed = Object.entries(offer.architecture.meets).some(
            ([name, met]) => name === corner && met === 'no',
          );
          expect(verdict.startsWith('gives way'), `${corner}: ${verdict}`).toBe(isMissed);
        }
      }
    });

    it('say of what misses by how much, in the unit of the limit', () => {
      for (const nearest of result.nearMisses) {
        const words = missWords(nearest, result);
        expect(words).not.toBe('');
        expect(words.includes('$')).toBe(nearest.misses.cost !== undefined);
        if (words.includes('$'))
          expect(words).toMatch(/\$[\d.,]+ a (?:request|conversation|month)/u);
      }
    });

    it('are doubted for as many architectures as the result doubts', () => {
      const words = doubtWords(result);
      const count = (corner: 'accuracy' | 'latency') =>
        result.feasible.filter(({ meets }) => meets[corner] === 'unclear').length;
      expect(words.includes('accuracy')).toBe(count('accuracy') > 0);
      expect(words.includes('time')).toBe(count('latency') > 0);
    });
  },
);

describe('how many of what fits are in doubt', () => {
  const sure = { latency: 'yes', accuracy: 'yes' } as const;
  const doubted = { latency: 'unclear', accuracy: 'unclear' } as const;
  const some = { latency: 'yes', accuracy: 'unclear' } as const;
  const late = { ttft: 'unclear', accuracy: 'yes' } as const;
  const words = (all: readonly Architecture['meets'][], value = all.length) =>
    doubtWords({
      feasible: all.map((meets) => ({ meets })),
      feasibleCount: { value, low: value, high: value, exact: true },
    });

  it.each([
    [[sure, sure], ''],
    [[some], 'Here the accuracy is not certain enough to be sure.'],
    [[some, some], 'For both the accuracy is not certain enough to be sure.'],
    [[doubted, doubted], 'For both the accuracy and time are not certain enough to be sure.'],
    [
      [some, doubted, some, doubted],
      'For all 4 the accuracy is not certain enough to be sure, for 2 of them the time.',
    ],
    [[sure, some, sure], 'For 1 of them the accuracy is not certain enough to be sure.'],
    [[late, late, sure], 'For 2 of them the first token is not certain enough to be sure.'],
  ] as const)('%j', (all, said) => {
    expect(words(all)).toBe(said);
  });

  it('speaks of those that are known where not all are', () => {
    expect(words([some, some], 90)).toBe(
      'For those known in full the accuracy is not certain enough to be sure.',
    );
    expect(words([some, sure], 90)).toBe(
      'For 1 of those known in full the accuracy is not certain enough to be sure.',
    );
  });
});
