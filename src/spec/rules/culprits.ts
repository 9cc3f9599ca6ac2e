import { basisOf } from '../../solver/basis/basis.ts';
import { blameForAccuracy } from '../../solver/basis/blameForAccuracy.ts';
import { blameForCost } from '../../solver/basis/blameForCost.ts';
import { blameForTime } from '../../solver/basis/blameForTime.ts';
import { listed } from '../../units/listed.ts';
import { recordedCosts, recordedEvidence, recordedTimes } from '../accepted/recorded.ts';
import { accuracyCulprit } from './accuracyCulprit.ts';
import type { AcceptedFigure } from './acceptedFigure.ts';
import type { AcceptedToday } from './acceptedToday.ts';
import type { Checked, CheckedAgent } from './checked.ts';
import { costCulprit, volumeCulprits } from './costCulprit.ts';
import { ranMoreOften, timeCulprit } from './timeCulprit.ts';

/** As many as explain what happened; below a tenth of the first one, nobody looks. */
const MOST_NAMED = 3;
const LEAST_OF_FIRST = 0.1;

/** `: answer, whose p95 of a call went from 500 ms to 1.10 s`: what moved an accepted figure. */
export function culprits(checked: Checked, agent: CheckedAgent, figure: AcceptedFigure): string {
  const { accepted } = agent;
  if (accepted === null || accepted.candidate === null || figure.today === null) return '';
  const { written } = accepted;
  const recorded = figure.corner === 'accuracy' ? written.evidence : written.rests_on;
  if (recorded === undefined)
    return '; what it rested on was not recorded, so the change cannot be named';
  const named = namedFor(checked, agent, accepted, figure);
  return named.length === 0 ? `; ${NOTHING[kindOf(figure)]}` : `: ${listed(named)}`;
}

/** What is left where nothing that was recorded moved. */
const NOTHING = {
  time: 'nothing that runs became slower, so it is in what happens when: the workflow, its chances, or the shape of a latency',
  cost: 'nothing that runs became dearer, so it is in what happens when: the workflow or its chances',
  accuracy: 'neither the eval nor the effects of these choices moved by themselves',
} as const;

function kindOf({ corner }: AcceptedFigure): keyof typeof NOTHING {
  return corner === 'accuracy' || corner === 'cost' ? corner : 'time';
}

function namedFor(
  checked: Checked,
  { problem }: CheckedAgent,
  { candidate, choices, written }: AcceptedToday,
  { corner, p, path }: AcceptedFigure,
): string[] {
  if (candidate === null || choices === null) return [];
  const now = basisOf(problem, candidate);
  if (corner === 'accuracy') {
    const then = recordedEvidence(written);
    if (then === null || now.evidence === null) return [];
    const { evidence } = now;
    return blameForAccuracy(evidence, then)
      .slice(0, MOST_NAMED)
      .map((blame) => accuracyCulprit(blame, { evidence, before: then, candidate, checked }));
  }
  const costs = recordedCosts(written);
  if (corner === 'cost')
    return [
      ...volumeCulprits(path.at(-1) ?? '', now, costs),
      ...main(blameForCost(now, costs)).map((blame) => costCulprit(blame, now, costs)),
    ];
  const blames = blameForTime(
    problem,
    choices,
    { corner, p: p ?? 0.95 },
    now.pillars,
    recordedTimes(written),
  );
  return blames.length > 0 ? main(blames).map(timeCulprit) : ranMoreOften(now, costs);
}

/** Blames are sorted, most guilty first. */
function main<T extends { readonly amount: number }>(blames: readonly T[]): T[] {
  const least = LEAST_OF_FIRST * (blames[0]?.amount ?? 0);
  return blames.filter(({ amount }) => amount >= least).slice(0, MOST_NAMED);
}
