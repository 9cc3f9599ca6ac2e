import type { ComponentTally } from './componentTally.ts';
import type { Occurrence } from './occurrence.ts';

/** The component runs of one trace, and the tally of each. */
export interface TalliedRuns {
  readonly runs: readonly Occurrence[];
  readonly tallies: readonly ComponentTally[];
  /** Attempts that were made again: they are no calls. */
  readonly retried: ReadonlySet<Occurrence>;
}

/** Counts which components one request used, how often, and from when on. */
export function addCalls({ runs, tallies, retried }: TalliedRuns, startMs: number): void {
  const used: ComponentTally[] = [];
  for (let at = 0; at < runs.length; at += 1) {
    const run = runs[at] as Occurrence;
    const tally = tallies[at] as ComponentTally;
    if (!retried.has(run) && tally.collectCall(run)) used.push(tally);
  }
  for (const tally of used) tally.addCalls(startMs);
}

/** How much of one request's time each component took, and how much of its work nobody waited for. */
export function addPath({ runs, tallies }: TalliedRuns, onPathNs: Float64Array): void {
  const touched: ComponentTally[] = [];
  for (let at = 0; at < runs.length; at += 1) {
    const run = runs[at] as Occurrence;
    const tally = tallies[at] as ComponentTally;
    const onPathMs = (onPathNs[at] ?? 0) / 1e6;
    const slackMs = Math.max(0, run.durationMs - onPathMs);
    if (tally.collectPath(onPathMs, slackMs)) touched.push(tally);
    if (slackMs > run.durationMs / 2) tally.collectBeside(longestBeside(run, runs));
  }
  for (const tally of touched) tally.addPath();
}

/** Looks for verdicts after which a model ran again before the next verdict. */
export function addRedos({ runs, tallies }: TalliedRuns): void {
  if (!runs.some(isVerdict)) return;
  const verdicts = runs.filter(isVerdict);
  for (const next of verdicts) {
    const before = verdicts.findLast(
      (each) => each.component === next.component && each.endMs <= next.startMs && each !== next,
    );
    const again =
      before &&
      runs.find(
        (run) => run.kind === 'llm' && run.startMs >= before.endMs && run.endMs <= next.startMs,
      );
    if (again !== undefined) tallies[runs.indexOf(next)]?.addRedo(again.component);
  }
}

function isVerdict({ kind }: Occurrence): boolean {
  return kind === 'verifier' || kind === 'guardrail';
}

/** The other component that ran beside the run for most of its time; of equal ones the innermost. */
function longestBeside(run: Occurrence, runs: readonly Occurrence[]): string | null {
  let longest = 0;
  let beside: Occurrence | null = null;
  for (const other of runs) {
    if (other.component === run.component) continue;
    const overlap = Math.min(run.endMs, other.endMs) - Math.max(run.startMs, other.startMs);
    if (overlap <= 0 || overlap < longest) continue;
    if (overlap === longest && beside !== null && other.startMs < beside.startMs) continue;
    longest = overlap;
    beside = other;
  }
  return beside?.component ?? null;
}
