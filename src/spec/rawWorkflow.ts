import { childOf } from './rawValue.ts';

/** A component that a workflow names, and where. */
export interface RawName {
  readonly name: string;
  readonly path: readonly (string | number)[];
}

/** Components named in a workflow that has not been validated: steps, their `component`, and tools. */
export function flattenRaw(items: unknown, path: readonly (string | number)[]): RawName[] {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown, index) => namesIn(item, [...path, index]));
}

function namesIn(item: unknown, path: readonly (string | number)[]): RawName[] {
  const named = childOf(item, 'component') === undefined ? 'step' : 'component';
  return [
    ...nameAt(childOf(item, named), [...path, named]),
    ...toolsIn(childOf(item, 'tools'), [...path, 'tools']),
    ...flattenRaw(childOf(item, 'parallel'), [...path, 'parallel']),
    ...flattenRaw(childOf(item, 'sequence'), [...path, 'sequence']),
  ];
}

function toolsIn(tools: unknown, path: readonly (string | number)[]): RawName[] {
  if (!Array.isArray(tools)) return [];
  return tools.flatMap((tool: unknown, index) =>
    typeof tool === 'string'
      ? nameAt(tool, [...path, index])
      : nameAt(childOf(tool, 'use'), [...path, index, 'use']),
  );
}

function nameAt(name: unknown, path: readonly (string | number)[]): RawName[] {
  return typeof name === 'string' ? [{ name, path }] : [];
}
