import { LATENCY_TOLERANCE, TIME_CORNERS } from '../../solver/candidate.ts';
import type { Candidate } from '../../solver/candidate.ts';
import { CORNER_WORDS } from '../../solver/words/corners.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatMoney } from '../../units/money.ts';
import { formatShare } from '../../units/share.ts';
import type { Accepted } from '../accepted/acceptedSchema.ts';
import { AcceptedFigure, type Leeway } from './acceptedFigure.ts';
import type { CheckedAgent } from './checked.ts';

/** What measuring again may move without breaking a promise: 5% of a time or a cost, a point of accuracy. */
const NOISE = { relative: 1.05, points: 0.01 } as const;

/** What arithmetic may add: exactly 5% dearer, and exactly a point lower, is kept. */
const EXACT = 1e-9;

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
    Object.entries(written[corner] ?? {}).map(([percentile, accepted]) => {
      const p = Number(`${percentile.slice(1)}e-2`);
      const limit = problem.limits[corner]?.find((each) => each.p === p)?.ms ?? null;
      const leeway = atMost(accepted, limit, LATENCY_TOLERANCE);
      return new AcceptedFigure(
        {
          corner,
          path: [corner, percentile],
          name: corner === 'latency' ? percentile : `${CORNER_WORDS[corner]} ${percentile}`,
          p,
          accepted,
          format: formatDuration,
          today: () => candidate.time(corner, p),
        },
        { ...leeway, isSurelyKept: () => candidate.isSurelyWithin(corner, p, leeway.bound) },
      );
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
  return rows.flatMap(([key, name, today, most]) => {
    const accepted = written.cost?.[key];
    if (accepted === undefined) return [];
    const about = { corner: 'cost', path: ['cost', key], name, p: null, accepted } as const;
    return [
      new AcceptedFigure(
        { ...about, format: formatMoney, today: () => today },
        atMost(accepted, most ?? null, 1 + EXACT),
      ),
    ];
  });
}

/** A limit that the accepted figure kept must still be kept. */
function atMost(accepted: number, limit: number | null, tolerance: number): Leeway {
  const noisy = accepted * NOISE.relative * (1 + EXACT);
  const kept = limit !== null && accepted <= limit * tolerance;
  return {
    bound: kept ? Math.min(noisy, limit * tolerance) : noisy,
    good: 'below',
    rounding: ROUNDING.relative * accepted,
  };
}

function accuracy(
  { problem }: CheckedAgent,
  written: Accepted,
  candidate: Candidate,
): AcceptedFigure[] {
  const accepted = written.accuracy;
  if (accepted === undefined) return [];
  const floor = problem.limits.accuracy?.atLeast ?? null;
  const noisy = accepted - NOISE.points - EXACT;
  const keptFloor = floor !== null && accepted >= floor;
  return [
    new AcceptedFigure(
      {
        corner: 'accuracy',
        path: ['accuracy'],
        name: 'accuracy',
        p: null,
        accepted,
        format: (share) => formatShare(share, 1),
        today: () => candidate.accuracy.value,
      },
      {
        bound: keptFloor ? Math.max(noisy, floor - ROUNDING.points) : noisy,
        good: 'above',
        rounding: ROUNDING.points,
      },
    ),
  ];
}
