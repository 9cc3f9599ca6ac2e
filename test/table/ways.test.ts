import { describe, expect, it } from 'vitest';
import { tableSchema } from '../../src/table/schema.ts';
import { waysToRun } from '../../src/table/ways.ts';
import { readYaml } from '../../src/yaml/source.ts';

function ways(component: string) {
  const text = `version: 1\nname: t\ncomponents:\n  plan: ${component}\n`;
  const found = tableSchema.parse(readYaml(text, 't.yaml').value).components['plan'];
  if (found === undefined) throw new Error('the component is there');
  return waysToRun(found);
}

describe('the ways to run a component', () => {
  it('are one, called on, where it has no variants', () => {
    expect(ways('{ kind: tool, latency: 1s, cost: $0.01 }')).toMatchObject([
      { name: 'on', path: [], cost: 0.01 },
    ]);
  });

  it('are its variants as they are listed, each with its place in the file', () => {
    const found = ways('{ kind: llm, variants: { slow: { latency: 4s }, fast: { latency: 1s } } }');
    expect(found.map(({ name, path }) => [name, path])).toEqual([
      ['slow', ['variants', 'slow']],
      ['fast', ['variants', 'fast']],
    ]);
  });

  it('take from the component what a variant does not say', () => {
    const [own, taken] = ways(
      '{ kind: llm, latency: 2s, model: big, errors: 1%, variants: { a: { model: small, latency: 1s }, b: {} } }',
    );
    expect(own).toMatchObject({ model: 'small', errors: 0.01, latency: { input: { ms: 1000 } } });
    expect(taken).toMatchObject({ model: 'big', errors: 0.01, latency: { input: { ms: 2000 } } });
  });

  it('have the tokens of both, one count at a time', () => {
    const [way] = ways(
      '{ kind: llm, latency: 1s, tokens: { input: 5k, output: 100 }, variants: { a: { tokens: { output: 300, reasoning: 50 } } } }',
    );
    expect(way?.tokens).toEqual({ input: 5000, output: 300, reasoning: 50 });
  });

  it('do not take the effect of having the component for their own', () => {
    const [plain, better] = ways(
      '{ kind: llm, latency: 1s, accuracy: -5pt, variants: { a: {}, b: { accuracy: +2pt } } }',
    );
    expect(plain?.accuracy).toBeUndefined();
    expect(better?.accuracy).toMatchObject({ mid: 0.02 });
    expect(ways('{ kind: tool, latency: 1s, accuracy: -5pt }')[0]?.accuracy).toBeUndefined();
  });

  it('are worked out once for a component', () => {
    const text = 'version: 1\nname: t\ncomponents: { plan: { kind: llm, latency: 1s } }\n';
    const { plan } = tableSchema.parse(readYaml(text, 't.yaml').value).components;
    if (plan === undefined) throw new Error('the component is there');
    expect(waysToRun(plan)).toBe(waysToRun(plan));
  });
});
