import { basisOf } from '../../solver/basis.ts';
import { type Blame, blameForCost, blameForTime, type Then } from '../../solver/blame.ts';
import { listed } from '../../units/listed.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatMoney } from '../../units/money.ts';
import { formatShare } from '../../units/share.ts';
import { type AcceptedFigure, acceptedFigures } from './acceptedFigures.ts';
import type { AcceptedToday } from './acceptedToday.ts';
import type { Checked, CheckedAgent } from './checked.ts';
import type { Rule, RuleFinding } from './rule.ts';

/** Numbers that both sides accepted are still true under today's table. */
export const acceptedBroken: Rule = {
  code: 'accepted-broken',
  check: (checked) =>
    checked.agents.flatMap((agent) =>
      acceptedFigures(agent)
        .filter(({ isBroken }) => isBroken && !isSameTable(checked, agent))
        .map((figure) => broken(agent, figure)),
    ),
};

/** The figures were composed from this very table: then it is not the table that changed. */
export function isSameTable({ tableHash }: Checked, { accepted }: CheckedAgent): boolean {
  return accepted?.written.table?.sha256 === tableHash;
}

function broken(agent: CheckedAgent, figure: AcceptedFigure): RuleFinding {
  const { name, accepted, today, format, path } = figure;
  const now = today === null ? 'is unknown today' : `is ${format(today)} today`;
  return {
    place: agent.place(['accepted', ...path]),
    message: `${name} was accepted at ${format(accepted)} and ${now}${culprits(agent, figure)}`,
    help: 'undo the change, or agree anew: budget propose, then budget accept --amend',
  };
}

/** As many as explain what happened; below a tenth of the first one, nobody looks. */
const MOST_NAMED = 3;
const LEAST_OF_FIRST = 0.1;

/** `: answer, whose p95 of a call went from 500 ms to 1.10 s`. */
function culprits(agent: CheckedAgent, figure: AcceptedFigure): string {
  const { accepted } = agent;
  if (accepted === null || accepted.candidate === null || figure.today === null) return '';
  if (figure.corner === 'accuracy') return evals(accepted.candidate.accuracy);
  const { rests_on } = accepted.written;
  if (rests_on === undefined)
    return '; what it rested on was not recorded, so the change cannot be named';
  const blames = blamesFor(agent, accepted, figure);
  const [first] = blames;
  if (first === undefined)
    return '; no component became worse, so the workflow, the traffic or the prices did';
  const named = blames
    .filter(({ amount }) => amount >= LEAST_OF_FIRST * first.amount)
    .slice(0, MOST_NAMED);
  const isCost = figure.corner === 'cost';
  return `: ${listed(named.map((blame) => (isCost ? dearer(blame) : slower(blame))))}`;
}

function blamesFor(
  { problem }: CheckedAgent,
  { candidate, choices, written }: AcceptedToday,
  { corner, p }: AcceptedFigure,
): Blame[] {
  if (candidate === null || choices === null || corner === 'accuracy') return [];
  const now = basisOf(problem, candidate);
  const then = new Map<string, Then>(
    Object.entries(written.rests_on ?? {}).map(([name, { p50, p95, cost }]) => [
      name,
      { p50, p95, cost: cost ?? null },
    ]),
  );
  if (corner === 'cost') return blameForCost(now, then);
  return blameForTime(problem, choices, { corner, p: p ?? 0.95 }, now, then);
}

function slower({ name, before: was, now, amount }: Blame): string {
  const isTail = now.p95 > was.p95 * 1.01;
  const [which, before, after] = isTail ? ['p95', was.p95, now.p95] : ['p50', was.p50, now.p50];
  return `${name}, whose ${which} of a call went from ${formatDuration(before)} to ${formatDuration(after)} (+${formatDuration(amount)})`;
}

function dearer({ name, before: was, now }: Blame): string {
  return `${name}, which went from ${formatMoney(was.cost ?? 0)} to ${formatMoney(now.cost ?? 0)} a request`;
}

function evals({
  basis,
  low,
  high,
  n,
}: {
  readonly basis: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
}): string {
  const items = n === null ? '' : `, n = ${n}`;
  if (low === null || high === null) return ` (${basis}${items})`;
  const ends = `${formatShare(low, 0).replace('%', '')}–${formatShare(high, 0).replace('%', '')}`;
  return ` (${basis}, ${ends}${items}): the evals or effects in the table changed`;
}
