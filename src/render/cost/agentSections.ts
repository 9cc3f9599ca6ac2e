import type { AgentCost } from '../../solver/costing/agentCost.ts';
import type { HostCost } from '../../solver/costing/hostRows.ts';
import { CORNER_WORDS } from '../../solver/words/corners.ts';
import { formatCount } from '../../units/count.ts';
import { formatMoney } from '../../units/money.ts';
import { formatShare } from '../../units/share.ts';
import { durationOrNone, moneyOrUnknown } from '../words.ts';
import { breakEvenSection } from './breakEvenSection.ts';
import { leverSections } from './leverSections.ts';
import { peopleSections } from './peopleSections.ts';
import type { Section } from './section.ts';
import { sensitivitySections } from './sensitivitySections.ts';
import { variantWords } from './variantWords.ts';
import { volumeWords } from './volumeWords.ts';

/** Everything that is said about one agent, the matrix of models and hosts first. */
export function agentSections(agent: AgentCost): Section[] {
  return [
    heading(agent),
    ...stepsOf(agent).map((step) => matrix(agent, step)),
    ...goodFor(agent),
    ...breakEvenSection(agent),
    ...year(agent),
    ...leverSections(agent),
    ...sensitivitySections(agent),
    ...peopleSections(agent),
  ];
}

function heading(agent: AgentCost): Section {
  const { base, traffic } = agent;
  const { launch, month12 } = base.perMonth;
  const per = [
    `${moneyOrUnknown(base.perRequest)} a request`,
    ...(traffic.turns > 1 ? [`${moneyOrUnknown(base.perConversation)} a conversation`] : []),
    ...(traffic.requests === null ? [] : [`${moneyOrUnknown(launch)} a month`]),
    ...(month12 === null ? [] : [`${formatMoney(month12)} in month 12`]),
  ];
  return {
    title: null,
    sentences: [trafficWords(agent), `Looked at: ${base.name} (${base.id}): ${per.join(', ')}.`],
  };
}

function trafficWords({ agent, traffic }: AgentCost): string {
  const { requests, requestsInTwelveMonths, turns, activeHours, peak } = traffic;
  if (requests === null) return `${agent}: no traffic stated, so nothing is said per month.`;
  const later =
    requestsInTwelveMonths === null
      ? ''
      : `, ${volumeWords(requestsInTwelveMonths, turns)} in month 12`;
  const each = turns > 1 ? ` of ${formatCount(turns)} requests` : '';
  return `${agent}: ${volumeWords(requests, turns)} a month${each}${later}; ${activeHours} hours a day, the busiest ${peak} times the average.`;
}

function stepsOf({ hosts }: AgentCost): string[] {
  return [...new Set(hosts.map(({ step }) => step))];
}

function matrix(agent: AgentCost, step: string): Section {
  const rows = agent.hosts.filter((row) => row.step === step);
  const hosted = rows.some(({ replicas }) => replicas !== null);
  return {
    title: `Models for ${step}, everything else as above:`,
    table: {
      columns: [
        { head: '' },
        { head: 'model and host' },
        { head: 'p95', align: 'right' },
        { head: 'a request', align: 'right' },
        { head: 'a month', align: 'right' },
        { head: 'month 12', align: 'right' },
        ...(hosted
          ? ([
              { head: 'copies', align: 'right' },
              { head: 'busy', align: 'right' },
            ] as const)
          : []),
      ],
      rows: rows.map((row) => [
        row.feasible ? '✓' : '✗',
        row.variant === agent.base.choices[step] ? `${row.variant} ◀` : row.variant,
        durationOrNone(row.latency.p95),
        moneyOrUnknown(row.perRequest),
        moneyOrNone(row.perMonth.launch),
        moneyOrNone(row.perMonth.month12),
        ...(hosted ? [replicas(row), busy(row)] : []),
      ]),
    },
    remarks: remarksOn(rows),
  };
}

/** Replicas at launch, and in month 12 where they are more. */
function replicas({ replicas: now, replicasInTwelveMonths: later }: HostCost): string {
  if (now === null) return '';
  return later === null || later === now ? String(now) : `${now} → ${later}`;
}

function busy({ utilization }: HostCost): string {
  if (utilization === null) return '';
  return utilization < 0.001 ? '< 0.1%' : formatShare(utilization, utilization < 0.1 ? 1 : 0);
}

function moneyOrNone(usd: number | null): string {
  return usd === null ? '–' : formatMoney(usd);
}

/** Which limits which rows miss, and what else is to be known about them. */
function remarksOn(rows: readonly HostCost[]): string[] {
  const missed = [...new Set(rows.flatMap(({ misses }) => misses))];
  const others = new Map<string, string[]>();
  for (const { note, variant } of rows) {
    for (const part of note?.split('; ') ?? []) {
      if (!part.startsWith('misses ')) others.set(part, [...(others.get(part) ?? []), variant]);
    }
  }
  return [
    ...missed.map((corner) => {
      const names = rows.filter(({ misses }) => misses.includes(corner)).map((row) => row.variant);
      return `✗ ${CORNER_WORDS[corner]}: ${variantWords(names)}`;
    }),
    ...[...others].map(([note, names]) => `${variantWords(names)}: ${note}`),
    ...gpuRemarks(rows),
  ];
}

/** What GPU months hold, and how much spot machines can be relied on. */
function gpuRemarks(rows: readonly HostCost[]): string[] {
  const hosted = rows.find(({ replicas: count }) => count !== null);
  const spot = rows.filter(({ availability }) => availability !== null);
  const least = Math.min(...spot.map(({ availability }) => availability ?? 1));
  return [
    ...(hosted?.engineering
      ? [
          `GPU months include ${formatMoney(hosted.engineering)} for people who keep a model running.`,
        ]
      : []),
    ...(spot.length > 0
      ? [
          `Spot machines may be taken away: enough of them are up ${formatShare(least, 1)} of the time (assumed, docs/cost.md).`,
        ]
      : []),
  ];
}

function goodFor({ hosts }: AgentCost): Section[] {
  const purposes = new Map<string, Set<string>>();
  for (const { tier, goodFor: what, model } of hosts) {
    if (tier === null || what === null) continue;
    purposes.set(what, (purposes.get(what) ?? new Set()).add(`${model} (${tier})`));
  }
  if (purposes.size === 0) return [];
  const words = [...purposes].map(([what, models]) => `${what}: ${[...models].join(', ')}`);
  return [{ title: 'What models of these sizes are good for:', sentences: words }];
}

function year({ year: found, traffic }: AgentCost): Section[] {
  if (found === null) return [];
  const first = found.months[0]?.requests ?? 0;
  const growth = (found.months[1]?.requests ?? first) / first - 1;
  const months = found.months.map(({ cost }) => moneyOrUnknown(cost));
  const linear =
    found.totalIfLinear === null
      ? ''
      : ` (${formatMoney(found.totalIfLinear)} if it grows by the same number every month)`;
  return [
    {
      title: `Twelve months, from ${volumeWords(first, traffic.turns)} by ${formatShare(growth, 0)} a month: ${moneyOrUnknown(found.total)}${linear}`,
      table: {
        columns: Array.from({ length: 6 }, () => ({ head: '', align: 'right' as const })),
        rows: [months.slice(0, 6), months.slice(6)],
      },
    },
  ];
}
