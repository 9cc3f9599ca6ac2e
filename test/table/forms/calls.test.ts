import { describe, expect, it } from 'vitest';
import type { LoadedSpec } from '../../../src/spec/load.ts';
import { filled, findingsFor, plain } from '../../support/forms.ts';

/**
 * Calls and shares of a table. Every form that a person may write, with what it is read as, and every near miss, with what is
 * said: `code [what is underlined] message → help`.
 */

describe('calls:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ tools: [web] }]
`,
    table: `components:
  web: { kind: tool, latency: 1s, calls: @@ }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.components?.web?.calls);

  it.each<[form: string, reads: unknown]>([
    ['1', [{ count: 1, share: 1 }]],
    ['0', [{ count: 0, share: 1 }]],
    ['2', [{ count: 2, share: 1 }]],
    ['1000', [{ count: 1000, share: 1 }]],
    ['{ 1: 100% }', [{ count: 1, share: 1 }]],
    [
      '{ 1: 60%, 2: 30%, 3: 10% }',
      [
        { count: 1, share: 0.6000000000000001 },
        { count: 2, share: 0.30000000000000004 },
        { count: 3, share: 0.10000000000000002 },
      ],
    ],
    [
      '{ 2: 10%, 1: 90% }',
      [
        { count: 1, share: 0.9 },
        { count: 2, share: 0.1 },
      ],
    ],
    [
      '{ 0: 50%, 1: 50% }',
      [
        { count: 0, share: 0.5 },
        { count: 1, share: 0.5 },
      ],
    ],
    [
      '{ "1": 50%, "2": 50% }',
      [
        { count: 1, share: 0.5 },
        { count: 2, share: 0.5 },
      ],
    ],
    [
      '{ 10: 50%, 2: 50% }',
      [
        { count: 2, share: 0.5 },
        { count: 10, share: 0.5 },
      ],
    ],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    ['-1', 'wrong-value [-1] components.web.calls must be at least 0, but is the number -1'],
    ['1.5', 'wrong-type [1.5] components.web.calls must be a whole number, but is the number 1.5'],
    [
      '1001',
      'wrong-value [1001] components.web.calls must be at most 1000, but is the number 1001',
    ],
    [
      '1e9',
      'wrong-value [1e9] components.web.calls must be at most 1000, but is the number 1000000000',
    ],
    [
      'many',
      'wrong-type [many] components.web.calls must be a number or a map, but is the text "many"',
    ],
    ['"2"', 'wrong-type ["2"] components.web.calls must be a number or a map, but is the text "2"'],
    ['2x', 'wrong-type [2x] components.web.calls must be a number or a map, but is the text "2x"'],
    ['{}', 'distribution-sum [{}] the shares of calls sum to 0%, not 100%'],
    [
      '{ 1: 60%, 2: 30% }',
      'distribution-sum [{ 1: 60%, 2: 30% }] the shares of calls sum to 90%, not 100%',
    ],
    [
      '{ 1: 60, 2: 40 }',
      'wrong-unit [60] "60" has no unit; a share takes %, as in 60%',
      'wrong-unit [40] "40" has no unit; a share takes %, as in 40%',
    ],
    [
      '{ 1: 0.6, 2: 0.4 }',
      'wrong-unit [0.6] "0.6" has no unit; a share takes %, as in 60%',
      'wrong-unit [0.4] "0.4" has no unit; a share takes %, as in 40%',
    ],
    [
      '{ one: 100% }',
      'unknown-key [one] unknown key "one" in components.web.calls → the number of calls is a whole number',
    ],
    [
      '{ 1.5: 100% }',
      'unknown-key [1.5] unknown key "1.5" in components.web.calls → the number of calls is a whole number',
    ],
    [
      '{ -1: 100% }',
      'unknown-key [-1] unknown key "-1" in components.web.calls → the number of calls is a whole number',
    ],
    [
      '{ 1: 120%, 2: -20% }',
      'wrong-unit [120%] "120%" is more than 100%; a share is between 0% and 100%',
      'wrong-unit [-20%] "-20%" is negative; a share is between 0% and 100%',
    ],
    [
      '{ 1: 60%, 1: 40% }',
      'distribution-sum [{ 1: 60%, 1: 40% }] the shares of calls sum to 60%, not 100%',
      'duplicate-key [1] duplicate key "1", already given on line 4',
    ],
    ['{ 1: }', 'wrong-type [1] expected a share in percent, as in 34%, but this is empty'],
    ['[1, 2]', 'wrong-type [[1, 2]] components.web.calls must be a number or a map, but is a list'],
    ['null', 'wrong-type [null] components.web.calls must be a number or a map, but is empty'],
    ['true', 'wrong-type [true] components.web.calls must be a number or a map, but is true'],
    [
      '50%',
      'wrong-type [50%] components.web.calls must be a number or a map, but is the text "50%"',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('used_by:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ tools: [web] }]
`,
    table: `components:
  web: { kind: tool, latency: 1s, used_by: @@ }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.components?.web?.used_by);

  it.each<[form: string, reads: unknown]>([
    ['34%', 0.34],
    ['0%', 0],
    ['100%', 1],
    ['0.7%', 0.007],
    ['"34%"', 0.34],
    ['34 %', 0.34],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    ['34', 'wrong-unit [34] "34" has no unit; a share takes %, as in 34%'],
    ['0.34', 'wrong-unit [0.34] "0.34" has no unit; a share takes %, as in 34%'],
    ['134%', 'wrong-unit [134%] "134%" is more than 100%; a share is between 0% and 100%'],
    ['-3%', 'wrong-unit [-3%] "-3%" is negative; a share is between 0% and 100%'],
    [
      '34 percent',
      'wrong-unit [34 percent] "34 percent" has the unknown unit "percent"; write 34%',
    ],
    ['34pct', 'wrong-unit [34pct] "34pct" has the unknown unit "pct"; write 34%'],
    ['1/3', 'wrong-unit [1/3] "1/3" has the unknown unit "/3"; a share takes %, as in 95%'],
    ['null', 'wrong-type [null] expected a share in percent, as in 34%, but this is empty'],
    ['[]', 'wrong-type [[]] expected a share in percent, as in 34%, but this is a list'],
    ['≈34%', 'wrong-unit [≈34%] "≈34%" is not a share; a share takes %, as in 95%'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('errors:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ tools: [web] }]
`,
    table: `components:
  web: { kind: tool, latency: 1s, errors: @@ }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.components?.web?.errors);

  it.each<[form: string, reads: unknown]>([['0.7%', 0.007]])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    ['0.007', 'wrong-unit [0.007] "0.007" has no unit; a share takes %, as in 0.7%'],
    ['7', 'wrong-unit [7] "7" has no unit; a share takes %, as in 7%'],
    ['700%', 'wrong-unit [700%] "700%" is more than 100%; a share is between 0% and 100%'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});
