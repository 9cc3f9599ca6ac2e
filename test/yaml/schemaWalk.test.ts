import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { optionsOf, schemasAt, unwrapped, validKeys } from '../../src/yaml/schemaWalk.ts';

const point = z.strictObject({ x: z.number(), y: z.number() });
const named = z.strictObject({ name: z.string(), at: point.optional() });

describe('unwrapped', () => {
  it.each([
    ['optional', point.optional()],
    ['nullable', point.nullable()],
    ['default', point.default({ x: 0, y: 0 })],
    ['prefault', point.prefault({ x: 0, y: 0 })],
    ['readonly', point.readonly()],
    ['catch', point.catch({ x: 0, y: 0 })],
    ['transform', point.transform(({ x }) => x)],
    ['preprocess', z.preprocess((value) => value, point)],
    ['lazy', z.lazy(() => point)],
    ['two of them', point.optional().transform((value) => value?.x)],
  ])('sees through %s', (_, schema) => {
    expect(unwrapped(schema).at(-1)).toBe(point);
  });
});

describe('optionsOf', () => {
  it('is null unless the schema is a union', () => {
    expect(optionsOf(point)).toBeNull();
    expect(optionsOf(z.union([point, named]).optional())).toEqual([point, named]);
  });
});

describe('schemasAt', () => {
  it('follows maps, records, lists and tuples', () => {
    const schema = z.object({
      records: z.record(z.string(), z.array(z.tuple([z.string(), point]))),
    });
    const value = { records: { a: [['b', {}]] } };
    expect(schemasAt([schema], ['records', 'a', 0, 1], value)).toEqual([point]);
  });

  it('is empty where the schema has nothing', () => {
    expect(schemasAt([z.object({})], ['z'], {})).toEqual([]);
    expect(schemasAt([point], ['x', 'deeper'], {})).toEqual([]);
    expect(schemasAt([z.object({})], ['toString'], {})).toEqual([]);
  });

  it('takes the rest of a tuple and the catchall of an object', () => {
    expect(schemasAt([z.tuple([z.string()], point)], [3], [])).toEqual([point]);
    expect(schemasAt([z.object({}).catchall(point)], ['any'], {})).toEqual([point]);
  });
});

describe('validKeys', () => {
  it('lists the keys of an object in their order', () => {
    expect(validKeys([named.optional()], {})).toEqual(['name', 'at']);
  });

  it('lists the keys of a record over an enumeration, and none where any key is taken', () => {
    expect(validKeys([z.partialRecord(z.enum(['a', 'b']), point)], {})).toEqual(['a', 'b']);
    expect(validKeys([z.record(z.string(), point)], {})).toEqual([]);
  });

  it('takes from a union the options that know most of the keys given', () => {
    const union = z.union([z.string(), point, named, z.array(point)]);
    expect(validKeys([union], { x: 1, z: 2 })).toEqual(['x', 'y']);
    expect(validKeys([union], { name: 'a', z: 2 })).toEqual(['name', 'at']);
    expect(validKeys([union], { z: 2 })).toEqual(['x', 'y', 'name', 'at']);
  });

  it('leaves out the options that a literal rules out', () => {
    const union = z.union([
      z.object({ kind: z.literal('llm'), model: z.string(), tokens: z.number() }),
      z.object({ kind: z.literal('tool'), cost: z.number() }),
    ]);
    expect(validKeys([union], { kind: 'tool', model: 1, tokens: 2 })).toEqual(['kind', 'cost']);
  });

  it('joins both sides of an intersection', () => {
    expect(validKeys([z.intersection(point, named)], {})).toEqual(['x', 'y', 'name', 'at']);
  });

  it('follows lazy schemas that contain themselves', () => {
    const tree: z.ZodType = z.lazy(() =>
      z.strictObject({ leaf: z.string(), trees: z.array(tree) }),
    );
    const value = { trees: [{ trees: [{}] }] };
    expect(validKeys(schemasAt([tree], ['trees', 0, 'trees', 0], value), {})).toEqual([
      'leaf',
      'trees',
    ]);
  });
});
