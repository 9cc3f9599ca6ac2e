import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Example {
  readonly file: string;
  readonly call: string;
  readonly result: string;
}

const FOLDER = new URL('../../src/units/', import.meta.url);
const EXAMPLE = /@example (.+?) \/\/ (.+)$/gmu;

const files = readdirSync(FOLDER);
const modules = await Promise.all(
  files.map(async (file) => (await import(new URL(file, FOLDER).href)) as Record<string, unknown>),
);
const scope = Object.assign({}, ...modules) as Record<string, unknown>;

/** Runs the text of an example with every export of src/units in scope. */
function run(code: string): unknown {
  const names = Object.keys(scope);
  const call = Reflect.construct(Function, [...names, `return (${code});`]) as (
    ...args: unknown[]
  ) => unknown;
  return call(...names.map((name) => scope[name]));
}

const examples = files.flatMap((file): Example[] => {
  const text = readFileSync(new URL(file, FOLDER), 'utf8');
  return [...text.matchAll(EXAMPLE)].map(([, call = '', result = '']) => ({ file, call, result }));
});

describe('the examples in the docs of src/units', () => {
  it('are there for every parser and formatter', () => {
    const exported = Object.keys(scope).filter((name) =>
      /^(?:parse.|format|\w+ToYaml$)/u.test(name),
    );
    const without = exported.filter((name) => {
      return name !== 'parsed' && !examples.some(({ call }) => call.startsWith(`${name}(`));
    });
    expect(without).toEqual([]);
  });

  it.each(examples)('$call is $result', ({ call, result }) => {
    const expected = run(result.replace(/,\s*…/u, ''));
    // Wrapped, because toMatchObject takes objects only; an ellipsis leaves keys out.
    expect({ is: run(call) }).toMatchObject({ is: expected });
  });
});
