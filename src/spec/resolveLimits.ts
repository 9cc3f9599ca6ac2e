import type { CostLimits, LatencyLimits, Limits, ToolsLimit } from '../solver/problem.ts';
import { type AgentContext, inSpec } from './agentContext.ts';
import { suggest } from './findings.ts';
import { isWritten } from './writtenNames.ts';
import type { Want } from './schema.ts';

/** The limits of an agent. What the spec leaves open and this tool assumes becomes a note. */
export function resolveLimits(context: AgentContext): Limits {
  const { want } = context.spec;
  if (want.deadline !== undefined && want.deadline <= 0) {
    context.findings.add(
      'error',
      'wrong-value',
      inSpec(context, ['want', 'deadline']),
      'nothing takes no time: this deadline can never be kept',
      'as in deadline: 12h',
    );
  }
  if (want.latency && want.deadline !== undefined) {
    context.findings.add(
      'error',
      'conflict',
      inSpec(context, ['want', 'deadline'], 'key'),
      'a deadline stands in place of a latency limit; here are both',
    );
  }
  return {
    latency:
      want.deadline === undefined
        ? percentiles(context, 'latency')
        : [{ p: 0.95, ms: want.deadline }],
    ttft: percentiles(context, 'ttft'),
    progress: percentiles(context, 'progress'),
    deadline: want.deadline !== undefined,
    accuracy: want.accuracy
      ? {
          atLeast: want.accuracy.at_least,
          tasks: new Map(Object.entries(want.accuracy.tasks ?? {})),
        }
      : null,
    tools: toolsLimit(context, want),
    toolsStated: want.tools !== undefined,
    cost: costLimits(context, want),
  };
}

function percentiles(
  context: AgentContext,
  corner: 'latency' | 'ttft' | 'progress',
): LatencyLimits | null {
  const stated = context.spec.want[corner];
  if (stated === undefined) return null;
  if (stated.assumed) {
    context.findings.add(
      'note',
      'assumed-percentile',
      inSpec(context, ['want', corner]),
      `${corner} names no percentile: read as p95`,
      `write ${corner}: { p95: … }`,
    );
  }
  const path = ['want', corner];
  for (const [key, ms] of Object.entries(stated.limits)) {
    if (ms > 0) continue;
    context.findings.add(
      'error',
      'wrong-value',
      inSpec(context, stated.assumed ? path : [...path, key]),
      'nothing takes no time: this limit can never be met',
      'as in { p95: 2s }',
    );
  }
  return Object.entries(stated.limits).map(([key, ms]) => ({ p: percentileOf(key), ms }));
}

/** `p99.9` is 0.999, without the rounding of a division. */
function percentileOf(key: string): number {
  return Number(`${key.slice(1)}e-2`);
}

function toolsLimit(context: AgentContext, { tools }: Want): ToolsLimit {
  const { tools: names } = context.written;
  if (tools === undefined || tools === 'all') return { kind: 'all' };
  if (!Array.isArray(tools)) {
    if (tools.at_least > names.length) {
      context.findings.add(
        'error',
        'wrong-value',
        inSpec(context, ['want', 'tools', 'at_least']),
        `at least ${tools.at_least} tools are wanted, but the workflow has ${names.length}`,
      );
    }
    return { kind: 'atLeast', count: tools.at_least };
  }
  tools.forEach((tool, index) => {
    if (isWritten(context.written, 'tools', tool)) return;
    context.findings.add(
      'error',
      'unknown-name',
      inSpec(context, ['want', 'tools', index]),
      `the workflow has no tool "${tool}"`,
      suggest(tool, names),
    );
  });
  return { kind: 'named', tools };
}

function costLimits(context: AgentContext, want: Want): CostLimits | null {
  if (want.cost === undefined) return null;
  const { per_request, per_conversation, per_month } = want.cost;
  if (per_request === undefined && per_conversation === undefined && per_month === undefined) {
    context.findings.add(
      'error',
      'missing-key',
      inSpec(context, ['want', 'cost'], 'key'),
      'a cost limit states per_request, per_conversation or per_month',
    );
    return null;
  }
  const { traffic } = context.spec;
  if (
    per_month !== undefined &&
    traffic?.requests === undefined &&
    traffic?.conversations === undefined
  ) {
    context.findings.add(
      'error',
      'missing-key',
      inSpec(context, ['want', 'cost', 'per_month'], 'key'),
      'a monthly limit needs traffic',
      'add traffic: { requests: 20k/month }',
    );
  }
  return {
    perRequest: per_request ?? null,
    perConversation: per_conversation ?? null,
    perMonth: per_month ?? null,
  };
}
