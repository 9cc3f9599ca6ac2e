import type { AgentTrust } from '../../trust/agentTrust.ts';
import { isDependent, type Backtest, type Cause, type CauseName } from '../../trust/backtest.ts';
import { ENOUGH_TO_REPLAY } from '../../trust/rescored.ts';
import { formatCount } from '../../units/count.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatShare } from '../../units/share.ts';

/** What each cause says, as the end of "because". */
const CAUSE_WORDS: Readonly<Record<CauseName, string>> = {
  variants: 'other variants ran than `today` says',
  times: 'steps took other times than the table says',
  counts: 'steps ran more or less often than the spec says',
  own: 'requests spend time outside of the steps that the spec names',
  alike: 'calls of one step in a request resemble each other',
  routes: 'requests differ in which steps they run, and how often',
  incidents: 'incidents, requests in which everything is slow at once',
  dependence: 'calls of one request are slow, or fast, together',
};

/** Causes that move p95 by less are not worth a word. */
const WORTH_A_WORD = 0.02;

/** The gap at p95, and what it comes from, in one paragraph. */
export function gapWords(tested: Backtest): string {
  const p95 = tested.percentiles.find(({ p }) => p === 0.95);
  if (p95 === undefined) return '';
  return [
    gapSentence(p95),
    p95.within ? '' : causeSentence(tested),
    dependenceSentence(tested),
    incidentSentence(tested),
    cutSentence(tested),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function gapSentence({ gap, within }: Backtest['percentiles'][number]): string {
  const size = `${Math.round(Math.abs(gap) * 100)}%`;
  if (within) return 'The composed p95 lies within the interval of the measured one.';
  return `The composed p95 is ${size} too ${gap < 0 ? 'low' : 'high'}.`;
}

function causeSentence({ causes }: Backtest): string {
  const [first, ...others] = causeList(causes);
  if (first === undefined) return '';
  const also = others.length === 0 ? '' : `; then: ${others.join('; ')}`;
  return `What moves it most: ${first}${also}.`;
}

/** Causes that are worth a word, those that move p95 most first. @param words other than the usual */
export function causeList(
  causes: readonly Cause[],
  words: Partial<Record<CauseName, string>> = {},
): string[] {
  return causes
    .filter(({ moved }) => Math.abs(moved) >= WORTH_A_WORD)
    .toSorted((a, b) => Math.abs(b.moved) - Math.abs(a.moved))
    .map((each) => `${words[each.cause] ?? CAUSE_WORDS[each.cause]} (${points(each)})`);
}

function points({ moved }: Cause): string {
  return `${moved < 0 ? '−' : '+'}${Math.round(Math.abs(moved) * 100)}%`;
}

function dependenceSentence(tested: Backtest): string {
  const { varianceRatio, pValue, permutations } = tested.dependence;
  const p = `permutation test, p ${pValue <= 2 / (permutations + 1) ? '≤' : '='} ${pValue.toFixed(2)}`;
  if (!isDependent(tested))
    return `Steps look independent of one another (${p}), as composing takes them.`;
  return `Steps depend on one another: requests vary ${varianceRatio.toFixed(2)} times as much as independent steps would (${p}).`;
}

function incidentSentence({ incidents }: Backtest): string {
  if (incidents === null) return '';
  const { requests, share, slower } = incidents;
  return `About ${formatCount(requests)} requests (${formatShare(share)}) look like incidents: every step is slow in them, and they take ${slower.toFixed(1)} times as long.`;
}

function cutSentence({ censored }: Backtest): string {
  if (censored === null) return '';
  const { requests, atMs, known } = censored;
  return `${formatCount(requests)} requests look cut off at ${formatDuration(atMs)}: percentiles above p${Math.floor(known * 1000) / 10} are lower bounds.`;
}

/** How the finalists were rescored. */
export function methodWords({ requests, backtest: tested, rescored }: AgentTrust): string {
  if (tested === null)
    return `${formatCount(requests.n - requests.failed)} requests that ended well are too few to test anything; 20 are the least.`;
  if (rescored?.method === 'replay')
    return `${drawnWords(requests)}Replayed on ${formatCount(requests.drawn ?? tested.n)} traced requests, their own time outside of steps included:`;
  return `With the dependence and the time outside of steps seen in ${formatCount(tested.n)} requests (a copula: replay takes ${formatCount(ENOUGH_TO_REPLAY)}):`;
}

/** `−14%`, a composed figure against a measured one. */
export function offWords(gap: number): string {
  const size = Math.round(Math.abs(gap) * 100);
  return size === 0 ? '0%' : `${gap < 0 ? '−' : '+'}${size}%`;
}

/** The rule by which single steps were looked at in some requests only; empty where in all. */
function drawnWords({ n, failed, drawn }: AgentTrust['requests']): string {
  if (drawn === null) return '';
  return `Percentiles are those of all ${formatCount(n - failed)} requests that ended well; causes, dependence and what follows look at the steps of ${formatCount(drawn)} of them, drawn by a hash of start and length. `;
}
