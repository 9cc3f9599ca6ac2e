import { beforeAll, describe, expect, test } from 'vitest';
import type { MeasuredComponent } from '../../src/traces/measurement.ts';
import { measureFile, type MeasuredFile } from './helpers/measureFile.ts';
import { nearestRank } from './helpers/nearestRank.ts';
import { hasShared, SHARED } from './helpers/sharedData.ts';
import { readTruth, toolShare } from './helpers/truth.ts';

/**
 * What each SDK makes of the same agent, and what it loses: figures counted once in the files and in
 * the logs of stub and agent, and held here. truth.test.ts holds the other sets.
 */
const SETS = {
  'sdk/vercel-ai6.otlp.jsonl': {
    spans: 654,
    requests: 60,
    names: { main: 'main-agent', compact: 'compact-context', verifier: 'verify-answer' },
    toolKind: 'tool',
    // 139 calls were made of main: five more attempts show as spans of their own.
    lost: { tools: 0 },
    retries: 5,
    tokens: 'exact',
    ttft: true,
    effort: true,
  },
  'sdk/openinference-openai.otlp.jsonl': {
    spans: 379,
    requests: 40,
    names: { main: 'support-agent', compact: 'compact_context', verifier: 'verify_answer' },
    toolKind: 'tool',
    lost: { tools: 0 },
    retries: 0,
    // Streamed calls (83 of 91 main ones) carry none.
    tokens: 'not streamed',
    ttft: false,
    effort: true,
  },
  'sdk/openinference-langchain.otlp.jsonl': {
    spans: 391,
    requests: 24,
    names: { main: 'model_request', compact: 'compact_context', verifier: 'verify_answer' },
    toolKind: 'tool',
    lost: { tools: 0 },
    retries: 0,
    tokens: 'exact',
    ttft: false,
    effort: true,
  },
  'sdk/langsmith.langsmith-batch.jsonl': {
    spans: 339,
    requests: 20,
    names: { main: 'model_request', compact: 'compact_context', verifier: 'verify_answer' },
    toolKind: 'tool',
    // LangChain hands a tool's error to the model as an answer: the run succeeded.
    hidden: { web_search: 1 },
    lost: { tools: 1 },
    retries: 0,
    tokens: 'exact',
    ttft: true,
    effort: true,
  },
  'sdk/traceloop.otlp.jsonl': {
    spans: 403,
    requests: 40,
    names: { main: 'support_agent', compact: 'compact_context', verifier: 'verify_answer' },
    toolKind: 'tool',
    lost: { tools: 3 },
    retries: 0,
    tokens: 'not streamed',
    ttft: false,
    effort: false,
  },
  'sdk/langfuse-v3.langfuse-ingestion.jsonl': {
    spans: 310,
    requests: 40,
    names: { main: 'main-llm', compact: 'compact_context', verifier: 'verify_answer' },
    // This SDK knows no types of spans.
    toolKind: 'other',
    lost: { tools: 0 },
    retries: 0,
    tokens: 'exact',
    ttft: true,
    effort: true,
  },
  'sdk/zipkin-genai.zipkin.jsonl': {
    spans: 279,
    requests: 30,
    names: { main: 'support', compact: 'compact_context', verifier: 'evaluate-answer' },
    toolKind: 'tool',
    lost: { tools: 0 },
    retries: 0,
    tokens: 'exact',
    ttft: false,
    effort: false,
  },
} as const;

const TOOLS = ['crm_lookup', 'web_search', 'calculator'] as const;
const ROLES = ['main', 'compact', 'verifier'] as const;

describe.skipIf(!hasShared).each(Object.entries(SETS))('%s', (file, expected) => {
  let measured: MeasuredFile;
  const truth = hasShared ? readTruth(file.split('.')[0] ?? '') : null;
  const component = (name: string): MeasuredComponent => {
    const found = measured.measurement.components.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  const durations = (name: string): number[] =>
    measured.runs
      .filter(({ run }) => run.component === name && !run.failed)
      .map(({ run }) => run.durationMs);
  const calls = (role: string) =>
    truth?.calls.filter((call) => call.role === role && call.ok) ?? [];

  beforeAll(async () => {
    measured = await measureFile(SHARED + file);
  });

  test('every span is counted, every request found', () => {
    const { coverage, requests } = measured.measurement;
    expect(coverage.spans).toMatchObject({ total: expected.spans, counted: expected.spans });
    expect(requests).toBe(expected.requests);
    expect(coverage.traces).toMatchObject({ rootless: 0, multiRoot: 0, withoutAgent: 0 });
  });

  test.each(TOOLS)('%s: p50 and p95 within 1.5 ms + 1% of the agent log', (tool) => {
    const logged = truth?.agent('tool', tool) ?? [];
    expect(component(tool).kind).toBe(expected.toolKind);
    const hidden = 'hidden' in expected && tool in expected.hidden ? 1 : 0;
    expect(durations(tool)).toHaveLength(logged.length + hidden);
    // LangChain wraps its tools; at 1/20 of the time scale its own work is tens of milliseconds.
    const spare = /langchain|langsmith/.test(file) ? 150 : /vercel/.test(file) ? 60 : 1.5;
    for (const p of [0.5, 0.95]) {
      const exact = nearestRank(logged, p);
      const seen = nearestRank(durations(tool), p);
      expect(Math.abs(seen - exact)).toBeLessThanOrEqual(spare + 0.01 * exact);
    }
  });

  test('failed tools: those that the source keeps', () => {
    const failed = TOOLS.reduce((sum, tool) => sum + component(tool).failed, 0);
    const logged = truth?.agent('tool', null, 'error').length ?? 0;
    expect(logged - failed).toBe(expected.lost.tools);
  });

  test.each(ROLES)('%s: as many calls as the server answered', (role) => {
    const { runs, failed } = component(expected.names[role]);
    expect(runs - failed).toBe(calls(role).length);
  });

  test('retries that the source shows are attempts, not calls', () => {
    expect(component(expected.names.main).retries).toBe(expected.retries);
  });

  test.each(ROLES)('%s: token sums are exact where the source has them', (role) => {
    const { variants } = component(expected.names[role]);
    const input = variants.reduce((sum, { tokens }) => sum + (tokens.input?.sum ?? 0), 0);
    const exact = calls(role).reduce((sum, call) => sum + call.input, 0);
    if (expected.tokens === 'exact' || role !== 'main') expect(input).toBe(exact);
    else expect(input).toBeLessThan(exact / 2);
  });

  test('first token and effort: there, or known to be lost', () => {
    const { ttft, effort, total } = measured.measurement.coverage.modelCalls;
    const streamed = calls('main').length;
    expect(ttft).toBe(expected.ttft ? streamed : 0);
    expect(effort).toBe(expected.effort ? streamed : 0);
    expect(total).toBe(truth?.calls.filter(({ ok }) => ok).length);
  });

  test('components and the agent itself sum to end to end, 1 µs per span', () => {
    const { components, endToEnd } = measured.measurement;
    const { latency, orchestration } = endToEnd;
    const whole = (latency?.n ?? 0) * (latency?.mean ?? 0);
    const parts = components.map(({ onPath }) => (onPath === null ? 0 : onPath.n * onPath.mean));
    const own = (orchestration?.n ?? 0) * (orchestration?.mean ?? 0);
    const sum = parts.reduce((total, part) => total + part, own);
    expect(Math.abs(sum - whole)).toBeLessThan(0.001 * expected.spans);
  });
});

/** What strict implementations of the critical path make of the same files (trace-formats 4.2). */
const STRICT_AGENT_SHARE = { genai: 30.1, openinference: 28.2 } as const;

const SHARES = [
  'sdk/genai-otel-openai',
  'sdk/openinference-openai',
  'sdk/traceloop',
  'sdk/langfuse-v5',
  'sdk/vercel-ai7',
  'sdk/vercel-ai6',
  'realtime/genai-otel-openai',
  'realtime/langfuse-v5',
  'realtime/vercel-ai7',
] as const;

describe.skipIf(!hasShared).each(SHARES)('time in %s', (set) => {
  test('of tools is within one point of the agent log, and little is the agent itself', async () => {
    const { measurement } = await measureFile(`${SHARED}${set}.otlp.jsonl`);
    const { latency } = measurement.endToEnd;
    const whole = (latency?.n ?? 0) * (latency?.mean ?? 0);
    const tools = measurement.components
      .filter(({ kind }) => kind === 'tool')
      .reduce((sum, { onPath }) => sum + (onPath === null ? 0 : onPath.n * onPath.mean), 0);
    expect(Math.abs((100 * tools) / whole - 100 * toolShare(set))).toBeLessThan(1);
    const agent = 100 * (measurement.coverage.orchestration ?? 1);
    expect(agent).toBeLessThan(3);
    expect(agent).toBeLessThan(Math.min(...Object.values(STRICT_AGENT_SHARE)) / 9);
  });
});

describe.skipIf(!hasShared)('rootless traces', () => {
  test('Traceloop loses the roots of failing traces, and the spans of failing calls', async () => {
    const { measurement } = await measureFile(`${SHARED}sdk/traceloop-proto.otlp.pb`);
    expect(measurement.coverage.traces).toMatchObject({ rootless: 6 });
    expect(measurement.coverage.spans).toMatchObject({ total: 378, counted: 378, orphan: 21 });
    expect(measurement.components.every(({ failed }) => failed === 0)).toBe(true);
  });
});
