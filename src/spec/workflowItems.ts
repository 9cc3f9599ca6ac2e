import type { StepItem, ToolsItem, WorkflowItem } from './workflowSchema.ts';

/** Steps and tool groups of a written workflow, in its order, however deep they are nested. */
export function flattenItems(items: readonly WorkflowItem[]): (StepItem | ToolsItem)[] {
  return items.flatMap((item) => {
    if ('step' in item || 'tools' in item) return [item];
    return flattenItems('parallel' in item ? item.parallel : item.sequence);
  });
}

/** Components that a workflow runs, tools included, as often as it names them. */
export function componentsIn(workflow: readonly WorkflowItem[]): string[] {
  return flattenItems(workflow).flatMap((item) =>
    'step' in item
      ? [item.component ?? item.step]
      : item.tools.map((use) => (typeof use === 'string' ? use : use.use)),
  );
}
