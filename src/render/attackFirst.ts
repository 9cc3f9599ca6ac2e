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
    ms === null || ms < 1 ? '' : `, ${formatDuration(ms)} of its end to end ${binding.percentile}`;
  const where = asks ? ` (--explain ${binding.id})` : '';
  if (to === null || frees === null)
    return `Attack first: ${step}${part}; no other way to run a step is faster${where}.`;
  const isKnown = typeof nearMisses[0]?.accuracy.value === 'number';
  const unknown = isKnown ? ['accuracy then unknown'] : [];
  const changes = [
    ...(frees.ms === null ? [] : [signedDuration(-frees.ms)]),
    ...(frees.points === null ? unknown : [signedPoints(frees.points)]),
    ...(frees.usd === null ? [] : [`${signedMoney(-frees.usd)} a request`]),
  ];
  return `Attack first: ${step}${part}. ${changeWords(step, to)}: ${changes.join(', ')}${where}.`;
}

/** As architectures are named: `Fast plan`, `No critic`, `With memory`, `Tools in parallel`. */
function changeWords(step: string, to: string): string {
  if (to === 'off') return `No ${step}`;
  if (to === 'on') return `With ${step}`;
  return step === 'tools'
    ? `Tools in ${to}`
    : `${to[0]?.toUpperCase() ?? ''}${to.slice(1)} ${step}`;
}
