import { describe, expect, it } from 'vitest';
import { DESK_TABLE, findingsFor } from '../../support/forms.ts';

/**
 * Shortcuts of a spec. Every form that a person may write, with what it is read as, and every near miss, with what is
 * said: `code [what is underlined] message → help`.
 */

describe('shortcuts', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm, web] }, { step: critic }]
    shortcuts: @@
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  it.each([
    '[{ use: memory, skips: [plan], hit: 40% }]',
    '[{ use: memory, skips: [plan, tools], hit: 40%, optional: true }]',
    '[{ use: memory, skips: [tools, plan], hit: 40% }]',
    '[]',
    '[{ use: memory, skips: [tools], hit: 0% }]',
    '[{ use: memory, skips: [tools], hit: 100% }]',
  ])('takes %s', (form) => {
    expect(found(form)).toEqual([]);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '[{ use: memory, skips: [plan] }]',
      'missing-key [{ use: memory, skips: [plan] }] missing key "hit" in agents.desk.shortcuts[0] → add it, as in hit: 34%',
    ],
    [
      '[{ use: memory, hit: 40% }]',
      'missing-key [{ use: memory, hit: 40% }] missing key "skips" in agents.desk.shortcuts[0]',
    ],
    [
      '[{ skips: [plan], hit: 40% }]',
      'missing-key [{ skips: [plan], hit: 40% }] missing key "use" in agents.desk.shortcuts[0]',
    ],
    [
      '[{ use: memory, skips: [], hit: 40% }]',
      'wrong-value [[]] agents.desk.shortcuts[0].skips must not be empty',
    ],
    [
      '[{ use: memory, skips: plan, hit: 40% }]',
      'wrong-type [plan] agents.desk.shortcuts[0].skips must be a list, but is the text "plan" → write a list, as in [plan]',
    ],
    [
      '[{ use: memory, skips: [plan, plan], hit: 40% }]',
      'duplicate-name [plan] "plan" is skipped already',
    ],
    [
      '[{ use: memory, skips: [plan, critic], hit: 40% }]',
      'workflow [[plan, critic]] the steps that a shortcut skips follow one another → the workflow runs plan, tools, critic',
    ],
    [
      '[{ use: memory, skips: [crm], hit: 40% }]',
      'unknown-name [crm] the workflow has no step "crm" → one of: plan, tools, critic',
    ],
    [
      '[{ use: memory, skips: [memory], hit: 40% }]',
      'unknown-name [memory] the workflow has no step "memory" → one of: plan, tools, critic',
    ],
    [
      '[{ use: memry, skips: [plan], hit: 40% }]',
      'unknown-name [memry] the table has no component "memry" → did you mean "memory"?',
    ],
    [
      '[{ use: plan, skips: [plan], hit: 40% }]',
      'duplicate-name [plan] "plan" is already a step, a tool or a shortcut of this agent',
    ],
    [
      '[{ use: crm, skips: [plan], hit: 40% }]',
      'duplicate-name [crm] "crm" is already a step, a tool or a shortcut of this agent',
    ],
    [
      '[{ use: memory, skips: [plan], hit: 0.4 }]',
      'wrong-unit [0.4] "0.4" has no unit; a share takes %, as in 40%',
    ],
    [
      '[{ use: memory, skips: [plan], hit: 140% }]',
      'wrong-unit [140%] "140%" is more than 100%; a share is between 0% and 100%',
    ],
    [
      '[{ use: memory, skips: [plan], hits: 40% }]',
      'unknown-key [hits] unknown key "hits" in agents.desk.shortcuts[0] → did you mean "hit"?',
    ],
    [
      '[{ use: memory, skips: [plan], hit: 40% }, { use: memory, skips: [critic], hit: 40% }]',
      'duplicate-name [memory] "memory" is already a step, a tool or a shortcut of this agent',
    ],
    [
      '{ use: memory, skips: [plan], hit: 40% }',
      'wrong-type [{ use: memory, skips: [plan], hit: 40% }] agents.desk.shortcuts must be a list, but is a map',
    ],
    [
      'memory',
      'wrong-type [memory] agents.desk.shortcuts must be a list, but is the text "memory" → write a list, as in [memory]',
    ],
    [
      '[memory]',
      'wrong-type [memory] agents.desk.shortcuts[0] must be a map, but is the text "memory"',
    ],
    [
      '[{ use: memory, skips: [plan], hit: 40%, optional: off }]',
      'wrong-type [off] agents.desk.shortcuts[0].optional must be true or false, but is the text "off"',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});
