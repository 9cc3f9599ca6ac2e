import { type Change, compareSmall } from '../solver/change.ts';
import { formatMoney } from '../units/money.ts';
import { formatPoints, pointsToYaml } from '../units/points.ts';
import { byName, LEAST, neutral, presence, share, text } from './changeWords.ts';
import { latencies } from './diffLatencies.ts';
import type { Component } from './schema.ts';
import { type Way, waysToRun } from './ways.ts';

/** What changed of a component: how it is used, then each way to run it. */
export function diffComponent(name: string, a: Component, b: Component): Change[] {
  const ways = byName(byWay(a), byWay(b));
  const decimals = (count: number) => String(Number(count.toFixed(2)));
  return [
    ...text(name, 'kind', a.kind, b.kind),
    ...effect(name, 'accuracy effect', a.accuracy, b.accuracy),
    ...share(name, 'used by', a.used_by ?? null, b.used_by ?? null),
    ...neutral(name, 'calls of a request that uses it', callsOf(a), callsOf(b), decimals),
    ...ways.flatMap(([way, from, to]) => {
      const subject = way === 'on' ? name : `${name}: ${way}`;
      if (!from || !to) return [presence(subject, 'variant', from !== undefined)];
      return diffWay(subject, from, to);
    }),
  ];
}

/** On average; once where a table does not say. */
function callsOf({ calls }: Component): number {
  return calls === undefined ? 1 : calls.reduce((sum, { count, share: of }) => sum + count * of, 0);
}

function byWay(component: Component): Record<string, Way> {
  return Object.fromEntries(waysToRun(component).map((way) => [way.name, way]));
}

function diffWay(subject: string, a: Way, b: Way): Change[] {
  const money = { format: formatMoney, least: LEAST };
  const errors = share(subject, 'failed calls', a.errors ?? null, b.errors ?? null);
  return [
    ...latencies(subject, '', a.latency, b.latency),
    ...latencies(subject, 'first token ', a.ttft, b.ttft),
    ...text(subject, 'model', a.model, b.model),
    ...text(subject, 'effort', a.effort, b.effort),
    ...tokens(subject, a, b),
    ...compareSmall({ subject, what: 'cost of a call' }, a.cost ?? 0, b.cost ?? 0, money),
    ...compareSmall({ subject, what: 'cost a month' }, a.fixed_cost ?? 0, b.fixed_cost ?? 0, money),
    ...errors,
    ...effect(subject, 'accuracy effect', a.accuracy, b.accuracy),
  ];
}

/** Tokens that cost more the more there are. */
const CHARGED = ['input', 'output', 'reasoning'] as const;
/** Parts of the input, that say how it is charged. */
const PARTS = ['prefix', 'cached', 'written', 'written_1h', 'history'] as const;

function tokens(subject: string, a: Way, b: Way): Change[] {
  const format = (count: number) => String(Math.round(count));
  const of = (way: Way, key: keyof NonNullable<Way['tokens']>) => way.tokens?.[key] ?? null;
  const [saved, saves] = [a.saves?.input_tokens ?? 0, b.saves?.input_tokens ?? 0];
  return [
    ...CHARGED.flatMap((key) =>
      compareSmall({ subject, what: `${key} tokens of a call` }, of(a, key), of(b, key), {
        format,
        least: LEAST,
      }),
    ),
    ...PARTS.flatMap((key) =>
      neutral(subject, `${key.replace('_', ' ')} tokens of a call`, of(a, key), of(b, key)),
    ),
    ...neutral(subject, 'input tokens saved', saved, saves),
  ];
}

function effect(
  subject: string,
  what: string,
  a: Component['accuracy'],
  b: Component['accuracy'],
): Change[] {
  const [before, after] = [a, b].map((points) => (points ? pointsToYaml(points) : 'not stated'));
  if (before === after) return [];
  const moved = a && b ? b.mid - a.mid : 0;
  return [
    {
      subject,
      what,
      before: before ?? '',
      after: after ?? '',
      by: moved === 0 ? '' : formatPoints(moved),
      direction: moved === 0 ? 'other' : moved < 0 ? 'worse' : 'better',
      significant: true,
    },
  ];
}
