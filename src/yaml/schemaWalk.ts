import type { z } from 'zod';
import type { YamlPath } from './yamlPath.ts';

/** Any zod schema, seen from its definition. */
export type Schema = z.core.$ZodType;

type Internals = z.core.$ZodTypes['_zod'];

/** zod keeps what a schema is made of under one documented key, for library authors. */
function internals({ _zod: found }: Schema): Internals {
  return found as Internals;
}

/** The schema inside a wrapper that leaves the input as it is, or null when there is none. */
function inner(schema: Schema): Schema | null {
  const { def } = internals(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return def.innerType;
    case 'lazy':
      return def.getter();
    case 'pipe':
      return internals(def.in).def.type === 'transform' ? def.out : def.in;
    default:
      return null;
  }
}

/**
 * A schema and all that it wraps, from the outside in: optional, default, transform, lazy.
 *
 * @example unwrapped(z.string().optional()) // [ZodOptional, ZodString]
 */
export function unwrapped(schema: Schema): readonly [Schema, ...Schema[]] {
  const wrapped = inner(schema);
  return wrapped === null ? [schema] : [schema, ...unwrapped(wrapped)];
}

function innermost(schema: Schema): Schema {
  return unwrapped(schema).at(-1) ?? schema;
}

/**
 * The options of a union, or null for another schema.
 *
 * @example optionsOf(z.union([z.string(), z.number()])) // [ZodString, ZodNumber]
 */
export function optionsOf(schema: Schema): readonly Schema[] | null {
  const { def } = internals(innermost(schema));
  return def.type === 'union' ? def.options : null;
}

/** The schemas that a value is most likely held against: of a union, the options that fit best. */
function alternatives(schema: Schema, value: unknown): readonly Schema[] {
  const options = optionsOf(schema);
  if (options === null) return parts(innermost(schema), value);
  const all = options.flatMap((option) => alternatives(option, value));
  const fits = all.map((option) => fit(option, value));
  const best = Math.max(...fits);
  return all.filter((_, index) => fits[index] === best);
}

function parts(schema: Schema, value: unknown): readonly Schema[] {
  const { def } = internals(schema);
  if (def.type !== 'intersection') return [schema];
  return [...alternatives(def.left, value), ...alternatives(def.right, value)];
}

/** How well an option fits a value: -1 when it cannot, else how many keys it knows; less where it lacks one. */
function fit(option: Schema, value: unknown): number {
  const { def } = internals(option);
  const isList = Array.isArray(value);
  if (def.type === 'array' || def.type === 'tuple') return isList ? 1 : -1;
  const isMap = typeof value === 'object' && value !== null && !isList;
  if (def.type === 'record') return isMap ? 0 : -1;
  if (def.type !== 'object') return isMap || isList ? -1 : 0;
  return isMap ? knownKeys(def.shape, value) : -1;
}

/** A literal that says otherwise, such as `kind: tool`, rules an option out. */
function knownKeys(shape: Readonly<Record<string, Schema>>, value: object): number {
  const known = Object.entries(value).filter(([key]) => Object.hasOwn(shape, key));
  const contradicts = known.some(([key, found]) => {
    const schema = shape[key];
    const literals = schema === undefined ? undefined : internals(schema).values;
    return literals !== undefined && !literals.has(found as z.core.util.Primitive);
  });
  if (contradicts) return -1;
  const lacks = Object.entries(shape).some(
    ([key, schema]) => internals(schema).optin !== 'optional' && !Object.hasOwn(value, key),
  );
  return known.length - (lacks ? 0.5 : 0);
}

/**
 * The schemas that a part of a value is held against, not unwrapped; several where unions leave it open.
 *
 * @param value the whole input, which decides between the options of a union
 * @example schemasAt([z.object({ a: z.string() })], ['a'], { a: 1 }) // [ZodString]
 */
export function schemasAt(
  schemas: readonly Schema[],
  path: YamlPath,
  value: unknown,
): readonly Schema[] {
  const [part, ...rest] = path;
  if (part === undefined) return schemas;
  const children = schemas
    .flatMap((schema) => alternatives(schema, value))
    .flatMap((schema) => child(schema, part) ?? []);
  const found =
    typeof value === 'object' && value !== null && Object.hasOwn(value, part)
      ? (Reflect.get(value, part) as unknown)
      : undefined;
  return schemasAt(children, rest, found);
}

function child(schema: Schema, part: string | number): Schema | null {
  const { def } = internals(schema);
  switch (def.type) {
    case 'object':
      return Object.hasOwn(def.shape, part) ? (def.shape[part] ?? null) : (def.catchall ?? null);
    case 'record':
      return def.valueType;
    case 'array':
      return def.element;
    case 'tuple':
      return def.items[Number(part)] ?? def.rest;
    default:
      return null;
  }
}

/**
 * The keys that a map takes, in the order of the schema; empty when any key is taken.
 *
 * @param value the map itself, which decides between the options of a union
 * @example validKeys([z.strictObject({ p50: z.string(), p95: z.string() })], {}) // ['p50', 'p95']
 */
export function validKeys(schemas: readonly Schema[], value: unknown): string[] {
  const keys = schemas.flatMap((schema) => alternatives(schema, value)).flatMap(ownKeys);
  return [...new Set(keys)];
}

function ownKeys(schema: Schema): string[] {
  const { def } = internals(schema);
  if (def.type === 'object') return Object.keys(def.shape);
  if (def.type !== 'record') return [];
  return [...(internals(def.keyType).values ?? [])].map(String);
}
