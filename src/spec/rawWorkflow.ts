import { childOf } from './rawValue.ts';

type Path = readonly (string | number)[];

/** A component that a workflow names, and where. */
export interface RawName {
  readonly name: string;
  readonly as: 'step' | 'tool';
  readonly path: Path;
  /** Variants that a step is confined to, as far as they are texts. */
  readonly variants: readonly { readonly name: string; readonly path: Path }[];
}

/** Components named in a workflow that has not been validated: steps, their `component`, and tools. */
export function flattenRaw(items: unknown, path: Path): RawName[] {
  return listed(items).flatMap((item, index) => namesIn(item, [...path, index]));
}

function namesIn(item: unknown, path: Path): RawName[] {
  return [
    ...stepIn(item, path),
    ...toolsIn(childOf(item, 'tools'), [...path, 'tools']),
    ...flattenRaw(childOf(item, 'parallel'), [...path, 'parallel']),
    ...flattenRaw(childOf(item, 'sequence'), [...path, 'sequence']),
  ];
}

function stepIn(item: unknown, path: Path): RawName[] {
  const key = childOf(item, 'component') === undefined ? 'step' : 'component';
  const name = childOf(item, key);
  if (typeof name !== 'string') return [];
  const variants = textsIn(childOf(item, 'variants'), [...path, 'variants']);
  return [{ name, as: 'step', path: [...path, key], variants }];
}

function toolsIn(tools: unknown, path: Path): RawName[] {
  return listed(tools).flatMap((tool, index): RawName[] => {
    const [name, at] =
      typeof tool === 'string'
        ? [tool, [...path, index]]
        : [childOf(tool, 'use'), [...path, index, 'use']];
    return typeof name === 'string' ? [{ name, as: 'tool', path: at, variants: [] }] : [];
  });
}

/** Texts of a list, each with its place; none for anything else. */
export function textsIn(list: unknown, path: Path): { name: string; path: Path }[] {
  return listed(list).flatMap((name, index) =>
    typeof name === 'string' ? [{ name, path: [...path, index] }] : [],
  );
}

/** Entries of a list; none for anything else. */
export function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
