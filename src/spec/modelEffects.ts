import type { Effect } from '../solver/problem.ts';
import type { LearnedEffects } from './learnedEffects.ts';
import type { EffectsOf } from './resolveWorkflow.ts';
import { noEffect } from './statedEffects.ts';

/** Effects by the model; what it knows nothing of stays unknown. Their uncertainty is the model's as a whole. */
export function modelEffects(
  { model, factors }: LearnedEffects,
  stated: EffectsOf,
  tasks: number,
): EffectsOf {
  const none = noEffect(tasks);
  const byName = new Map(factors.map((factor, index) => [factor.name, { factor, index }] as const));
  const effect = (component: string, value: string): Effect => {
    const found = byName.get(component);
    const level = found?.factor.levelOf(value);
    if (found === undefined || level === undefined || level === null) return null;
    return none.map((_, task) => ({ mid: model.effect(found.index, level, task), sd: 0 }));
  };
  return {
    way: (component, way) => {
      const found = byName.get(component);
      if (found === undefined || way.name === 'on') return stated.way(component, way);
      return minus(effect(component, way.name), effect(component, found.factor.reference));
    },
    presence: (component) => {
      const found = byName.get(component);
      if (found === undefined) return stated.presence(component);
      return found.factor.inBaseline
        ? { present: none, absent: effect(component, 'off') }
        : { present: effect(component, found.factor.reference), absent: none };
    },
  };
}

function minus(a: Effect, b: Effect): Effect {
  if (a === null || b === null) return null;
  return a.map((shift, task) => ({ mid: shift.mid - (b[task]?.mid ?? 0), sd: 0 }));
}
