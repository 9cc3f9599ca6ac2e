import { describe, expect, it } from 'vitest';
import type { Option } from '../../src/solver/problem.ts';
import type { ObservedRun } from '../../src/trust/observed.ts';
import { optionRun } from '../../src/trust/variantOf.ts';
import { verifyAgent, type Launch } from '../../src/trust/verify/verifyAgent.ts';
import { launch } from '../support/launches.ts';
import { option, range } from '../support/problems.ts';

/** One way to run a component. @param model null for a tool */
function way(value: string, model: string | null, effort?: string): Option {
  const plain = option(value, range(100, 200));
  return { ...plain, call: { ...plain.call, model, ...(effort === undefined ? {} : { effort }) } };
}

/** A run of this model and effort, named as `measure` names variants. */
function ran(model: string | null, effort: string | null = null): ObservedRun {
  return {
    component: 'plan',
    model,
    effort,
    variant: model === null ? null : effort === null ? model : `${model}-${effort}`,
    startMs: 0,
    endMs: 1,
    durationMs: 1,
    failed: false,
    tokens: null,
  };
}

const MINI = [way('on', 'gpt-5-mini')];
const LOW = [way('on', 'gpt-5-mini', 'low')];
const BOTH = [way('low', 'gpt-5-mini', 'low'), way('gpt-5', 'gpt-5')];
const EFFORTS = [way('mini-low', 'gpt-5-mini'), way('mini-high', 'gpt-5-mini')];
const TOOL = [way('on', null)];

describe('the way that a call ran', () => {
  it.each([
    ['the only one', MINI, ran('gpt-5-mini'), 'on'],
    ['the only one, where the trace names no model', MINI, ran(null), 'on'],
    ['the only one of a tool, whatever model is in it', TOOL, ran('gpt-5'), 'on'],
    ['none, of another model than the only one', MINI, ran('gpt-5'), null],
    ['none, of a larger name that begins alike', MINI, ran('gpt-5-mini-nano'), null],
    ['none, of a smaller name that ends it', [way('on', 'gpt-5')], ran('gpt-5-mini'), null],
    ['the only one of its effort', LOW, ran('gpt-5-mini', 'low'), 'on'],
    ['the only one, where the trace names no effort', LOW, ran('gpt-5-mini'), 'on'],
    ['the only one, where the table names no effort', MINI, ran('gpt-5-mini', 'high'), 'on'],
    ['none, of another effort than the only one', LOW, ran('gpt-5-mini', 'high'), null],
    ['that of its name', BOTH, ran('gpt-5'), 'gpt-5'],
    ['that of its model', BOTH, ran('gpt-5-mini', 'low'), 'low'],
    ['none, of the model at another effort', BOTH, ran('gpt-5-mini', 'high'), null],
    ['of several of its model that of its effort', EFFORTS, ran('gpt-5-mini', 'high'), 'mini-high'],
    ['of several of its model none without an effort', EFFORTS, ran('gpt-5-mini'), null],
    ['where it is hosted does not matter', [way('l@a100', 'l'), way('m', 'm')], ran('l'), 'l@a100'],
  ])('is %s', (_, options, run, value) => {
    expect(optionRun(options, run)?.value ?? null).toBe(value);
  });

  // Names as OpenAI, Anthropic, Vertex, Bedrock, LiteLLM and OpenRouter answer with them.
  it.each([
    ['gpt-5-mini', 'gpt-5-mini-2025-08-07'],
    ['gpt-5-mini', 'openai/gpt-5-mini'],
    ['claude-sonnet-4-5', 'claude-sonnet-4-5-20250929'],
    ['claude-sonnet-4-5', 'claude-sonnet-4-5@20250929'],
    ['claude-sonnet-4-5', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['claude-3-7-sonnet', 'claude-3-7-sonnet-latest'],
    ['gemini-2.0-flash', 'vertex_ai/gemini-2.0-flash-001'],
    ['llama-3.1-8b', 'together/meta/llama-3.1-8b'],
  ])('%s is the model that answers as %s, and the other way round', (short, long) => {
    expect(optionRun([way('on', short)], ran(long))?.value).toBe('on');
    expect(optionRun([way('on', long)], ran(short))?.value).toBe('on');
  });

  it.each([
    ['gpt-5', 'gpt-5-codex'],
    ['gpt-4o', 'gpt-4o-mini-2024-07-18'],
    ['gpt-4.1', 'gpt-4.1-nano'],
    ['claude-sonnet-4-5', 'claude-sonnet-4'],
    ['llama-3.1-8b', 'llama-3.1-70b'],
  ])('%s is not %s', (one, other) => {
    expect(optionRun([way('on', one)], ran(other))).toBeNull();
    expect(optionRun([way('on', other)], ran(one))).toBeNull();
  });
});

describe('a launch whose model was changed', () => {
  /** As signed, but that a share of the calls of `plan` goes to another model. */
  function moved(every: number, priceOf: Launch['priceOf'] = () => null) {
    const made = launch({ n: 400, seed: 5, slower: 0.9 });
    const requests = [...made.requests].map((request, at) => ({
      ...request,
      runs: request.runs.map((run) =>
        run.component === 'plan' && at % every === 0
          ? { ...run, model: 'other', variant: 'other' }
          : run,
      ),
    }));
    return verifyAgent({ ...made, requests, priceOf });
  }

  it('runs another architecture, though no figure got worse', () => {
    const found = moved(1);
    expect(found.outcome).toBe('different-architecture');
    expect(found.mismatches).toEqual([
      { step: 'plan', signed: 'm', traced: 'other', share: 1, n: 400, expected: null },
    ]);
  });

  it('in one call of forty runs the one that was signed: that is a fallback', () => {
    expect(moved(40).mismatches).toEqual([]);
  });

  it('costs what the other model costs, where that is known', () => {
    const price = { input: 1e-4, cached: null, write5m: null, write1h: null, output: 1e-3 };
    const cost = (found: ReturnType<typeof moved>) =>
      found.checks.find(({ metric }) => metric === 'cost');
    expect(cost(moved(1))).toMatchObject({
      status: 'unknown',
      reason: 'the price of other is unknown',
    });
    const known = cost(moved(1, (model) => (model === 'other' ? { ...price, above: [] } : null)));
    // 3,000 tokens in and 150 out for the plan alone.
    expect(known?.measured).toBeGreaterThan(0.4);
    expect(known?.status).toBe('worse');
  });

  it('is not blamed on the component: its calls are none of the signed way', () => {
    const made = launch({ n: 400, seed: 6, slower: 0.9 });
    const requests = [...made.requests].map((request, at) => ({
      ...request,
      runs: request.runs.map((run) =>
        run.component === 'plan' && at % 2 === 0
          ? { ...run, model: 'other', variant: 'other', durationMs: run.durationMs * 5 }
          : { ...run, durationMs: run.durationMs / 0.9 },
      ),
    }));
    const { drift } = verifyAgent({ ...made, requests });
    expect(drift.map(({ component }) => component)).not.toContain('plan');
  });
});
