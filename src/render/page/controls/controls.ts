import type { Corner } from '../../../solver/candidate.ts';
import type { Limits } from '../../../solver/problem.ts';
import { exactDuration, exactMoney } from '../../../units/exact.ts';
import { percentileName } from '../../../units/percentileName.ts';
import type { WhatIf } from '../../../solver/whatIf/whatIf.ts';
import { timeKey } from '../../../solver/whatIf/storedCandidate.ts';
import { moneyToYaml } from '../../../units/money.ts';
import { durationToYaml } from '../../../units/duration.ts';
import { shareToYaml } from '../../../units/share.ts';
import { percentileWords } from '../cornerWords.ts';
import { moneyStops, shareStops, timeStops } from './stops.ts';

/** One limit that can be moved, with where it can be moved to. */
export interface Control {
  /** As `--set` spells it, after `want.`; also its name in a link. */
  readonly key: string;
  readonly label: string;
  /** What the limit means, in a few words. */
  readonly explains: string;
  readonly corner: Corner;
  /** Of a time: the share of requests that stay within it. */
  readonly percentile: number | null;
  /** From the strictest to the loosest; null is no limit at all. */
  readonly stops: readonly (number | null)[];
  /** The stop that was asked for. */
  readonly asked: number | null;
  readonly unit: 'ms' | 'share' | 'usd' | 'tools';
}

/** Where every control stands, by its key; what is missing stands as asked. */
export type Positions = Readonly<Record<string, number | null>>;

/** What is limited, and what is within the limit. */
const TIME_WORDS = {
  latency: ['Time', 'are done within'],
  ttft: ['First words', 'start to answer within'],
  progress: ['First sign of work', 'show something within'],
} as const;

/** The limits of an agent that can be moved: every time that is limited, accuracy, tools and cost where they are known. */
export function controlsFor(whatIf: WhatIf): Control[] {
  return [
    ...timeControls(whatIf),
    ...accuracyControl(whatIf),
    ...toolsControl(whatIf),
    ...costControls(whatIf),
  ];
}

function timeControls({ problem: { limits }, architectures }: WhatIf): Control[] {
  return (['latency', 'ttft', 'progress'] as const).flatMap((corner) =>
    (limits[corner] ?? []).map(({ p, ms }): Control => {
      const figures = architectures.flatMap(({ times }) => times[timeKey(corner, p)] ?? []);
      const deadline = corner === 'latency' && limits.deadline;
      return {
        key: deadline ? 'deadline' : `${corner}.${percentileName(p)}`,
        label: deadline ? 'Deadline' : TIME_WORDS[corner][0],
        explains: `${percentileWords(percentileName(p))} ${TIME_WORDS[corner][1]} (${percentileName(p)})`,
        corner,
        percentile: p,
        stops: timeStops(figures, ms),
        asked: ms,
        unit: 'ms',
      };
    }),
  );
}

function accuracyControl({ problem: { limits }, architectures }: WhatIf): Control[] {
  const figures = architectures.flatMap(({ accuracy }) => accuracy.value ?? []);
  if (figures.length === 0) return [];
  const asked = limits.accuracy?.atLeast ?? null;
  return [
    {
      key: 'accuracy.at_least',
      label: 'Accuracy',
      explains: 'answers that are right, at least',
      corner: 'accuracy',
      percentile: null,
      stops: shareStops(figures, asked),
      asked,
      unit: 'share',
    },
  ];
}

/** Named tools cannot be counted: then their number is not a slider's to move. */
function toolsControl({ problem: { limits, tools }, mostDropped }: WhatIf): Control[] {
  const all = tools?.tools.length ?? 0;
  if (all === 0 || limits.tools.kind === 'named' || mostDropped === 0) return [];
  const least = mostDropped === null ? 0 : Math.max(0, all - mostDropped);
  return [
    {
      key: 'tools',
      label: 'Tools',
      explains: `kept of the ${all} there are, at least`,
      corner: 'tools',
      percentile: null,
      stops: Array.from({ length: all - least + 1 }, (_, index) => all - index),
      asked: limits.tools.kind === 'all' ? all : limits.tools.count,
      unit: 'tools',
    },
  ];
}

const COSTS = [
  ['per_request', 'perRequest', 'a request'],
  ['per_conversation', 'perConversation', 'a conversation'],
  ['per_month', 'perMonth', 'a month'],
] as const;

function costControls({ problem: { limits }, architectures }: WhatIf): Control[] {
  const stated = COSTS.filter(([, key]) => (limits.cost?.[key] ?? null) !== null);
  const shown = stated.length > 0 ? stated : COSTS.slice(0, 1);
  return shown.flatMap(([word, key, label]) => {
    const figures = architectures.flatMap(({ cost }) =>
      key === 'perMonth' ? (cost.perMonth.launch ?? []) : (cost[key] ?? []),
    );
    if (figures.length === 0) return [];
    const asked = limits.cost?.[key] ?? null;
    return [
      {
        key: `cost.${word}`,
        label: 'Cost',
        explains: `${label} at most, models, tools and machines`,
        corner: 'cost' as const,
        percentile: null,
        stops: moneyStops(figures, asked),
        asked,
        unit: 'usd' as const,
      },
    ];
  });
}

/** The limits as controls leave them: those that were not moved are as asked, to the last digit. */
export function limitsAt(whatIf: WhatIf, positions: Positions): Limits {
  const { limits, tools } = whatIf.problem;
  const at = (key: string, asked: number | null) =>
    Object.hasOwn(positions, key) ? (positions[key] ?? null) : asked;
  const times = (corner: 'latency' | 'ttft' | 'progress') =>
    limits[corner] &&
    limits[corner].map(({ p, ms }) => {
      const deadline = corner === 'latency' && limits.deadline;
      const key = deadline ? 'deadline' : `${corner}.${percentileName(p)}`;
      return { p, ms: at(key, ms) ?? ms };
    });
  const accuracy = at('accuracy.at_least', limits.accuracy?.atLeast ?? null);
  const kept = positions['tools'];
  const all = tools?.tools.length ?? 0;
  const costs = COSTS.map(([word, key]) => at(`cost.${word}`, limits.cost?.[key] ?? null));
  const [perRequest = null, perConversation = null, perMonth = null] = costs;
  return {
    ...limits,
    latency: times('latency'),
    ttft: times('ttft'),
    progress: times('progress'),
    accuracy:
      accuracy === null
        ? null
        : { atLeast: accuracy, tasks: limits.accuracy?.tasks ?? new Map<string, number>() },
    ...(kept === undefined || kept === null
      ? {}
      : {
          tools:
            kept === all ? { kind: 'all' as const } : { kind: 'atLeast' as const, count: kept },
          toolsStated: true,
        }),
    cost: costs.every((each) => each === null) ? null : { perRequest, perConversation, perMonth },
  };
}

/** What stands at a stop, for people. */
export function stopWords({ unit }: Control, stop: number | null): string {
  if (stop === null) return 'no limit';
  if (unit === 'ms') return exactDuration(stop);
  if (unit === 'share') return shareToYaml(stop);
  return unit === 'usd' ? exactMoney(stop) : String(stop);
}

/** `--set` assignments for everything that was moved, so that the tool can be asked the same. */
export function assignmentsFor(
  controls: readonly Control[],
  positions: Positions,
  prefix: string,
): string[] {
  return controls.flatMap((control) => {
    const { key, asked, stops, unit } = control;
    if (!Object.hasOwn(positions, key)) return [];
    const stop = positions[key] ?? null;
    if (stop === asked) return [];
    if (unit === 'tools')
      return [`${prefix}want.tools=${stop === stops[0] ? 'all' : `{at_least: ${stop}}`}`];
    return [`${prefix}want.${key}=${stop === null ? '' : written(unit, stop)}`];
  });
}

function written(unit: Control['unit'], stop: number): string {
  if (unit === 'ms') return durationToYaml(stop);
  return unit === 'share' ? shareToYaml(stop) : moneyToYaml(stop);
}
