import { describe, expect, it } from 'vitest';
import type { LoadedSpec } from '../../../src/spec/load.ts';
import { filled, findingsFor, plain } from '../../support/forms.ts';

/**
 * Latencies of a table. Every form that a person may write, with what it is read as, and every near miss, with what is
 * said: `code [what is underlined] message → help`.
 */

describe('latency:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ tools: [web] }]
`,
    table: `components:
  web: { kind: tool, latency: @@ }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.components?.web?.latency);

  it.each<[form: string, reads: unknown]>([
    ['600ms', { input: { kind: 'point', ms: 600 }, n: null, mean: null, max: null }],
    ['1.2s', { input: { kind: 'point', ms: 1200 }, n: null, mean: null, max: null }],
    ['2m', { input: { kind: 'point', ms: 120000 }, n: null, mean: null, max: null }],
    ['1h', { input: { kind: 'point', ms: 3600000 }, n: null, mean: null, max: null }],
    ['0ms', { input: { kind: 'point', ms: 0 }, n: null, mean: null, max: null }],
    ['0.5s', { input: { kind: 'point', ms: 500 }, n: null, mean: null, max: null }],
    ['600 ms', { input: { kind: 'point', ms: 600 }, n: null, mean: null, max: null }],
    ['1 h', { input: { kind: 'point', ms: 3600000 }, n: null, mean: null, max: null }],
    [
      '600-900ms',
      { input: { kind: 'range', low: 600, high: 900 }, n: null, mean: null, max: null },
    ],
    [
      '0.5-1.1s',
      { input: { kind: 'range', low: 500, high: 1100 }, n: null, mean: null, max: null },
    ],
    [
      '600ms-1.2s',
      { input: { kind: 'range', low: 600, high: 1200 }, n: null, mean: null, max: null },
    ],
    ['1s..2s', { input: { kind: 'range', low: 1000, high: 2000 }, n: null, mean: null, max: null }],
    [
      '600–900ms',
      { input: { kind: 'range', low: 600, high: 900 }, n: null, mean: null, max: null },
    ],
    [
      '1 to 2s',
      { input: { kind: 'range', low: 1000, high: 2000 }, n: null, mean: null, max: null },
    ],
    [
      '{ p50: 640ms, p95: 900ms }',
      {
        input: {
          kind: 'quantiles',
          points: [
            { key: 'p50', p: 0.5, ms: 640 },
            { key: 'p95', p: 0.95, ms: 900 },
          ],
          max: null,
        },
        n: null,
        mean: null,
        max: null,
      },
    ],
    [
      '{ p50: 640ms }',
      {
        input: { kind: 'quantiles', points: [{ key: 'p50', p: 0.5, ms: 640 }], max: null },
        n: null,
        mean: null,
        max: null,
      },
    ],
    [
      '{ p95: 900ms }',
      {
        input: { kind: 'quantiles', points: [{ key: 'p95', p: 0.95, ms: 900 }], max: null },
        n: null,
        mean: null,
        max: null,
      },
    ],
    [
      '{ p50: 640ms, p95: 900ms, max: 2s }',
      {
        input: {
          kind: 'quantiles',
          points: [
            { key: 'p50', p: 0.5, ms: 640 },
            { key: 'p95', p: 0.95, ms: 900 },
          ],
          max: 2000,
        },
        n: null,
        mean: null,
        max: 2000,
      },
    ],
    [
      '{ n: 1.2k, p50: 1s, p99: 3s }',
      {
        input: {
          kind: 'quantiles',
          points: [
            { key: 'p50', p: 0.5, ms: 1000 },
            { key: 'p99', p: 0.99, ms: 3000 },
          ],
          max: null,
        },
        n: 1200,
        mean: null,
        max: null,
      },
    ],
    [
      '{ p1: 100ms, p99.9: 10s }',
      {
        input: {
          kind: 'quantiles',
          points: [
            { key: 'p1', p: 0.01, ms: 100 },
            { key: 'p99.9', p: 0.999, ms: 10000 },
          ],
          max: null,
        },
        n: null,
        mean: null,
        max: null,
      },
    ],
    [
      '{ p50: 1s, p90: 1s }',
      {
        input: {
          kind: 'quantiles',
          points: [
            { key: 'p50', p: 0.5, ms: 1000 },
            { key: 'p90', p: 0.9, ms: 1000 },
          ],
          max: null,
        },
        n: null,
        mean: null,
        max: null,
      },
    ],
    [
      '{ mean: 1s, p50: 900ms }',
      {
        input: { kind: 'quantiles', points: [{ key: 'p50', p: 0.5, ms: 900 }], max: null },
        n: null,
        mean: 1000,
        max: null,
      },
    ],
    [
      '{ mix: [[92%, 200-400ms], [8%, 1.5s]] }',
      {
        input: {
          kind: 'mixture',
          parts: [
            { weight: 0.92, law: { kind: 'range', low: 200, high: 400 } },
            { weight: 0.08, law: { kind: 'point', ms: 1500 } },
          ],
        },
        n: null,
        mean: null,
        max: null,
      },
    ],
    [
      '{ mix: [[100%, 1s]] }',
      {
        input: { kind: 'mixture', parts: [{ weight: 1, law: { kind: 'point', ms: 1000 } }] },
        n: null,
        mean: null,
        max: null,
      },
    ],
    [
      '{ mix: [[50%, { mix: [[50%, 1s], [50%, 2s]] }], [50%, 3s]] }',
      {
        input: {
          kind: 'mixture',
          parts: [
            {
              weight: 0.5,
              law: {
                kind: 'mixture',
                parts: [
                  { weight: 0.5, law: { kind: 'point', ms: 1000 } },
                  { weight: 0.5, law: { kind: 'point', ms: 2000 } },
                ],
              },
            },
            { weight: 0.5, law: { kind: 'point', ms: 3000 } },
          ],
        },
        n: null,
        mean: null,
        max: null,
      },
    ],
    [
      '{ mix: [[99.95%, 1s]] }',
      {
        input: { kind: 'mixture', parts: [{ weight: 1, law: { kind: 'point', ms: 1000 } }] },
        n: null,
        mean: null,
        max: null,
      },
    ],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    ['600', 'wrong-unit [600] "600" has no unit; a duration takes ms, s, m, h or d, as in 600ms'],
    [
      '"600"',
      'wrong-unit ["600"] "600" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    ['1.2', 'wrong-unit [1.2] "1.2" has no unit; a duration takes ms, s, m, h or d, as in 600ms'],
    [
      'fast',
      'wrong-unit [fast] "fast" is not a duration; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    ['600 msec', 'wrong-unit [600 msec] "600 msec" has the unknown unit "msec"; write 600ms'],
    ['1.2sec', 'wrong-unit [1.2sec] "1.2sec" has the unknown unit "sec"; write 1.2s'],
    ['2min', 'wrong-unit [2min] "2min" has the unknown unit "min"; write 2m'],
    ['3hrs', 'wrong-unit [3hrs] "3hrs" has the unknown unit "hrs"; write 3h'],
    ['600MS', 'wrong-unit [600MS] "600MS" has the unknown unit "MS"; write 600ms'],
    ['1S', 'wrong-unit [1S] "1S" has the unknown unit "S"; write 1s'],
    [
      '1h30m',
      'wrong-unit [1h30m] "1h30m" has the unknown unit "h30m"; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '1m 30s',
      'wrong-unit [1m 30s] "1m 30s" has the unknown unit "m 30s"; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '1:30',
      'wrong-unit [1:30] "1:30" has the unknown unit ":30"; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    ['∞', 'wrong-unit [∞] "∞" is not a duration; a duration takes ms, s, m, h or d, as in 600ms'],
    [
      '１s',
      'wrong-unit [１s] "１s" is not a duration; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    ['-600ms', 'wrong-unit [-600ms] "-600ms" is negative; a duration is 0 or more, as in 600ms'],
    ['"-1s"', 'wrong-unit ["-1s"] "-1s" is negative; a duration is 0 or more, as in 600ms'],
    [
      '600-900',
      'wrong-unit [600-900] "900" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    ['900-600ms', 'wrong-unit [900-600ms] "900-600ms" goes from high to low; write 600-900ms'],
    ['600-600ms', 'wrong-unit [600-600ms] "600-600ms" has two equal ends; write 600ms'],
    [
      '0-900ms',
      'wrong-unit [0-900ms] "0-900ms" starts at 0; the low end must be more than 0, as in 1-900ms',
    ],
    ['600-900msec', 'wrong-unit [600-900msec] "900msec" has the unknown unit "msec"; write 900ms'],
    [
      '600ms-',
      'wrong-unit [600ms-] "600ms-" has the unknown unit "ms-"; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    ['-5-10ms', 'wrong-unit [-5-10ms] "-5ms" is negative; a duration is 0 or more, as in 600ms'],
    [
      '-10..-5ms',
      'wrong-unit [-10..-5ms] "-10..ms" has the unknown unit ".ms"; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '1e400s',
      'wrong-unit [1e400s] "1e400s" is too long; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      'Infinity',
      'wrong-unit [Infinity] "Infinity" is not a duration; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      'null',
      'wrong-type [null] components.web.latency must be a duration, or the central 90% of a log-normal law as a range (as in 1.2s) or a map, but is empty',
    ],
    [
      '~',
      'wrong-type [~] components.web.latency must be a duration, or the central 90% of a log-normal law as a range (as in 1.2s) or a map, but is empty',
    ],
    [
      'true',
      'wrong-type [true] components.web.latency must be a duration, or the central 90% of a log-normal law as a range (as in 1.2s) or a map, but is true',
    ],
    [
      '[]',
      'wrong-type [[]] components.web.latency must be a duration, or the central 90% of a log-normal law as a range (as in 1.2s) or a map, but is a list',
    ],
    [
      '[1s]',
      'wrong-type [[1s]] components.web.latency must be a duration, or the central 90% of a log-normal law as a range (as in 1.2s) or a map, but is a list',
    ],
    [
      '1,200ms',
      'wrong-unit [1] "1" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
      'unknown-key [200ms] unknown key "200ms" in components.web → a comma ends a value between braces: write the number without it',
    ],
    [
      '{}',
      'missing-key [{}] a latency needs at least one percentile, as in { p50: 640ms, p95: 900ms }',
    ],
    [
      '{ p95: 900 }',
      'wrong-unit [900] "900" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '{ p50: 900ms, p95: 640ms }',
      'quantile-order [640ms] p95 is below p50; percentiles cannot fall',
    ],
    ['{ p50: 1s, max: 900ms }', 'quantile-order [900ms] max is below p50; percentiles cannot fall'],
    ['{ p75: 1s, p90: 900ms }', 'quantile-order [900ms] p90 is below p75; percentiles cannot fall'],
    [
      '{ p42: 1s }',
      'missing-key [{ p42: 1s }] a latency needs at least one percentile, as in { p50: 640ms, p95: 900ms }',
      'unknown-key [p42] unknown key "p42" in components.web.latency → did you mean "p1"?',
    ],
    [
      '{ P95: 1s }',
      'missing-key [{ P95: 1s }] a latency needs at least one percentile, as in { p50: 640ms, p95: 900ms }',
      'unknown-key [P95] unknown key "P95" in components.web.latency → did you mean "p95"?',
    ],
    [
      '{ median: 1s }',
      'missing-key [{ median: 1s }] a latency needs at least one percentile, as in { p50: 640ms, p95: 900ms }',
      'unknown-key [median] unknown key "median" in components.web.latency → did you mean "mean"?',
    ],
    [
      '{ p50: 640ms, p95: 900ms, min: 1ms }',
      'unknown-key [min] unknown key "min" in components.web.latency → did you mean "max"?',
    ],
    [
      '{ max: 3s }',
      'missing-key [{ max: 3s }] a latency needs at least one percentile, as in { p50: 640ms, p95: 900ms }',
    ],
    [
      '{ n: 12 }',
      'missing-key [{ n: 12 }] a latency needs at least one percentile, as in { p50: 640ms, p95: 900ms }',
    ],
    [
      '{ mean: 1s }',
      'missing-key [{ mean: 1s }] a latency needs at least one percentile, as in { p50: 640ms, p95: 900ms }',
    ],
    ['{ n: -1, p50: 1s }', 'wrong-unit [-1] "-1" is negative; a count is 0 or more, as in 6200'],
    [
      '{ n: many, p50: 1s }',
      'wrong-unit [many] "many" is not a count; a count is a plain number or takes k, M or B, as in 6200 or 6.2k',
    ],
    [
      '{ p50: 1-2s }',
      'wrong-unit [1-2s] "1-2s" is a range, but one duration is wanted here, as in 600ms',
    ],
    [
      '{ histogram: 5 }',
      'wrong-type [5] components.web.latency.histogram must be text, but is the number 5 → put it in quotes: "5"',
    ],
    [
      '{ histogram: "!!" }',
      'wrong-value ["!!"] this histogram cannot be read; measure again to replace it',
    ],
    [
      '{ histogram: "" }',
      'wrong-value [""] this histogram cannot be read; measure again to replace it',
    ],
    ['{ mix: [] }', 'wrong-value [[]] components.web.latency.mix must not be empty'],
    [
      '{ mix: 5 }',
      'wrong-type [5] components.web.latency.mix must be a list, but is the number 5 → write a list, as in [5]',
    ],
    [
      '{ mix: [[92%, 1s]] }',
      'mixture-sum [[[92%, 1s]]] the shares of this mixture sum to 92%, not 100%',
    ],
    [
      '{ mix: [[60%, 1s], [60%, 2s]] }',
      'mixture-sum [[[60%, 1s], [60%, 2s]]] the shares of this mixture sum to 120%, not 100%',
    ],
    ['{ mix: [[92%, 1s], [8, 2s]] }', 'wrong-unit [8] "8" has no unit; a share takes %, as in 8%'],
    [
      '{ mix: [[0.92, 1s], [0.08, 2s]] }',
      'wrong-unit [0.92] "0.92" has no unit; a share takes %, as in 92%',
      'wrong-unit [0.08] "0.08" has no unit; a share takes %, as in 8%',
    ],
    [
      '{ mix: [[92%, 1s], [8%]] }',
      'wrong-value [[8%]] components.web.latency.mix[1] must have at least 2 items, but has 1',
    ],
    [
      '{ mix: [[92%, 1s, 2s], [8%, 2s]] }',
      'wrong-value [[92%, 1s, 2s]] components.web.latency.mix[0] must have at most 2 items, but has 3',
    ],
    [
      '{ mix: [1s, 2s] }',
      'wrong-type [1s] components.web.latency.mix[0] must be a list, but is the text "1s"',
      'wrong-type [2s] components.web.latency.mix[1] must be a list, but is the text "2s"',
    ],
    [
      '{ mix: [[99.8%, 1s]] }',
      'mixture-sum [[[99.8%, 1s]]] the shares of this mixture sum to 99.8%, not 100%',
    ],
    [
      '{ mix: [[150%, 1s], [-50%, 2s]] }',
      'wrong-unit [150%] "150%" is more than 100%; a share is between 0% and 100%',
      'wrong-unit [-50%] "-50%" is negative; a share is between 0% and 100%',
    ],
    [
      '{ mix: [[50%, 1s], [50%, fast]] }',
      'wrong-unit [fast] "fast" is not a duration; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '{ mix: [[100%, 1s]], p50: 1s }',
      'unknown-key [p50] unknown key "p50" in components.web.latency → valid keys: mix',
    ],
    [
      '{ mx: [[100%, 1s]] }',
      'missing-key [{ mx: [[100%, 1s]] }] a latency needs at least one percentile, as in { p50: 640ms, p95: 900ms }',
      'unknown-key [mx] unknown key "mx" in components.web.latency → did you mean "max"?',
    ],
    [
      '{ low: 600ms, high: 900ms }',
      'missing-key [{ low: 600ms, high: 900ms }] a latency needs at least one percentile, as in { p50: 640ms, p95: 900ms }',
      'unknown-key [low] unknown key "low" in components.web.latency',
      'unknown-key [high] unknown key "high" in components.web.latency',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});
