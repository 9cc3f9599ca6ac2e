import type { Basis } from '../../solver/basis/basis.ts';
import type { BasisThen, CostBlame, CostCause } from '../../solver/basis/blameForCost.ts';
import { formatCount } from '../../units/count.ts';
import { formatMoney } from '../../units/money.ts';
import { calledInstead, named } from './timeCulprit.ts';

/** `plan, which went from $0.01 to $0.02 a request (claude-sonnet-4-6 went from $3 to $6 per million input tokens)`. */
export function costCulprit(blame: CostBlame, now: Basis, then: BasisThen): string {
  const { name, value, before, now: after, per, cause } = blame;
  const why = causeWords(cause, now, then);
  if (cause.kind === 'spread')
    return `${named(name, value)}, whose ${formatMoney(after)} a month ${why}`;
  const went =
    cause.kind === 'new'
      ? `which costs ${formatMoney(after)} a ${per} and did not run then`
      : `which went from ${formatMoney(before)} to ${formatMoney(after)} a ${per}`;
  return `${named(name, value)}, ${went}${why === '' ? '' : ` (${why})`}`;
}

function causeWords(cause: CostCause, now: Basis, then: BasisThen): string {
  switch (cause.kind) {
    case 'model':
      return `${cause.now} in place of ${cause.before}`;
    case 'price':
      return `${cause.model} went from ${perMillion(cause.before)} to ${perMillion(cause.now)} per million ${cause.token} tokens`;
    case 'tokens':
      return `${formatCount(cause.now)} ${cause.token} tokens a call instead of ${formatCount(cause.before)}`;
    case 'runs':
      return calledInstead(cause.before, cause.now);
    case 'replicas':
      return `${cause.now} replicas instead of ${cause.before}`;
    case 'host':
      return `an hour of its host costs ${formatMoney(cause.now)} instead of ${formatMoney(cause.before)}`;
    case 'spread':
      return `are now spread over ${formatCount(now.traffic.requests ?? 0)} requests instead of ${formatCount(then.traffic?.requests ?? 0)}`;
    default:
      return '';
  }
}

function perMillion(perToken: number): string {
  return formatMoney(perToken * 1e6);
}

/** Requests are kept with three digits. */
const CHANGED = 1.01;

/** What a month costs grows with its requests, a conversation with its turns. */
export function volumeCulprits(key: string, { traffic }: Basis, then: BasisThen): string[] {
  if (then.traffic === null) return [];
  const { requests, turns } = then.traffic;
  if (key === 'per_month' && grew(requests, traffic.requests))
    return [
      `the volume, which went from ${formatCount(requests ?? 0)} to ${formatCount(traffic.requests ?? 0)} requests a month`,
    ];
  if (key === 'per_conversation' && grew(turns, traffic.turns))
    return [`the turns of a conversation, which went from ${turns} to ${traffic.turns}`];
  return [];
}

function grew(before: number | null, now: number | null): boolean {
  return before !== null && now !== null && now > before * CHANGED;
}
