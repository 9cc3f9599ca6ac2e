import { differs } from '../accuracy/differs.ts';
import { formatDuration } from '../units/duration.ts';
import { exactDuration, exactMoney, exactShare } from '../units/exact.ts';
import { formatMoney } from '../units/money.ts';
import { formatPoints } from '../units/points.ts';
import { formatShare } from '../units/share.ts';
import { type Change, compareSmall, ROUNDING } from './change.ts';
import type { WrittenChoices } from './choices.ts';
import type { WrittenLimits } from './result.ts';

/** What of an answer is compared; saved results have it, too. */
export interface ComparedAgent {
  readonly agent: string;
  readonly limits: WrittenLimits;
  readonly feasibleCount: { readonly value: number };
  readonly feasible: readonly ComparedArchitecture[];
  readonly pickTwo: readonly { readonly architecture: ComparedArchitecture | null }[];
  readonly nearMisses: readonly ComparedArchitecture[];
  readonly proposal: { readonly choices: WrittenChoices | null };
  readonly today: ComparedArchitecture | null;
}

export interface ComparedArchitecture {
  readonly choices: WrittenChoices;
  readonly shown: { readonly percentile: string; readonly ms: number | null };
  readonly accuracy: {
    readonly value: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly basis: string;
  };
  readonly cost: { readonly perRequest: number | null };
}

/** Composed times have no interval of their own; below these nobody would notice. */
const LEAST = { time: 0.02, cost: 0.01 } as const;

/** What changed between two answers, agent by agent: feasibility, limits, then the figures. */
export function diffAgents(
  before: readonly ComparedAgent[],
  after: readonly ComparedAgent[],
): Change[] {
  const names = [...new Set([...before, ...after].map(({ agent }) => agent))];
  return names.flatMap((name) => {
    const [a, b] = [before, after].map((list) => list.find(({ agent }) => agent === name));
    if (a && b) return diffAgent(a, b);
    return [presence(name, a !== undefined)];
  });
}

function presence(subject: string, gone: boolean): Change {
  const words = ['not there', 'there'] as const;
  const [before, after] = gone ? [words[1], words[0]] : words;
  return { subject, what: 'agent', before, after, by: '', direction: 'other', significant: true };
}

function diffAgent(a: ComparedAgent, b: ComparedAgent): Change[] {
  const subject = a.agent;
  const [from, to] = [offered(a), offered(b)];
  return [
    ...feasibility(a, b),
    ...limits(subject, a.limits, b.limits),
    ...(from && to ? [...choices(subject, from, to), ...figures(subject, 'offer', from, to)] : []),
    ...(a.today && b.today ? figures(subject, 'today', a.today, b.today) : []),
  ];
}

function feasibility(a: ComparedAgent, b: ComparedAgent): Change[] {
  const [before, after] = [a.feasibleCount.value, b.feasibleCount.value];
  if (before === after) return [];
  const turned = (before === 0) !== (after === 0);
  return [
    {
      subject: a.agent,
      what: 'architectures that keep every limit',
      before: String(before),
      after: String(after),
      by: '',
      direction: turned ? (after === 0 ? 'worse' : 'better') : 'other',
      significant: turned,
    },
  ];
}

/** Limits are edited, never measured: every change counts. */
function limits(subject: string, before: WrittenLimits, after: WrittenLimits): Change[] {
  const keys = Object.keys({ ...before, ...after }) as (keyof WrittenLimits)[];
  return keys.flatMap((key): Change[] => {
    const [a, b] = [limitText(key, before[key]), limitText(key, after[key])];
    if (a === b) return [];
    const what = `limit on ${key === 'ttft' ? 'first token' : key}`;
    return [{ subject, what, before: a, after: b, by: '', direction: 'other', significant: true }];
  });
}

function limitText(key: keyof WrittenLimits, limit: unknown): string {
  if (limit === null || limit === undefined) return 'none';
  if (typeof limit === 'number') return key === 'deadline' ? exactDuration(limit) : String(limit);
  if (typeof limit !== 'object') return String(limit);
  if (Array.isArray(limit)) return limit.join(', ');
  const parts = Object.entries(limit).flatMap(([name, value]) => partText(key, name, value));
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function partText(key: keyof WrittenLimits, name: string, value: unknown): string[] {
  if (value === null) return [];
  if (typeof value === 'object') {
    const inner = Object.entries(value as object).map(
      ([task, floor]) => `${task} ${exactShare(Number(floor))}`,
    );
    return inner;
  }
  if (typeof value !== 'number') return [String(value)];
  if (key === 'accuracy') return [exactShare(value)];
  if (key === 'cost') return [`${COST_WORDS[name] ?? name} ${exactMoney(value)}`];
  return key === 'tools' ? [`at least ${value}`] : [`${name} ${exactDuration(value)}`];
}

const COST_WORDS: Readonly<Record<string, string>> = {
  perRequest: 'a request',
  perConversation: 'a conversation',
  perMonth: 'a month',
};

/** What the agent would run: what is offered, else the first that fits. */
function offered(agent: ComparedAgent): ComparedArchitecture | null {
  const wanted = JSON.stringify(agent.proposal.choices);
  const shown = [
    ...agent.feasible,
    ...agent.pickTwo.flatMap(({ architecture }) => architecture ?? []),
    ...agent.nearMisses,
  ];
  return shown.find((each) => JSON.stringify(each.choices) === wanted) ?? shown[0] ?? null;
}

function choices(
  subject: string,
  { choices: before }: ComparedArchitecture,
  { choices: after }: ComparedArchitecture,
): Change[] {
  return Object.keys({ ...before, ...after }).flatMap((key): Change[] => {
    const [a, b] = [choiceText(before[key]), choiceText(after[key])];
    if (a === b) return [];
    const what = `${key} in the offer`;
    return [{ subject, what, before: a, after: b, by: '', direction: 'other', significant: true }];
  });
}

function choiceText(value: string | readonly string[] | undefined): string {
  if (value === undefined) return 'not there';
  return typeof value === 'string' ? value : value.join(', ') || 'none';
}

function figures(
  subject: string,
  of: string,
  a: ComparedArchitecture,
  b: ComparedArchitecture,
): Change[] {
  const same = a.shown.percentile === b.shown.percentile;
  return [
    ...(same
      ? compareSmall({ subject, what: `${a.shown.percentile}, ${of}` }, a.shown.ms, b.shown.ms, {
          format: formatDuration,
          least: LEAST.time,
        })
      : []),
    ...compareAccuracy({ subject, what: `accuracy, ${of}` }, a.accuracy, b.accuracy),
    ...compareSmall(
      { subject, what: `cost a request, ${of}` },
      a.cost.perRequest,
      b.cost.perRequest,
      { format: formatMoney, least: LEAST.cost },
    ),
  ];
}

/** The more, the better; what counts is told by the intervals. */
export function compareAccuracy(
  about: Pick<Change, 'subject' | 'what'>,
  a: ComparedArchitecture['accuracy'],
  b: ComparedArchitecture['accuracy'],
): Change[] {
  if (a.value === b.value && a.basis === b.basis) return [];
  const text = ({ value, basis }: ComparedArchitecture['accuracy']) =>
    value === null ? 'unknown' : `${formatShare(value, 1)} ${basis}`;
  const ends = ({ low, high }: ComparedArchitecture['accuracy']) =>
    low === null || high === null ? null : { low, high };
  const change = { ...about, before: text(a), after: text(b) };
  if (a.value === null || b.value === null) {
    const direction = b.value === null ? 'worse' : 'other';
    return [{ ...change, by: '', direction, significant: true }];
  }
  const moved = Math.abs(b.value - a.value) <= ROUNDING ? 0 : b.value - a.value;
  if (moved === 0 && a.basis === b.basis) return [];
  return [
    {
      ...change,
      by: moved === 0 ? '' : formatPoints(moved),
      direction: moved === 0 ? 'other' : moved < 0 ? 'worse' : 'better',
      significant: differs(
        { value: a.value, interval: ends(a) },
        { value: b.value, interval: ends(b) },
      ),
    },
  ];
}
