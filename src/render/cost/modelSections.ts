import type { AgentCost } from '../../solver/costing/agentCost.ts';
import type { HostCost } from '../../solver/costing/hostRows.ts';
import { CORNER_WORDS } from '../../solver/words/corners.ts';
import { formatMoney } from '../../units/money.ts';
import { formatShare } from '../../units/share.ts';
import { HOST_COLUMNS, hostAmounts, hostCells } from '../hostColumns.ts';
import type { Column } from '../text/textTable.ts';
import type { Section } from './section.ts';
import { variantWords } from './variantWords.ts';

/** For every step that leaves a model open, what each would cost in its place; then what all of them rest on. */
export function modelSections(agent: AgentCost): Section[] {
  const steps = [...new Set(agent.hosts.map(({ step }) => step))];
  return [...steps.map((step) => modelsOf(agent, step)), ...gpuSection(agent), ...goodFor(agent)];
}

/** Machines: fewer columns are better than narrower ones. */
const MACHINES: readonly Column[] = [
  { head: 'copies', align: 'right', optional: 3 },
  { head: 'busy', align: 'right', optional: 4 },
];

function modelsOf({ hosts, base }: AgentCost, step: string): Section {
  const rows = hosts.filter((row) => row.step === step);
  const isHosted = rows.some(({ replicas }) => replicas !== null);
  return {
    title: `Models for ${step}, everything else as above:`,
    table: {
      columns: [...HOST_COLUMNS, ...(isHosted ? MACHINES : [])],
      rows: rows.map((row) => {
        const [fits = '', variant = '', ...figures] = hostCells(row);
        const name = row.variant === base.choices[step] ? `${variant} ◀` : variant;
        return [fits, name, ...figures, ...(isHosted ? [copies(row), busy(row)] : [])];
      }),
      ...(rows.length > 1 ? { bars: hostAmounts(rows).amounts } : {}),
    },
    remarks: remarksOn(rows),
  };
}

/** Replicas at launch, and in month 12 where they are more. */
function copies({ replicas: now, replicasInTwelveMonths: later }: HostCost): string {
  if (now === null) return '';
  return later === null || later === now ? String(now) : `${now} → ${later}`;
}

function busy({ utilization }: HostCost): string {
  if (utilization === null) return '';
  return formatShare(utilization, utilization < 0.1 ? 1 : 0);
}

/** Which limits which rows miss, and what else is to be known about them. */
function remarksOn(rows: readonly HostCost[]): string[] {
  const all = rows.map(({ variant }) => variant);
  const missed = [...new Set(rows.flatMap(({ misses }) => misses))];
  const fitting = rows.filter(({ feasible }) => feasible);
  const doubtful = [...new Set(fitting.flatMap(({ unclear }) => unclear))];
  const others = new Map<string, string[]>();
  for (const { note, variant } of rows) {
    for (const part of note?.split('; ') ?? []) {
      if (!part.startsWith('misses ')) others.set(part, [...(others.get(part) ?? []), variant]);
    }
  }
  return [
    ...missed.map((corner) => {
      const names = rows.filter(({ misses }) => misses.includes(corner)).map((row) => row.variant);
      return `✗ for ${CORNER_WORDS[corner]}: ${variantWords(names, all)}.`;
    }),
    ...doubtful.map((corner) => {
      const names = fitting.filter(({ unclear }) => unclear.includes(corner));
      const words = variantWords(
        names.map((row) => row.variant),
        all,
      );
      return `? for ${CORNER_WORDS[corner]}, by the estimate only: ${words}.`;
    }),
    ...[...others].map(([note, names]) => `${variantWords(names, all)}: ${note}.`),
  ];
}

/** What GPU months hold, and how much spot machines can be relied on. */
function gpuSection({ hosts }: AgentCost): Section[] {
  const hosted = hosts.find(({ replicas }) => replicas !== null);
  const spot = hosts.flatMap(({ availability }) => availability ?? []);
  const sentences = [
    ...(hosted?.engineering
      ? [
          `GPU months include ${formatMoney(hosted.engineering)} for people who keep a model running.`,
        ]
      : []),
    ...(spot.length > 0
      ? [
          `Spot machines may be taken away: enough of them are up ${formatShare(Math.min(...spot), 1)} of the time (assumed, docs/cost.md).`,
        ]
      : []),
  ];
  return sentences.length === 0 ? [] : [{ title: null, sentences }];
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
