import type { Corner } from '../../solver/candidate.ts';
import { shareBeside } from '../../solver/words/beside.ts';
import { limitedCostWords } from '../../solver/words/limitedCosts.ts';
import { moneyOrUnknown, shownTime } from '../words.ts';
import type { AgentView, ShownArchitecture } from './agentView.ts';

/** What it is to give a limit up, as one would say it to a user. */
export const GIVES_UP: Readonly<Record<Corner, string>> = {
  latency: 'Wait longer',
  ttft: 'Wait longer for the first words',
  progress: 'Wait longer for a sign of work',
  accuracy: 'Accept more mistakes',
  tools: 'Do fewer things',
  cost: 'Pay more',
};

/** What it is to get the most out of a limit while the others hold. */
export const GETS_MOST: Readonly<Record<Corner, string>> = {
  latency: 'Fastest',
  ttft: 'Earliest first words',
  progress: 'Earliest sign of work',
  accuracy: 'Most accurate',
  tools: 'Most tools',
  cost: 'Cheapest',
};

/** What an agent is good for that gives one thing up to keep the others (docs/report.md). */
export const GOOD_FOR: Readonly<Record<Corner, string>> = {
  latency: 'a wait that replaces twenty minutes of a person’s work',
  ttft: 'a reader who would rather have the whole answer than its first words',
  progress: 'work that nobody watches while it runs',
  accuracy: 'a user who can spot a wrong answer and retry',
  tools: 'a scoped workflow: a few things, done well',
  cost: 'few requests, each worth far more than it costs',
};

/** The one figure of an architecture that a corner is about: `8.30 s`, `84%`, `2 of 6`, `$0.014`. */
export function cornerFigure(
  view: AgentView,
  architecture: ShownArchitecture,
  corner: Corner,
): string {
  const { accuracy, tools, cost } = architecture;
  if (corner === 'accuracy')
    return accuracy.value === null
      ? 'unknown'
      : shareBeside(accuracy.value, view.limits.accuracy?.atLeast ?? null);
  if (corner === 'tools') return `${tools.kept.length} of ${tools.of} tools`;
  if (corner === 'cost') return costFigure(view, cost);
  const time = shownTime(view);
  return time.of(architecture) === null ? 'unknown' : time.words(architecture);
}

/** In the unit of the limit. */
function costFigure({ limits }: AgentView, cost: ShownArchitecture['cost']): string {
  return (
    limitedCostWords(limits.cost, cost).at(-1) ?? `${moneyOrUnknown(cost.perRequest)} a request`
  );
}

/** `p95` in words: `95 of 100 requests`. */
export function percentileWords(percentile: string): string {
  const share = Number(percentile.replace(/^p/, ''));
  if (share === 50) return 'half of all requests';
  const digits = (String(share).split('.')[1] ?? '').length;
  const of = 100 * 10 ** digits;
  return `${Math.round((share / 100) * of)} of ${of} requests`;
}
