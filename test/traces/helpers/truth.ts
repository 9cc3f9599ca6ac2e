import { readFileSync } from 'node:fs';
import { unionLength } from '../../../src/traces/unionLength.ts';
import { SHARED } from './sharedData.ts';

interface StubRow {
  readonly kind: 'llm' | 'embedding';
  readonly run: string;
  readonly role?: 'main' | 'verifier' | 'compact';
  readonly step?: number;
  readonly effort?: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly firstTokenMs?: number;
  readonly http?: number;
  readonly usage?: {
    readonly prompt_tokens: number;
    readonly completion_tokens?: number;
    readonly prompt_tokens_details?: { readonly cached_tokens: number };
    readonly completion_tokens_details?: { readonly reasoning_tokens: number };
  };
}

interface AgentRow {
  readonly kind: 'tool' | 'vector_search' | 'trace';
  readonly run?: string;
  readonly name?: string;
  readonly status: 'ok' | 'error';
  readonly startMs: number;
  readonly endMs: number;
}

/** One model call as the agent saw it: all attempts at the stub server together. */
export interface TrueCall {
  readonly role: string;
  readonly effort: string;
  readonly ok: boolean;
  readonly attempts: number;
  /** From the start of the first attempt. */
  readonly durationMs: number;
  readonly lastAttemptMs: number;
  /** From the start of the first attempt. */
  readonly ttftMs: number | null;
  readonly input: number;
  readonly cached: number;
  /** Without reasoning. */
  readonly output: number;
  readonly reasoning: number;
}

/** The logs of the stub server and of the agent for one set of traces: no tracer wrote them. */
export function readTruth(set: string): {
  calls: TrueCall[];
  embeddings: number[];
  embeddingTokens: number;
  agent: (kind: AgentRow['kind'], name: string | null, status?: 'ok' | 'error') => number[];
} {
  const stub = rows<StubRow>(`${set}.truth.jsonl`);
  const agent = rows<AgentRow>(`${set}.agent-truth.jsonl`);
  const embeddings = stub.filter(({ kind }) => kind === 'embedding');
  return {
    calls: callsOf(stub.filter(({ kind }) => kind === 'llm')),
    embeddings: embeddings.map(duration),
    embeddingTokens: embeddings.reduce((sum, row) => sum + (row.usage?.prompt_tokens ?? 0), 0),
    agent: (kind, name, status = 'ok') =>
      agent
        .filter(
          (row) =>
            row.kind === kind && (name === null || row.name === name) && row.status === status,
        )
        .map(duration),
  };
}

function callsOf(stub: readonly StubRow[]): TrueCall[] {
  const calls = new Map<string, StubRow[]>();
  for (const row of stub) {
    const key = `${row.run} ${row.role} ${row.step}`;
    calls.set(key, [...(calls.get(key) ?? []), row]);
  }
  return [...calls.values()].map(callOf);
}

function callOf(attempts: readonly StubRow[]): TrueCall {
  const first = attempts[0] as StubRow;
  const last = attempts.at(-1) as StubRow;
  const reasoning = last.usage?.completion_tokens_details?.reasoning_tokens ?? 0;
  return {
    role: last.role ?? '',
    effort: last.effort ?? '',
    ok: last.http === 200,
    attempts: attempts.length,
    durationMs: last.endMs - first.startMs,
    lastAttemptMs: last.endMs - last.startMs,
    ttftMs: last.firstTokenMs === undefined ? null : last.firstTokenMs - first.startMs,
    input: last.usage?.prompt_tokens ?? 0,
    cached: last.usage?.prompt_tokens_details?.cached_tokens ?? 0,
    output: (last.usage?.completion_tokens ?? 0) - reasoning,
    reasoning,
  };
}

function duration(row: { readonly startMs: number; readonly endMs: number }): number {
  return row.endMs - row.startMs;
}

function rows<Row>(path: string): Row[] {
  return readFileSync(`${SHARED}${path}`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

/** Share of the time of successful requests in which at least one tool ran, by the agent's own log. */
export function toolShare(set: string): number {
  const agent = rows<AgentRow>(`${set}.agent-truth.jsonl`);
  const requests = agent.filter(({ kind, status }) => kind === 'trace' && status === 'ok');
  let inTools = 0;
  for (const { run, startMs, endMs } of requests) {
    const tools = agent.filter((row) => row.kind === 'tool' && row.run === run);
    inTools += unionLength(tools, { startMs, endMs });
  }
  return inTools / requests.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}
