import type { AgentResult } from '../solver/result.ts';
import { formatDuration } from '../units/duration.ts';
import { signedDuration, signedMoney, signedPoints } from './signedFigures.ts';

/**
 * What to attack first in the closest architecture, in a sentence; empty where something fits.
 *
 * @param asks says how to ask the tool for more
 */
export function attackFirst(
  { binding, feasibleCount, nearMisses }: AgentResult,
  asks = true,
): string {
  if (feasibleCount.value > 0 || !binding?.first) return '';
  const { step, to, frees } = binding.first;
  const ms = binding.steps.find((each) => each.step === step)?.ms ?? null;
  const part =
    binding.corner !== 'latency' || ms === null || ms < 1
      ? ''
      : `, ${formatDuration(ms)} of its end to end ${binding.percentile}`;
  const where = asks ? ` (--explain ${binding.id})` : '';
  if (to === null || frees === null)
    return `Attack first: ${step}${part}; no other way to run a step is faster${where}.`;
  const isKnown = typeof nearMisses[0]?.accuracy.value === 'number';
  const unknown = isKnown ? ['accuracy then unknown'] : [];
  const changes = {
    latency: frees.ms === null ? [] : [signedDuration(-frees.ms)],
    accuracy: frees.points === null ? unknown : [signedPoints(frees.points)],
    cost: frees.usd === null ? [] : [`${signedMoney(-frees.usd)} a request`],
  };
  const others = (['latency', 'accuracy', 'cost'] as const).filter(
    (each) => each !== binding.corner,
  );
  const freed = [binding.corner, ...others].flatMap((corner) => changes[corner]);
  return `Attack first: ${step}${part}. ${changeWords(step, to)}: ${freed.join(', ')}${where}.`;
}

/** As architectures are named: `Fast plan`, `No critic`, `With memory`, `Tools in parallel`. */
function changeWords(step: string, to: string): string {
  if (to === 'off') return `No ${step}`;
  if (to === 'on') return `With ${step}`;
  return step === 'tools'
    ? `Tools in ${to}`
    : `${to[0]?.toUpperCase() ?? ''}${to.slice(1)} ${step}`;
}
