import { describe, expect, it } from 'vitest';
import { findingsFor } from '../../support/forms.ts';

/**
 * Evals of a table. Every form that a person may write, with what it is read as, and every near miss, with what is
 * said: `code [what is underlined] message → help`.
 */

describe('an eval', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `components:
  plan: { kind: llm, cost: $0.001, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
evals:
  standard: @@
`,
  };
  const found = findingsFor(frame);

  it.each([
    '{ baseline: { accuracy: 95%, architecture: { plan: slow } } }',
    '{ baseline: { accuracy: 95%, architecture: {} } }',
    '{ baseline: { accuracy: 95%, architecture: { plan: slow, critic: off, tools: all, order: series } }, tasks: { easy: 75%, hard: 25% } }',
    '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, rows: [{ architecture: { plan: fast }, passed: 180/200 }] }',
    '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, tasks: { easy: 75%, hard: 25% }, rows: [{ architecture: { plan: fast }, passed: { easy: 90/100, hard: 80/100 } }] }',
    '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, rows: [{ architecture: { plan: fast }, passed: 148.5/200, latency: { mean: 3s, p50: 2s, p95: 9s }, cost: $0.01, infra_failures: 3 }] }',
  ])('takes %s', (form) => {
    expect(found(form)).toEqual([]);
  });

  it.each<[form: string, ...said: string[]]>([
    ['{}', 'missing-key [standard] missing key "baseline" in evals.standard'],
    [
      '{ baseline: 95% }',
      'wrong-type [95%] evals.standard.baseline must be a map, but is the text "95%"',
    ],
    [
      '{ baseline: { accuracy: 95% } }',
      'missing-key [baseline] missing key "architecture" in evals.standard.baseline',
    ],
    [
      '{ baseline: { architecture: { plan: slow } } }',
      'missing-key [baseline] missing key "accuracy" in evals.standard.baseline → add it, as in accuracy: 34%',
    ],
    [
      '{ baseline: { accuracy: 0.95, architecture: { plan: slow } } }',
      'wrong-unit [0.95] "0.95" has no unit; a share takes %, as in 95%',
    ],
    [
      '{ baseline: { accuracy: 95pt, architecture: { plan: slow } } }',
      'wrong-unit [95pt] "95pt" has the unknown unit "pt"; a share takes %, as in 95%',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: medium } } }',
      'unknown-name [medium] plan has no variant "medium" → one of: on, off, fast, slow',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plna: slow } } }',
      'unknown-name [plna] there is no component "plna" → did you mean "plan"?',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: true } } }',
      'wrong-type [true] a choice is written on, not true',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: [slow] } } }',
      'wrong-value [[slow]] plan runs in one way, and here is a list → one of: on, off, fast, slow',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { tools: [crn] } } }',
      'unknown-name [crn] there is no tool "crn" → did you mean "crm"?',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { tools: none } } }',
      'wrong-value [none] tools is all or a list of names, not "none"',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { order: random } } }',
      'wrong-value [random] order is series or parallel, not "random"',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: plan } }',
      'wrong-type [plan] evals.standard.baseline.architecture must be a map, but is the text "plan"',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, tasks: { easy: 75% } }',
      'mixture-sum [{ easy: 75% }] the shares of the tasks sum to 75%, not 100%',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, tasks: { easy: 75, hard: 25 } }',
      'wrong-unit [75] "75" has no unit; a share takes %, as in 75%',
      'wrong-unit [25] "25" has no unit; a share takes %, as in 25%',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, tasks: [easy] }',
      'wrong-type [[easy]] evals.standard.tasks must be a map, but is a list',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, rows: [{ architecture: { plan: fast }, passed: 201/200 }] }',
      'wrong-unit [201/200] "201/200" has more passed than there were; a ratio is passed/total, as in 193/200',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, rows: [{ architecture: { plan: fast }, passed: 90% }] }',
      'wrong-unit [90%] "90%" is not a ratio; a ratio is passed/total, as in 193/200',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, rows: [{ architecture: { plan: fast }, passed: 0/0 }] }',
      'wrong-unit [0/0] "0/0" is out of nothing; the total must be more than 0',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, rows: [{ architecture: { plan: fast }, passed: 180 of 200 }] }',
      'wrong-unit [180 of 200] "180 of 200" has no slash; write 180/200',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, rows: [{ architecture: { plan: fast } }] }',
      'missing-key [{ architecture: { plan: fast } }] missing key "passed" in evals.standard.rows[0]',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, rows: [{ passed: 180/200 }] }',
      'missing-key [{ passed: 180/200 }] missing key "architecture" in evals.standard.rows[0]',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, rows: [{ architecture: { plan: fast }, passed: { easy: 90/100 } }] }',
      'warning unknown-name [easy] the eval standard declares no task "easy": what it passed is not used → declare its share of the traffic, as in tasks: { easy: 100% }',
      'warning row-incomplete [{ easy: 90/100 }] this row counts tasks that the eval does not declare, so it has no overall accuracy and is not used',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, tasks: { easy: 75%, hard: 25% }, rows: [{ architecture: { plan: fast }, passed: { easy: 90/100 } }] }',
      'warning row-incomplete [{ easy: 90/100 }] this row lacks a task, so it has no overall accuracy and is not used',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, tasks: { easy: 75%, hard: 25% }, rows: [{ architecture: { plan: fast }, passed: { easy: 90/100, hrad: 5/10 } }] }',
      'warning unknown-name [hrad] the eval standard declares no task "hrad": what it passed is not used → did you mean "hard"?',
      'warning row-incomplete [{ easy: 90/100, hrad: 5/10 }] this row lacks a task, so it has no overall accuracy and is not used',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, rows: { architecture: { plan: fast }, passed: 180/200 } }',
      'wrong-type [{ architecture: { plan: fast }, passed: 180/200 }] evals.standard.rows must be a list, but is a map',
    ],
    [
      '{ baseline: { accuracy: 95%, architecture: { plan: slow } }, rows: [{ architecture: { plan: fast }, passed: 180/200, infra_failures: -1 }] }',
      'wrong-value [-1] evals.standard.rows[0].infra_failures must be at least 0, but is the number -1',
    ],
    [
      '{ baseline: { accuracy: 99.5%, architecture: { plan: fast } } }',
      "accuracy-out-of-range [+1pt] adding plan would take the baseline's 99.5% outside 0..100% → state a smaller effect, or measure the architecture and give its counts as a row",
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});
