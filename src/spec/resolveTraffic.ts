import type { Traffic } from '../cost/traffic.ts';
import { type AgentContext, inSpec } from './agentContext.ts';

/** Requests a month, now and in twelve months. What is assumed becomes a note. */
export function resolveTraffic(context: AgentContext): Traffic {
  const { traffic } = context.spec;
  if (traffic === undefined) return { requests: null, requestsInTwelveMonths: null, turns: 1 };
  if (traffic.requests !== undefined && traffic.conversations !== undefined) {
    context.findings.add(
      'error',
      'conflict',
      inSpec(context, ['traffic', 'conversations'], 'key'),
      'traffic counts requests or conversations; here are both',
    );
  }
  const turns = traffic.turns ?? 1;
  if (traffic.conversations !== undefined && traffic.turns === undefined) {
    context.findings.add(
      'note',
      'assumed-default',
      inSpec(context, ['traffic'], 'key'),
      'turns not stated: one request in a conversation assumed',
    );
  }
  const perCount = traffic.conversations === undefined ? 1 : turns;
  const count = traffic.requests ?? traffic.conversations;
  if (count === undefined) {
    context.findings.add(
      'error',
      'missing-key',
      inSpec(context, ['traffic'], 'key'),
      'traffic states requests or conversations',
      'as in traffic: { requests: 20k/month }',
    );
  }
  return {
    requests: count === undefined ? null : count * perCount,
    requestsInTwelveMonths:
      traffic.in_12_months === undefined ? null : traffic.in_12_months * perCount,
    turns,
  };
}
