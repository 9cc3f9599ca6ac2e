import type { Effect } from '../solver/problem.ts';
import type { EffectsOf } from './resolveWorkflow.ts';
import type { WorkflowItem } from './workflowSchema.ts';
import { flattenItems } from './workflowItems.ts';

/**
 * The effects of components as those of single steps. An effect was measured by changing a component
 * everywhere it is used. A component that several steps use has its effect spread evenly over them, so
 * that changing all of them gives it in full.
 */
export function effectsPerStep(workflow: readonly WorkflowItem[], effects: EffectsOf): EffectsOf {
  const share = stepsPerComponent(workflow);
  return {
    way: (component, way) => scale(effects.way(component, way), share(component)),
    presence: (component) => {
      const { present, absent } = effects.presence(component);
      return {
        present: scale(present, share(component)),
        absent: scale(absent, share(component)),
      };
    },
  };
}

function stepsPerComponent(workflow: readonly WorkflowItem[]): (component: string) => number {
  const steps = flattenItems(workflow).flatMap((item) =>
    'step' in item ? [item.component ?? item.step] : [],
  );
  return (component) => 1 / Math.max(1, steps.filter((name) => name === component).length);
}

function scale(effect: Effect, share: number): Effect {
  if (effect === null || share === 1) return effect;
  return effect.map(({ mid, sd }) => ({ mid: mid * share, sd: sd * share }));
}
