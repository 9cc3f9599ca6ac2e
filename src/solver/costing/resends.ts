import { loadWithResends, resendShare } from '../../cost/resend.ts';
import type { Candidate } from '../candidate.ts';
import type { Problem } from '../problem.ts';

/** What users who wait too long add. */
export interface Resends {
  /** Share of requests that are sent again. */
  readonly share: number;
  /** Load with resends against without. */
  readonly factor: number;
  /** USD a month more, at launch. */
  readonly perMonth: number | null;
}

/** Shares of the latency's law that its waits are averaged over. */
const PARTS = 20;

/**
 * Resends of an architecture whose latency does not hang on its load: that of an API, or of replicas
 * that are planned for it. Null where the spec states no patience.
 */
export function resendsOf(problem: Problem, candidate: Candidate): Resends | null {
  const { patience } = problem.people;
  if (patience === undefined || patience.length === 0) return null;
  const resend = resendShare(patience);
  let share = 0;
  for (let part = 0; part < PARTS; part++)
    share += resend(candidate.time('latency', (part + 0.5) / PARTS) ?? 0) / PARTS;
  const factor = loadWithResends(1, () => share) ?? Number.POSITIVE_INFINITY;
  const { requests } = problem.traffic;
  const { perRequest, parts } = candidate.cost;
  const calls = perRequest === null ? null : perRequest - (parts['fixed'] ?? 0);
  const perMonth = calls === null || requests === null ? null : calls * requests * (factor - 1);
  return { share, factor, perMonth };
}
