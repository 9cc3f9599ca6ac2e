import { LATENCY_TOLERANCE, TIME_CORNERS } from '../../solver/candidate.ts';
import type { Candidate } from '../../solver/candidate.ts';
import type { TimeCorner } from '../../solver/latency.ts';
import { CORNER_WORDS } from '../../solver/words/corners.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatMoney } from '../../units/money.ts';
import { formatShare } from '../../units/share.ts';
import type { Accepted } from '../accepted/acceptedSchema.ts';
import type { CheckedAgent } from './checked.ts';

/** One number that was accepted, and what it is today. */
export interface AcceptedFigure {
  readonly corner: TimeCorner | 'accuracy' | 'cost';
  /** From the `accepted` block. */
  readonly path: readonly string[];
  /** `p95`, `accuracy`, `cost a request`. */
  readonly name: string;
  readonly p: number | null;
  readonly accepted: number;
  /** Null where it is unknown today. */
  readonly today: number | null;
  readonly format: (value: number) => string;
  /** Worse than accepted by more than is left for the noise of measuring again, or over the limit it was accepted under. */
  readonly isBroken: boolean;
  /** Other than accepted by more than rounding, for better or worse. */
  readonly isOther: boolean;
}

/** What measuring again may move without breaking a promise: 5% of a time or a cost, a point of accuracy. */
const NOISE = { relative: 1.05, points: 0.01 } as const;

/** Figures are written with three digits, accuracies with three decimals. */
const ROUNDING = { relative: 0.006, points: 0.00051 } as const;

/** Every number of an accepted block with today's beside it; empty where its choices are gone. */
export function acceptedFigures(agent: CheckedAgent): AcceptedFigure[] {
  const { accepted } = agent;
  if (accepted === null || accepted.candidate === null) return [];
  const { written, candidate } = accepted;
  return [
    ...times(agent, written, candidate),
    ...accuracy(agent, written, candidate),
    ...costs(agent, written, candidate),
  ];
}

function times(
  { problem }: CheckedAgent,
  written: Accepted,
  candidate: Candidate,
): AcceptedFigure[] {
  return TIME_CORNERS.flatMap((corner) =>
    Object.entries(written[corner] ?? {}).map(([percentile, accepted]): AcceptedFigure => {
      const p = Number(`${percentile.slice(1)}e-2`);
      const today = candidate.time(corner, p);
      const limit = problem.limits[corner]?.find((each) => each.p === p)?.ms ?? null;
      return {
        corner,
        path: [corner, percentile],
        name: corner === 'latency' ? percentile : `${CORNER_WORDS[corner]} ${percentile}`,
        p,
        format: formatDuration,
        ...compared(accepted, today, limit, LATENCY_TOLERANCE),
      };
    }),
  );
}

function costs(
  { problem }: CheckedAgent,
  written: Accepted,
  { cost }: Candidate,
): AcceptedFigure[] {
  const { cost: limit } = problem.limits;
  const rows = [
    ['per_request', 'cost a request', cost.perRequest, limit?.perRequest],
    ['per_conversation', 'cost a conversation', cost.perConversation, limit?.perConversation],
    ['per_month', 'cost a month', cost.perMonth.launch, limit?.perMonth],
  ] as const;
  return rows.flatMap(([key, name, today, most]): AcceptedFigure[] => {
    const accepted = written.cost?.[key];
    if (accepted === undefined) return [];
    return [
      {
        corner: 'cost',
        path: ['cost', key],
        name,
        p: null,
        format: formatMoney,
        ...compared(accepted, today, most ?? null, 1 + 1e-9),
      },
    ];
  });
}

type Comparison = Pick<AcceptedFigure, 'accepted' | 'today' | 'isBroken' | 'isOther'>;

function compared(
  accepted: number,
  today: number | null,
  limit: number | null,
  tolerance: number,
): Comparison {
  if (today === null) return { accepted, today, isBroken: true, isOther: true };
  const keptLimit = limit !== null && accepted <= limit * tolerance;
  return {
    accepted,
    today,
    isBroken: today > accepted * NOISE.relative || (keptLimit && today > limit * tolerance),
    isOther: Math.abs(today - accepted) > ROUNDING.relative * Math.max(accepted, today),
  };
}

function accuracy(
  { problem }: CheckedAgent,
  written: Accepted,
  candidate: Candidate,
): AcceptedFigure[] {
  const accepted = written.accuracy;
  if (accepted === undefined) return [];
  const today = candidate.accuracy.value;
  const floor = problem.limits.accuracy?.atLeast ?? null;
  const keptFloor = floor !== null && accepted >= floor;
  return [
    {
      corner: 'accuracy',
      path: ['accuracy'],
      name: 'accuracy',
      p: null,
      accepted,
      today,
      format: (share) => formatShare(share, 1),
      isBroken:
        today === null ||
        today < accepted - NOISE.points ||
        (keptFloor && today < floor - ROUNDING.points),
      isOther: today === null || Math.abs(today - accepted) > ROUNDING.points,
    },
  ];
}
