import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from '../src/commands/nodeFiles.ts';
import { loadSpec } from '../src/spec/load.ts';
import type { AgentResult } from '../src/solver/result.ts';
import { solve } from '../src/solver/solve.ts';

const ROOT = join(import.meta.dirname, '..');

function solved(example: string, sets: readonly string[] = []): Map<string, AgentResult> {
  const loaded = loadSpec(`examples/${example}/spec.yaml`, {
    files: nodeFiles(ROOT),
    models: join(ROOT, 'tables/models.yaml'),
    gpus: join(ROOT, 'tables/gpus.yaml'),
    sets,
  });
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return new Map(
    loaded.problems.map((problem) => {
      const answer = solve(problem);
      if ('tooMany' in answer) throw new Error('the example leaves too much open');
      return [problem.agent, answer.result];
    }),
  );
}

function pair(result: AgentResult, gives: string) {
  const found = result.pickTwo.find((candidate) => candidate.gives === gives);
  if (!found?.architecture) throw new Error(`no pair gives ${gives}`);
  return found.architecture;
}

describe('realtime-agent: two seconds, 95% and all six tools', () => {
  let result: AgentResult;
  beforeAll(() => {
    const found = solved('realtime-agent').get('assistant');
    if (!found) throw new Error('no such agent');
    result = found;
  });

  it('has 256 architectures with all tools and 15,488 with subsets', () => {
    expect(result.searched).toMatchObject({ architectures: 256, withTools: 15_488, exact: true });
  });

  it('runs at p50 9.1 s, p95 18.0 s, 95.5% (measured on 3,000 items) and $0.054 a request today', () => {
    const { today } = result;
    expect(today?.latency.e2e.p50).toBeCloseTo(9146, -1);
    expect(today?.latency.e2e.p95).toBeCloseTo(17_970, -1);
    expect(today?.accuracy).toMatchObject({ basis: 'measured', n: 3000 });
    expect(today?.accuracy.value).toBeCloseTo(0.955, 4);
    expect(today?.cost.perRequest).toBeCloseTo(0.053_57, 5);
  });

  it('has nothing that gives all three, not even at p50', () => {
    expect(result.feasibleCount.value).toBe(0);
    expect(
      solved('realtime-agent', ['want.latency={ p50: 2s }']).get('assistant')?.feasibleCount.value,
    ).toBe(0);
  });

  it('accuracy gives way: fast plan, parallel tools, no critic, plan cache, warm index: 1.80 s at a measured 83.9%', () => {
    const best = pair(result, 'accuracy');
    expect(best.choices).toEqual({
      compaction: 'off',
      plan: 'fast',
      retrieval: 'kept-warm',
      answer: 'on',
      critic: 'off',
      'plan-cache': 'on',
      memory: 'off',
      tools: 'all',
      order: 'parallel',
    });
    expect(best.latency.e2e.p95).toBeCloseTo(1799, -1);
    expect(best.accuracy.basis).toBe('measured');
    expect(best.accuracy.value).toBeCloseTo(0.8393, 4);
    expect(best.cost.perRequest).toBeCloseTo(0.014_42, 5);
  });

  it('latency gives way: medium effort, critic, parallel tools, memory, plan cache, warm index: 8.3 s at a predicted 95.8%', () => {
    const best = pair(result, 'latency');
    expect(best.choices).toMatchObject({
      plan: 'medium',
      critic: 'on',
      'plan-cache': 'on',
      memory: 'on',
      retrieval: 'kept-warm',
      order: 'parallel',
      tools: 'all',
    });
    expect(best.latency.e2e.p95).toBeCloseTo(8300, -2);
    expect(best.accuracy).toMatchObject({ basis: 'predicted' });
    expect(best.accuracy.value).toBeCloseTo(0.958, 3);
  });

  it('tools give way: two of six, the cheapest such architecture, within 2 s at a predicted 95%', () => {
    const best = pair(result, 'tools');
    expect(best.tools).toMatchObject({ of: 6, coverage: null });
    expect(best.tools.kept).toEqual(['calendar', 'pricing']);
    expect(best.latency.e2e.p95).toBeLessThanOrEqual(2000);
    expect(best.accuracy.value).toBeGreaterThanOrEqual(0.95);
  });

  it('with memory instead, the same two tools reach 95.3% within 1.95 s, for more money', () => {
    const set = 'agents.assistant.shortcuts.1.optional=false';
    const found = solved('realtime-agent', [set]).get('assistant');
    const best = pair(found as AgentResult, 'tools');
    expect(best.latency.e2e.p95).toBeCloseTo(1950, -1);
    expect(best.accuracy.value).toBeCloseTo(0.953, 3);
    expect(best.cost.perRequest).toBeGreaterThan(pair(result, 'tools').cost.perRequest ?? 0);
  });

  it('comes closest with low effort: +0.6 s and −2.1 points', () => {
    const [closest] = result.nearMisses;
    expect(closest?.choices).toMatchObject({
      plan: 'low',
      critic: 'off',
      order: 'parallel',
      tools: 'all',
    });
    expect(closest?.misses.latency).toBeCloseTo(573, -1);
    expect(closest?.misses.accuracy).toBeCloseTo(0.0214, 4);
  });

  it('falls off a cliff from 2.57 s to 1.80 s: 8.9 points, refunds from 92.9% to 75.0%', () => {
    const [bottom, top] = result.cliff;
    expect(bottom?.latencyMs).toBeCloseTo(1799, -1);
    expect(top?.latencyMs).toBeCloseTo(2573, -1);
    expect((top?.accuracy ?? 0) - (bottom?.accuracy ?? 0)).toBeCloseTo(0.089, 3);
    expect(top?.architecture.accuracy.tasks['refunds']?.value).toBeCloseTo(0.929, 3);
    expect(bottom?.architecture.accuracy.tasks['refunds']?.value).toBeCloseTo(0.75, 3);
  });

  it('becomes feasible with --set agents.assistant.want.latency.p95=12s', () => {
    const found = solved('realtime-agent', ['agents.assistant.want.latency.p95=12s']).get(
      'assistant',
    );
    expect(found?.feasibleCount.value).toBeGreaterThan(0);
  });
});

describe('service-business: five agents, each with a feasible architecture on the API', () => {
  const results = solved('service-business');
  const cases = [
    { agent: 'intake', p95: 1834, accuracy: 0.92 },
    { agent: 'voice', p95: 1087, accuracy: 0.91 },
    { agent: 'sales-coaching', p95: 11_751, accuracy: 0.9 },
    { agent: 'marketing', p95: 63_790, accuracy: 0.88 },
    { agent: 'support', p95: 4313, accuracy: 0.93 },
  ];

  it.each(cases)('$agent: p95 $p95 ms at $accuracy', ({ agent, p95, accuracy }) => {
    const feasible = results.get(agent)?.feasible ?? [];
    const close = feasible.filter(
      (each) =>
        Math.abs((each.latency.e2e.p95 ?? 0) / p95 - 1) < 0.001 &&
        Math.abs((each.accuracy.value ?? 0) - accuracy) < 0.0005,
    );
    expect(close).toHaveLength(1);
  });

  it('says that a baseline without counts has no interval', () => {
    const voice = results.get('voice')?.today;
    expect(voice?.accuracy).toMatchObject({ low: null, high: null, basis: 'predicted' });
    expect(voice?.meets.accuracy).toBe('unclear');
  });
});

describe('measured-agent: a table nobody typed', () => {
  const result = solved('measured-agent').get('support-agent');

  it('has no evals, so every accuracy is unknown and nothing is on the frontier', () => {
    expect(result?.today?.accuracy).toMatchObject({ value: null, basis: 'unknown' });
    expect(result?.frontier).toEqual([]);
  });

  it('serves 14.7% of requests without web_search, by the measured tool sets', () => {
    const tools = result?.pickTwo.find(({ gives }) => gives === 'tools');
    expect(tools?.architecture?.tools.kept).toEqual(['crm_lookup', 'calculator']);
    expect(tools?.architecture?.tools.coverage).toBeCloseTo(0.147, 6);
  });

  it('composes a first token that comes before the end', () => {
    expect(result?.today?.latency.ttft?.p50).toBeLessThan(result?.today?.latency.e2e.p50 ?? 0);
  });
});
