import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withOverrides } from '../../src/spec/overrides.ts';
import { placeIn, readYaml } from '../../src/yaml/source.ts';

const ONE =
  'version: 1\ntable: t.yaml\nagents:\n  desk:\n    want: { latency: { p95: 2s }, tools: [a, b] }\n';
const TWO = `${ONE}  phone:\n    want: { latency: { p95: 1s } }\n`;

const overridden = (text: string, ...sets: string[]) =>
  withOverrides(readYaml(text, 'spec.yaml'), sets);
const valueOf = (text: string, ...sets: string[]) => overridden(text, ...sets).source.value;
const deskOf = (...sets: string[]) =>
  (valueOf(ONE, ...sets) as { agents: { desk: unknown } }).agents.desk;
const wrong = (text: string, ...sets: string[]) =>
  overridden(text, ...sets).diagnostics.map(({ message, help }) => [message, help]);

describe('a value that is set', () => {
  test('may leave out the only agent', () => {
    const long = 'agents.desk.want.latency.p95=3s';
    expect(deskOf('want.latency.p95=3s')).toEqual({
      want: { latency: { p95: '3s' }, tools: ['a', 'b'] },
    });
    expect(valueOf(ONE, 'want.latency.p95=3s')).toEqual(valueOf(ONE, long));
  });

  test('is read as YAML', () => {
    expect(deskOf('want={ accuracy: { at_least: 90% }, deadline: 12h }')).toEqual({
      want: { accuracy: { at_least: '90%' }, deadline: '12h' },
    });
    expect(deskOf('want.tools=[a]')).toMatchObject({ want: { tools: ['a'] } });
    expect(deskOf('turns=3')).toMatchObject({ turns: 3 });
  });

  test('makes the maps on its way', () => {
    expect(deskOf('traffic.requests=20k/month')).toMatchObject({
      traffic: { requests: '20k/month' },
    });
  });

  test('replaces what stands in the way', () => {
    expect(deskOf('want.tools.at_least=1')).toMatchObject({ want: { tools: { at_least: 1 } } });
  });

  test('reaches into lists by number', () => {
    expect(deskOf('want.tools.1=c')).toMatchObject({ want: { tools: ['a', 'c'] } });
    expect(deskOf('want.tools.0=')).toMatchObject({ want: { tools: ['b'] } });
  });

  test('that is empty takes the key out', () => {
    expect(deskOf('want.latency=')).toEqual({ want: { tools: ['a', 'b'] } });
  });

  test('may hold an equals sign, and be set again: the last one counts', () => {
    expect(deskOf('note=a=b')).toMatchObject({ note: 'a=b' });
    expect(deskOf('want.latency.p95=3s', 'want.latency.p95=4s')).toMatchObject({
      want: { latency: { p95: '4s' } },
    });
  });

  test('changes nothing else, and not the source itself', () => {
    const key = fc.constantFrom('x', 'want', 'want.latency', 'want.tools.0', 'traffic.turns');
    fc.assert(
      fc.property(key, fc.integer({ min: 0, max: 99 }), (path, number) => {
        const source = readYaml(TWO, 'spec.yaml');
        const before = structuredClone(source.value);
        const after = withOverrides(source, [`agents.desk.${path}=${number}`]).source.value as {
          agents: { phone: unknown };
        };
        expect(source.value).toEqual(before);
        expect(after.agents.phone).toEqual({ want: { latency: { p95: '1s' } } });
      }),
    );
  });

  test('never reaches what an object inherits', () => {
    valueOf(ONE, 'agents.desk.__proto__.polluted=1', 'constructor.prototype.polluted=1');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('is where a finding about it points', () => {
    const { source, texts } = overridden(ONE, 'want.latency.p95=3zz');
    expect(placeIn(source, ['agents', 'desk', 'want', 'latency', 'p95'], 'value')).toEqual({
      file: '--set want.latency.p95',
      range: { line: 1, column: 18, endLine: 1, endColumn: 21 },
    });
    expect(source.setAt?.(['agents', 'desk', 'want', 'tools'], 'value')).toBeNull();
    expect([...texts]).toEqual([['--set want.latency.p95', 'want.latency.p95=3zz']]);
  });

  test('is where a finding about a key points that only it has', () => {
    const { source } = overridden(ONE, 'want.latncy.p95=3s');
    expect(placeIn(source, ['agents', 'desk', 'want', 'latncy'], 'key')).toEqual({
      file: '--set want.latncy.p95',
      range: { line: 1, column: 6, endLine: 1, endColumn: 12 },
    });
    expect(source.setAt?.(['agents', 'desk', 'want'], 'key')).toBeNull();
  });
});

describe('what cannot be set', () => {
  test.each([
    [
      'no value',
      ONE,
      'want.latency',
      '--set takes path=value, not "want.latency"',
      'as in --set want.latency.p95=3s',
    ],
    ['no path', ONE, '=3s', '--set takes path=value, not "=3s"', 'as in --set want.latency.p95=3s'],
    [
      'an agent that is not there',
      TWO,
      'agents.phnoe.want=1',
      '--set agents.phnoe.want: there is no agent "phnoe"',
      'did you mean "phone"?',
    ],
    [
      'one of several agents',
      TWO,
      'want.tools=all',
      '--set want.tools: the spec has 2 agents; say which',
      'as in --set agents.desk.want.tools=…',
    ],
    [
      'anything without an agent',
      'version: 1\n',
      'want.tools=all',
      '--set want.tools: the spec has no agent',
      null,
    ],
    ['an empty name', ONE, 'want..p95=3s', '--set want..p95=3s: a name in the path is empty', null],
    [
      'an item far behind the end of a list',
      ONE,
      'want.tools.3=c',
      '--set want.tools.3=c: agents.desk.want.tools is a list of 2; it has no item 3',
      'items are numbered from 0',
    ],
    [
      'a key to take out that is not there',
      ONE,
      'want.latncy=',
      '--set want.latncy=: there is nothing to take out',
      'did you mean "latency"?',
    ],
    ['what is no YAML', ONE, 'want={ a', '--set want={ a: the value is not valid YAML', null],
  ])('%s', (_, text, set, message, help) => {
    expect(wrong(text, set)).toEqual([[message, help]]);
    expect(valueOf(text, set)).toEqual(valueOf(text));
  });

  test('is told all at once, and the rest is set', () => {
    expect(wrong(ONE, 'a', 'want.tools=all', '=b')).toHaveLength(2);
    expect(deskOf('a', 'want.tools=all')).toMatchObject({ want: { tools: 'all' } });
  });
});
