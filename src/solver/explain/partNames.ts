import type { Problem } from '../problem.ts';
import { stepsIn } from '../stepsIn.ts';

/** Steps, tools and shortcuts, each lookup before the first step that it may skip. */
export function partNames(problem: Problem): string[] {
  const order = stepsIn(problem.workflow).flatMap((name) =>
    name === 'tools' ? ['tools'] : [name],
  );
  const lookups = new Map<string, string[]>();
  for (const { name, skips } of problem.shortcuts) {
    const first = order.find((step) => skips.includes(step)) ?? '';
    lookups.set(first, [...(lookups.get(first) ?? []), name]);
  }
  return order.flatMap((name) => [
    ...(lookups.get(name) ?? []),
    ...(name === 'tools' ? (problem.tools?.tools ?? []).map((tool) => tool.name) : [name]),
  ]);
}
