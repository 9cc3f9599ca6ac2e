import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseDuration } from '../../src/units/duration.ts';
import { parseShare } from '../../src/units/share.ts';
import type { IssueParams } from '../../src/yaml/issueParams.ts';
import { readYaml } from '../../src/yaml/source.ts';
import { unit } from '../../src/yaml/unitSchema.ts';
import { validate } from '../../src/yaml/validate.ts';

const duration = unit(parseDuration, { description: 'a duration', examples: ['600ms', '1.2s'] });
const share = unit(parseShare, { description: 'a share', examples: ['95%'] });

const quantiles = z
  .strictObject({ p50: duration.optional(), p95: duration.optional() })
  .superRefine(({ p50, p95 }, context) => {
    if (p50 === undefined || p95 === undefined || p50 <= p95) return;
    const params: IssueParams = { code: 'quantile-order', help: 'swap them', part: 'key' };
    context.addIssue({
      code: 'custom',
      path: ['p95'],
      message: 'p95 is below p50',
      params: { ...params },
    });
  });

const item: z.ZodType = z.lazy(() =>
  z.union([
    z.strictObject({
      step: z.string(),
      calls: z.number().int().min(1).optional(),
      hit: share.optional(),
    }),
    z.strictObject({
      tools: z.array(z.string()).min(1),
      order: z.enum(['series', 'parallel']).optional(),
    }),
    z.strictObject({ parallel: z.array(item) }),
  ]),
);

const schema = z.strictObject({
  version: z.literal(1).default(1),
  name: z.string().optional(),
  want: z
    .strictObject({
      latency: z.union([duration, quantiles]).optional(),
      ttft: duration.optional(),
      tools: z.union([z.literal('all'), z.array(z.string())]).optional(),
      turns: z.number().positive().optional(),
    })
    .optional(),
  workflow: z.array(item).optional(),
  hosts: z.record(z.string().regex(/^[a-z-]+$/u), z.number()).optional(),
  level: z.partialRecord(z.enum(['low', 'high']), z.number()).optional(),
  component: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('llm'), model: z.string() }),
      z.strictObject({ kind: z.literal('tool'), cost: z.number() }),
    ])
    .optional(),
});

/** Findings as `line:column [code] message (help)`. */
function said(text: string): string[] {
  return validate(schema, readYaml(text, 'x.yaml')).diagnostics.map(
    ({ range, code, message, help }) => {
      const place = range === null ? '-' : `${range.line}:${range.column}`;
      return `${place} [${code}] ${message}${help === null ? '' : ` (${help})`}`;
    },
  );
}

describe('validate', () => {
  it('gives what the schema makes of a valid file', () => {
    const text =
      'want: { latency: { p50: 640ms, p95: 0.9s }, tools: all }\nworkflow: [{ step: plan }]';
    expect(validate(schema, readYaml(text, 'x.yaml'))).toEqual({
      data: {
        version: 1,
        want: { latency: { p50: 640, p95: 900 }, tools: 'all' },
        workflow: [{ step: 'plan' }],
      },
      diagnostics: [],
    });
  });

  it.each([
    [
      'want: { tfft: 500ms }',
      '1:9 [unknown-key] unknown key "tfft" in want (did you mean "ttft"?)',
    ],
    [
      'want: { fast: yes }',
      '1:9 [unknown-key] unknown key "fast" in want (valid keys: latency, ttft, tools, turns)',
    ],
    ['wnat: 1', '1:1 [unknown-key] unknown key "wnat" at the top level (did you mean "want"?)'],
    [
      'want: { latency: { p59: 2s } }',
      '1:20 [unknown-key] unknown key "p59" in want.latency (did you mean "p50"?)',
    ],
    [
      'want: { latency: { p50: 1s, p59: 2s } }',
      '1:29 [unknown-key] unknown key "p59" in want.latency (did you mean "p95"?)',
    ],
    [
      'workflow: [{ step: plan, cals: 2 }]',
      '1:26 [unknown-key] unknown key "cals" in workflow[0] (did you mean "calls"?)',
    ],
    [
      'workflow:\n  - parallel:\n      - { tools: [a], ordr: series }',
      '3:23 [unknown-key] unknown key "ordr" in workflow[0].parallel[0] (did you mean "order"?)',
    ],
    ['level: { lwo: 1 }', '1:10 [unknown-key] unknown key "lwo" in level (did you mean "low"?)'],
    ['hosts: { A100: 1 }', '1:10 [unknown-key] unknown key "A100" in hosts'],
  ])('names the unknown key and the nearest valid one: %s', (text, message) => {
    expect(said(text)).toEqual([message]);
  });

  it('reports a misspelt key that must be there once', () => {
    expect(said('workflow: [{ stpe: plan }]')).toEqual([
      '1:14 [unknown-key] unknown key "stpe" in workflow[0] (did you mean "step"?)',
    ]);
  });

  it.each([
    ['component: { kind: llm }', '1:1 [missing-key] missing key "model" in component'],
    [
      'component: { model: x }',
      '1:1 [missing-key] missing key "kind" in component (add it, as in kind: llm)',
    ],
    ['workflow:\n  - calls: 2', '2:5 [missing-key] missing key "step" in workflow[0]'],
  ])('names the missing key at its parent: %s', (text, message) => {
    expect(said(text)).toEqual([message]);
  });

  it('shows how a missing key is written when the schema has an example', () => {
    const strict = z.strictObject({ ttft: duration });
    const [found] = validate(strict, readYaml('{}', 'x.yaml')).diagnostics;
    expect(found).toMatchObject({
      code: 'missing-key',
      message: 'missing key "ttft" at the top level',
      help: 'add it, as in ttft: 600ms',
    });
  });

  it.each([
    ['- 1', '1:1 [wrong-type] the file must be a map, but is a list'],
    ['want: fast', '1:7 [wrong-type] want must be a map, but is the text "fast"'],
    ['want:', '1:1 [wrong-type] want must be a map, but is empty'],
    [
      'name: 123',
      '1:7 [wrong-type] name must be text, but is the number 123 (put it in quotes: "123")',
    ],
    [
      'workflow: plan',
      '1:11 [wrong-type] workflow must be a list, but is the text "plan" (write a list, as in [plan])',
    ],
    ['workflow: [plan]', '1:12 [wrong-type] workflow[0] must be a map, but is the text "plan"'],
    [
      'want: { ttft: [1] }',
      '1:15 [wrong-type] expected a duration, as in 600ms, but this is a list',
    ],
    ['want: { ttft: }', '1:9 [wrong-type] expected a duration, as in 600ms, but this is empty'],
    [
      'want: { ttft: true }',
      '1:15 [wrong-type] expected a duration, as in 600ms, but this is true',
    ],
    [
      'want: { ttft: .nan }',
      '1:15 [wrong-type] expected a duration, as in 600ms, but this is not a finite number',
    ],
    [
      'want: { latency: [1] }',
      '1:18 [wrong-type] want.latency must be a duration (as in 600ms) or a map, but is a list',
    ],
    [
      'workflow: [{ step: plan, calls: 1.5 }]',
      '1:33 [wrong-type] workflow[0].calls must be a whole number, but is the number 1.5',
    ],
  ])('says which kind of value is needed: %s', (text, message) => {
    expect(said(text)).toEqual([message]);
  });

  it.each([
    ['version: 0', '1:10 [wrong-value] version must be 1, but is the number 0'],
    [
      'want: { tools: al }',
      '1:16 [wrong-value] want.tools must be all or a list, but is the text "al" (did you mean "all"?)',
    ],
    [
      'workflow: [{ tools: [a], order: serial }]',
      '1:33 [wrong-value] workflow[0].order must be series or parallel, but is the text "serial" (did you mean "series"?)',
    ],
    [
      'component: { kind: tol }',
      '1:20 [wrong-value] component.kind must be llm or tool, but is the text "tol" (did you mean "tool"?)',
    ],
    [
      'want: { turns: 0 }',
      '1:16 [wrong-value] want.turns must be more than 0, but is the number 0',
    ],
    [
      'workflow: [{ step: plan, calls: 0 }]',
      '1:33 [wrong-value] workflow[0].calls must be at least 1, but is the number 0',
    ],
    ['workflow: [{ tools: [] }]', '1:21 [wrong-value] workflow[0].tools must not be empty'],
  ])('says which values fit: %s', (text, message) => {
    expect(said(text)).toEqual([message]);
  });

  it.each([
    [
      'want: { ttft: 600 }',
      '1:15 [wrong-unit] "600" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    ['want: { latency: 5 sec }', '1:18 [wrong-unit] "5 sec" has the unknown unit "sec"; write 5s'],
    [
      'want: { latency: { p95: 0.9 } }',
      '1:25 [wrong-unit] "0.9" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      'workflow: [{ step: memory, hit: 0.4 }]',
      '1:33 [wrong-unit] "0.4" has no unit; a share takes %, as in 40%',
    ],
  ])('passes on what a unit parser says: %s', (text, message) => {
    expect(said(text)).toEqual([message]);
  });

  it('lets a schema choose code, help and part of its own findings', () => {
    expect(said('want: { latency: { p50: 2s, p95: 1s } }')).toEqual([
      '1:29 [quantile-order] p95 is below p50 (swap them)',
    ]);
  });

  it('finds all mistakes of a file, in order', () => {
    expect(said('wnat: 1\nname: [x]\nhosts: { a: b }\n')).toEqual([
      '1:1 [unknown-key] unknown key "wnat" at the top level (did you mean "want"?)',
      '2:7 [wrong-type] name must be text, but is a list',
      '3:13 [wrong-type] hosts.a must be a number, but is the text "b"',
    ]);
  });

  it('has the findings of the source too, and then no data', () => {
    const { data, diagnostics } = validate(schema, readYaml('name: x\nname: y', 'x.yaml'));
    expect(data).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(['duplicate-key']);
    expect(said('a: [1')[0]).toMatch(/\[yaml-syntax\]/u);
    expect(said('')).toEqual(['- [empty-file] the file is empty']);
  });

  it('has data in spite of a warning', () => {
    const { data, diagnostics } = validate(schema, readYaml('name: !x y', 'x.yaml'));
    expect(data).toMatchObject({ name: 'y' });
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
  });
});

describe('validate, for any value', () => {
  const key = fc.constantFrom(
    'want',
    'workflow',
    'step',
    'tools',
    'latency',
    'p95',
    'ttft',
    'kind',
    'component',
    'hosts',
    'level',
    'order',
    'parallel',
    'name',
    'x',
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('all', 'llm', 'plan', '600ms', 3, -1, 0.5, true, null, ''),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
    ),
  }));

  it('has data or an error with a place, and never prints undefined, NaN or the jargon of zod', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const { data, diagnostics } = validate(schema, readYaml(JSON.stringify(value), 'x.yaml'));
        expect(data === null).toBe(diagnostics.length > 0);
        for (const { message, help, range } of diagnostics) {
          expect(range).not.toBeNull();
          expect(`${message} ${help ?? ''}`).not.toMatch(
            /undefined|NaN|Invalid input|received|object/u,
          );
          expect(message).not.toBe('');
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('unit', () => {
  it('has a JSON Schema of its input, with description and examples', () => {
    const of = z.strictObject({ ttft: duration.optional() });
    expect(z.toJSONSchema(of, { io: 'input', target: 'draft-7' })).toEqual({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: {
        ttft: {
          type: ['string', 'number'],
          description: 'a duration',
          examples: ['600ms', '1.2s'],
        },
      },
      additionalProperties: false,
    });
  });

  it('gives what the parser makes of the text', () => {
    expect(duration.parse('1.2s')).toBe(1200);
    expect(share.parse('95%')).toBe(0.95);
  });
});
