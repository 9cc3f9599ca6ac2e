import { type Arrivals, exponentialGap, type Gap } from '../cost/arrivals.ts';
import type { Traffic } from '../cost/traffic.ts';
import { leafOf } from '../latency/leafOf.ts';
import type { Table } from '../table/schema.ts';
import type { Findings } from './findings.ts';
import type { AgentSpec } from './schema.ts';
import type { YamlSource } from '../yaml/source.ts';

/** What is assumed where a spec does not say (docs/spec.md); `turns` is 1. */
const ASSUMED = { activeHours: 24, peak: 3, gap: 90_000 };

/** Where an agent's traffic is written, and what is found there. */
export interface TrafficContext {
  readonly agent: string;
  readonly spec: AgentSpec;
  readonly specSource: YamlSource;
  readonly table: Table;
  readonly findings: Findings;
}

/** Requests a month, now and in twelve months, and when they come. What is assumed becomes a note. */
export function resolveTraffic(context: TrafficContext): Traffic {
  const { traffic } = context.spec;
  if (traffic === undefined) return { requests: null, requestsInTwelveMonths: null, turns: 1 };
  reportTraffic(context, traffic);
  const turns = traffic.turns ?? 1;
  const perCount = traffic.conversations === undefined ? 1 : turns;
  // Nothing can be sized for no traffic at all, which is an error by now.
  const count = (traffic.requests ?? traffic.conversations) || undefined;
  return {
    requests: count === undefined ? null : count * perCount,
    requestsInTwelveMonths:
      traffic.in_12_months === undefined ? null : traffic.in_12_months * perCount,
    turns,
    arrivals: arrivalsOf(context, traffic),
  };
}

function arrivalsOf(
  { table }: TrafficContext,
  traffic: NonNullable<AgentSpec['traffic']>,
): Arrivals {
  return {
    activeHours: traffic.active_hours ?? ASSUMED.activeHours,
    peak: traffic.peak ?? ASSUMED.peak,
    gap: measuredGap(table) ?? exponentialGap(traffic.gap ?? ASSUMED.gap),
  };
}

/** The law of gaps that traces gave, else null. */
function measuredGap({ gap }: Table): Gap | null {
  if (gap === undefined) return null;
  const leaf = leafOf(gap.input);
  return {
    mean: leaf.mean,
    within: (ms) => leaf.cdf(ms),
    meanUpTo: (ms) => ms - leaf.cdfIntegral(ms),
  };
}

/**
 * What is assumed of how traffic comes, in the words of its keys. Where requests are counted, turns say
 * only what a conversation costs: they alone are not worth a note.
 */
function assumptions(traffic: NonNullable<AgentSpec['traffic']>): string[] {
  const arrivals = [
    ...(traffic.active_hours === undefined ? [`active_hours: ${ASSUMED.activeHours}`] : []),
    ...(traffic.peak === undefined ? [`peak: ${ASSUMED.peak}x`] : []),
  ];
  const isTold = traffic.conversations !== undefined || arrivals.length > 0;
  return [...(traffic.turns === undefined && isTold ? ['turns: 1'] : []), ...arrivals];
}

function reportTraffic(context: TrafficContext, traffic: NonNullable<AgentSpec['traffic']>): void {
  const add = (
    severity: 'error' | 'note',
    code: 'conflict' | 'missing-key' | 'wrong-value' | 'assumed-default',
    key: string | null,
    message: string,
    help: string | null = null,
  ) =>
    context.findings.add(
      severity,
      code,
      {
        source: context.specSource,
        path: ['agents', context.agent, 'traffic', ...(key === null ? [] : [key])],
        part: key === null || code === 'conflict' ? 'key' : 'value',
      },
      message,
      help,
    );
  const { requests, conversations, peak, in_12_months: later } = traffic;
  if (requests !== undefined && conversations !== undefined)
    add(
      'error',
      'conflict',
      'conversations',
      'traffic counts requests or conversations; here are both',
    );
  const assumed = assumptions(traffic);
  if (assumed.length > 0)
    add(
      'note',
      'assumed-default',
      null,
      `traffic does not say everything; assumed: ${assumed.join(', ')}`,
    );
  if (requests === undefined && conversations === undefined)
    add(
      'error',
      'missing-key',
      null,
      'traffic states requests or conversations',
      'as in traffic: { requests: 20k/month }',
    );
  for (const [key, count] of [
    ['requests', requests],
    ['conversations', conversations],
    ['in_12_months', later],
  ] as const) {
    if (count === 0)
      add(
        'error',
        'wrong-value',
        key,
        'traffic of zero costs nothing and says nothing',
        'state what is expected, or leave traffic out',
      );
  }
  if (peak !== undefined && peak < 1)
    add(
      'error',
      'wrong-value',
      'peak',
      'the busiest hour cannot be below the average one',
      'as in peak: 3x',
    );
}
