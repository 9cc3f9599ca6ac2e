import { describe, expect, it } from 'vitest';
import { askedWords } from '../../../src/render/page/askedWords.ts';
import { viewOf } from '../../../src/render/page/agentView.ts';
import { percentileWords } from '../../../src/render/page/cornerWords.ts';
import type { Limits } from '../../../src/solver/problem.ts';
import { answer } from '../../../src/solver/whatIf/answer.ts';
import { largeWhatIf } from '../../support/page/largePage.ts';

describe('percentiles as one says them', () => {
  it.each([
    ['p50', 'half of all requests'],
    ['p90', '90 of 100 requests'],
    ['p95', '95 of 100 requests'],
    ['p99.9', '999 of 1000 requests'],
  ])('%s', (percentile, words) => {
    expect(percentileWords(percentile)).toBe(words);
  });
});

describe('limits as one says them', () => {
  const whatIf = largeWhatIf(50);
  const words = (limits: Partial<Limits>) =>
    askedWords(
      viewOf(answer(whatIf, { ...whatIf.problem.limits, ...limits }), {
        today: null,
        cliffDrop: null,
      }),
      6,
    );

  it('says what is done, how well, with which tools and for how much', () => {
    expect(words({})).toBe(
      '95 of 100 requests done within 2 s (p95), at least 90% right, with all 6 tools, at most $0.03 a request',
    );
  });

  it('says every percentile, floors by task, a number of tools and a month', () => {
    expect(
      words({
        latency: [
          { p: 0.95, ms: 2000 },
          { p: 0.5, ms: 900 },
        ],
        accuracy: { atLeast: 0.9, tasks: new Map([['hard', 0.805]]) },
        tools: { kind: 'atLeast', count: 4 },
        cost: { perRequest: null, perConversation: null, perMonth: 60 },
      }),
    ).toBe(
      '95 of 100 requests done within 2 s (p95), half of all requests done within 900 ms (p50), at least 90% right, at least 80.5% right on hard, with at least 4 of 6 tools, at most $60 a month',
    );
  });

  it('says so where every tool may go', () => {
    const nothingElse = { latency: null, accuracy: null, cost: null };
    expect(words({ ...nothingElse, tools: { kind: 'named', tools: [] } })).toBe(
      'with any of its 6 tools',
    );
    expect(words({ ...nothingElse, tools: { kind: 'atLeast', count: 0 } })).toBe(
      'with any of its 6 tools',
    );
  });

  it('says nothing of what is not limited', () => {
    expect(
      words({
        latency: null,
        progress: [{ p: 0.95, ms: 500 }],
        accuracy: null,
        cost: null,
        tools: { kind: 'named', tools: ['tool-1', 'tool-3'] },
      }),
    ).toBe(
      '95 of 100 requests that show a sign of work within 500 ms (p95), with the tools tool-1, tool-3',
    );
  });
});
