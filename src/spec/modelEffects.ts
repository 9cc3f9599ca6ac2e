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
      // Of a component that the baseline does without, having it in this way is the effect.
      return found === undefined || (found.factor.inBaseline && way.name === 'on')
        ? stated.way(component, way)
        : effect(component, way.name);
    },
    presence: (component) => {
      const found = byName.get(component);
      if (found === undefined) return stated.presence(component);
      return { present: none, absent: found.factor.inBaseline ? effect(component, 'off') : none };
    },
  };
}
