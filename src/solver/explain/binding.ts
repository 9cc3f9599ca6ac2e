import { Candidate, type Corner, primary, TIME_CORNERS } from '../candidate.ts';
import type { LatencyEvaluator } from '../latency.ts';
import type { Miss } from '../nearMisses.ts';
import { percentileName } from '../../units/percentileName.ts';
import type { Problem } from '../problem.ts';
import type { Binding, BindingStep, ExplainedChange } from '../result.ts';
import { changesOf, freed } from './changes.ts';
import { waterfall } from './waterfall.ts';

/** A change that frees less than this share of the whole is not worth calling one. */
const WORTH_IT = 0.005;

/**
 * What to attack first in an architecture: the step that frees most of the corner that is missed when
 * it alone is run in another way, tools as they are.
 *
 * @param miss by how much the architecture misses, where it does
 */
export function bindingOf(
  problem: Problem,
  latencies: LatencyEvaluator,
  candidate: Candidate,
  miss: Miss | null,
): Binding {
  const corner = cornerOf(problem, miss);
  const { p } = primary(problem);
  const [times = new Map<string, number>()] = waterfall(problem, latencies, candidate.choices, [p]);
  const changes = changesOf(problem, candidate.choices, false);
  const names = [...new Set([...times.keys(), ...changes.map(({ of }) => of)])];
  const steps = names.map((step): BindingStep => ({
    step,
    ms: step === 'tools' ? null : (times.get(step) ?? 0),
    changes: changes
      .filter(({ of }) => of === step)
      .map(({ to, choices }) => ({
        to,
        frees: freed(candidate, new Candidate(problem, latencies, choices)),
      })),
  }));
  return {
    id: candidate.id,
    corner,
    percentile: percentileName(p),
    first: firstOf(steps, corner, candidate),
    steps,
  };
}

/** The corner that is missed most; where nothing is, the first limit on a time or on cost. */
function cornerOf(problem: Problem, miss: Miss | null): Binding['corner'] {
  const missed = miss?.misses ?? {};
  const limited = (corner: Corner) =>
    miss === null
      ? corner !== 'accuracy' && corner !== 'tools' && problem.limits[corner] !== null
      : missed[corner] !== undefined;
  if (TIME_CORNERS.some(limited)) return 'latency';
  if (limited('cost')) return 'cost';
  return limited('accuracy') ? 'accuracy' : 'latency';
}

function firstOf(
  steps: readonly BindingStep[],
  corner: Binding['corner'],
  { primaryTime, cost }: Candidate,
): Binding['first'] {
  const freedOf = ({ frees }: ExplainedChange) =>
    (corner === 'latency' ? frees.ms : corner === 'cost' ? frees.usd : frees.points) ?? 0;
  const whole = corner === 'latency' ? primaryTime : corner === 'cost' ? (cost.perRequest ?? 0) : 1;
  const changes = steps.flatMap(({ step, changes: all }) =>
    all.map((change) => ({ step, change })),
  );
  // What leaves nobody knowing the accuracy is attacked only where nothing else helps.
  const known = changes.filter(({ change }) => change.frees.points !== null);
  for (const among of [known, changes]) {
    const best = among.toSorted((a, b) => freedOf(b.change) - freedOf(a.change))[0];
    if (best !== undefined && freedOf(best.change) >= Math.max(WORTH_IT * whole, Number.MIN_VALUE))
      return { step: best.step, to: best.change.to, frees: best.change.frees };
  }
  const longest = steps.reduce<BindingStep | null>(
    (most, each) => ((each.ms ?? 0) > (most?.ms ?? 0) ? each : most),
    null,
  );
  return corner === 'latency' && longest !== null
    ? { step: longest.step, to: null, frees: null }
    : null;
}
