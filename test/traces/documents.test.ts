import { describe, expect, test } from 'vitest';
import { Documents } from '../../src/traces/documents.ts';
import { jsonShape } from '../../src/traces/readers/jsonShape.ts';

const BROKEN = 'not JSON (cut off or damaged)';

/** What comes of these lines, one word each. */
function read(...lines: readonly (string | null)[]): string[] {
  const seen: string[] = [];
  const documents = new Documents({
    onDocument: (document, line) => void seen.push(`${line}: ${JSON.stringify(document)}`),
    onHeader: (line) => void seen.push(`${line}: header`),
    onBlank: () => void seen.push('blank'),
    onBroken: (reason, line) => void seen.push(`${line}: ${reason}`),
  });
  for (const line of lines) documents.addLine(line);
  documents.end();
  return seen;
}

describe('documents', () => {
  test('are one per line', () => {
    expect(read('{"a":1}', '[2]', '"x"', 'null')).toEqual([
      '1: {"a":1}',
      '2: [2]',
      '3: "x"',
      '4: null',
    ]);
  });

  test('stand at their own line, whatever lies between', () => {
    expect(read('', ' \t', '{"a":1}', '{"a"', '{}')).toEqual([
      'blank',
      'blank',
      '3: {"a":1}',
      `4: ${BROKEN}`,
      '5: {}',
    ]);
  });

  test('too long to read are broken', () => {
    expect(read('{}', null, '{}')).toEqual(['1: {}', '2: longer than 256 MB', '3: {}']);
  });

  test('printed over several lines count as one, where they begin', () => {
    expect(read('', '{', '  "a": [', '    1', '  ]', '}')).toEqual(['blank', '2: {"a":[1]}']);
    expect(read('[', '1,', '2', ']')).toEqual(['1: [1,2]']);
  });

  test('printed so and cut off are read as lines', () => {
    expect(read('{', '"a": 1,', '{"b":2}', '')).toEqual([
      `1: ${BROKEN}`,
      `2: ${BROKEN}`,
      '3: {"b":2}',
      'blank',
    ]);
  });

  test('printed so do not begin after another one', () => {
    expect(read('{"a":1}', '{', '"b":2', '}')).toEqual([
      '1: {"a":1}',
      `2: ${BROKEN}`,
      `3: ${BROKEN}`,
      `4: ${BROKEN}`,
    ]);
  });

  test('held back are let go when a line is too long', () => {
    expect(read('{', null)).toContain('2: longer than 256 MB');
  });

  test('printed so and longer than 64 MB are read as lines', () => {
    const long = `"${'x'.repeat(33 * 1024 * 1024)}",`;
    expect(read('[', long, long, '1')).toEqual([
      `1: ${BROKEN}`,
      `2: ${BROKEN}`,
      `3: ${BROKEN}`,
      '4: 1',
    ]);
  });
});

const own = (tool: string): string => `${tool}’s own format, which is not read (OTLP is)`;

describe('JSON that is not OTLP traces is', () => {
  test.each([
    ['metrics', { resourceMetrics: [] }],
    ['logs', { resourceLogs: [] }],
    ['profiles', { resourceProfiles: [] }],
    [own('Braintrust'), [{ span_id: 'a', root_span_id: 'a', span_attributes: {} }]],
    [own('Weave'), { op_name: 'weave:///a', started_at: '2026-11-22T00:00:00Z' }],
    [own('OpenAI Agents SDK'), { object: 'trace.span', started_at: '', span_data: {} }],
    [own('Portkey'), { data: [{ ai_model: 'gpt-5', ai_org: 'openai' }] }],
    [own('Logfire'), { span_name: 'chat', start_timestamp: '' }],
    [own('MLflow'), { info: {}, data: { spans: [] } }],
    [own('Datadog'), { data: [{ type: 'span', attributes: { span_kind: 'llm' } }] }],
    ['a JSON list of no known trace format', []],
    ['a JSON list of no known trace format', [1]],
    ['JSON of no known trace format', {}],
    ['JSON of no known trace format', { batch: [], data: [], post: 5 }],
  ])('%s: %j', (name, document) => {
    expect(jsonShape(document)).toBe(name);
  });
});
