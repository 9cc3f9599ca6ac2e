import type { SpanTraits } from '../span.ts';
import type { SharedKey } from './attributeKeys.ts';
import type { AttributeValue } from './attributes.ts';

/**
 * What is known of a span after some of its attributes: a place in a tree whose branches are keys and
 * values. Spans that look the same end at the same place, and find their traits there.
 */
export interface Shape {
  readonly before: Shape | null;
  readonly key: string;
  readonly value: AttributeValue;
  /** Where the last span went from here. */
  likely: Shape | null;
  branches: Map<string, Map<AttributeValue, Shape>> | null;
  /** Without and with reported tokens. */
  readonly traits: [SpanTraits | null, SpanTraits | null];
}

/** The attributes on the way to a shape. */
export interface SharedAttributes {
  readonly values: ReadonlyMap<string, AttributeValue>;
}

/** Branches that are no attributes of the span. */
export const BRANCH = {
  scope: 'scope',
  clock: 'clock',
  name: 'name',
  kind: 'kind',
} as const;

/** Agents have dozens of shapes; names made up anew each time would fill the memory. */
const LIMIT = 50_000;

/** The tree of shapes. */
export class Shapes {
  #start = newShape(null, '', '');
  #size = 0;

  /** Of a span of which nothing is known. */
  start(): Shape {
    if (this.#size > LIMIT) {
      this.#start = newShape(null, '', '');
      this.#size = 0;
    }
    return this.#start;
  }

  extend(shape: Shape, key: string, value: AttributeValue): Shape {
    const { likely } = shape;
    if (likely !== null && likely.value === value && likely.key === key) return likely;
    const next = this.#branch(shape, key, value);
    shape.likely = next;
    return next;
  }

  #branch(shape: Shape, key: string, value: AttributeValue): Shape {
    shape.branches ??= new Map();
    const byValue = shape.branches.get(key) ?? new Map<AttributeValue, Shape>();
    shape.branches.set(key, byValue);
    const known = byValue.get(value);
    if (known !== undefined) return known;
    const next = newShape(shape, key, value);
    byValue.set(value, next);
    this.#size += 1;
    return next;
  }
}

function newShape(before: Shape | null, key: string, value: AttributeValue): Shape {
  return { before, key, value, likely: null, branches: null, traits: [null, null] };
}

/** Of each key the last value on the way to the shape counts. */
export function attributesOf(shape: Shape): SharedAttributes {
  const values = new Map<string, AttributeValue>();
  for (let at = shape; at.before !== null; at = at.before)
    if (!values.has(at.key)) values.set(at.key, at.value);
  return { values };
}

/** The first of these attributes that holds text. */
export function textOf({ values }: SharedAttributes, ...keys: readonly SharedKey[]): string | null {
  for (const key of keys) {
    const value = values.get(key);
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}
