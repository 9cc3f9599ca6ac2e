import type { YamlPath } from '../yaml/yamlPath.ts';
import type { WorkflowItem } from './workflowSchema.ts';

/** The way from `workflow` to a step; to the workflow itself when there is no such step. */
export function stepPath(items: readonly WorkflowItem[], step: string): YamlPath {
  return find(items, step) ?? [];
}

function find(items: readonly WorkflowItem[], step: string): YamlPath | null {
  for (const [index, item] of items.entries()) {
    if ('step' in item) {
      if (item.step === step) return [index];
      continue;
    }
    if ('tools' in item) continue;
    const [key, inner] =
      'parallel' in item ? ['parallel', item.parallel] : ['sequence', item.sequence];
    const path = find(inner as readonly WorkflowItem[], step);
    if (path !== null) return [index, key as string, ...path];
  }
  return null;
}
