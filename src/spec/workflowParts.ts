import type { Shortcut } from '../solver/problem.ts';
import type { ResolvedWorkflow } from './resolveWorkflow.ts';

/** A thing that is chosen: under which key, and of which component. */
export interface Part {
  readonly key: string;
  readonly component: string;
  /** Values that `keep` one of the component's ways to run. */
  readonly values: readonly string[];
}

/** Steps, shortcuts and tools, in this order. */
export function workflowParts(
  resolved: ResolvedWorkflow,
  shortcuts: readonly Pick<Shortcut, 'name'>[],
): Part[] {
  return [
    ...resolved.steps.map((step) => ({
      key: step.name,
      component: step.component,
      values: step.options.map((option) => option.value),
    })),
    ...shortcuts.map(({ name }) => ({ key: name, component: name, values: ['on'] })),
    ...(resolved.tools?.tools ?? []).map((tool) => ({
      key: tool.name,
      component: tool.name,
      values: tool.options.map((option) => option.value),
    })),
  ];
}
