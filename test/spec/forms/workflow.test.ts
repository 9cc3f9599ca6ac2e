import { describe, expect, it } from 'vitest';
import { DESK_TABLE, findingsFor } from '../../support/forms.ts';

/**
 * The workflow of a spec. Every form that a person may write, with what it is read as, and every near miss, with what is
 * said: `code [what is underlined] message → help`.
 */

describe('workflow', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: @@
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  it.each([
    '[{ step: plan }]',
    '[{ step: first, component: plan }]',
    '[{ step: plan }, { step: again, component: plan }]',
    '[{ step: plan, variants: [fast] }]',
    '[{ step: plan, variants: [slow, fast] }]',
    '[{ step: plan, optional: true }]',
    '[{ step: plan, calls: 2 }]',
    '[{ step: plan, calls: { 1: 60%, 2: 40% } }]',
    '[{ step: plan, chance: 40% }]',
    '[{ step: plan, streams: true, shows_progress: true }]',
    '[{ step: plan }, { step: critic, on_reject: { redo: plan, chance: 6% } }]',
    '[{ step: plan }, { step: critic, on_reject: { redo: plan, chance: 6%, times: 3 } }]',
    '[{ tools: [crm] }]',
    '[{ tools: [crm, { use: web, calls: 2, chance: 50% }], order: any }]',
    '[{ tools: [crm, web], order: series }]',
    '[{ parallel: [{ step: plan }, { tools: [crm] }] }]',
    '[{ parallel: [{ step: plan }, { sequence: [{ tools: [crm] }, { step: critic }] }] }]',
    '[{ sequence: [{ step: plan }, { step: critic, on_reject: { redo: plan, chance: 6% } }] }]',
    '[{ step: critic, variants: [on] }]',
  ])('takes %s', (form) => {
    expect(found(form)).toEqual([]);
  });

  it.each<[form: string, ...said: string[]]>([
    ['[]', 'wrong-value [[]] agents.desk.workflow must not be empty'],
    ['{}', 'wrong-type [{}] agents.desk.workflow must be a list, but is a map'],
    ['null', 'wrong-type [null] agents.desk.workflow must be a list, but is empty'],
    [
      'plan',
      'wrong-type [plan] agents.desk.workflow must be a list, but is the text "plan" → write a list, as in [plan]',
    ],
    ['[plan]', 'wrong-type [plan] agents.desk.workflow[0] must be a map, but is the text "plan"'],
    [
      '{ step: plan }',
      'wrong-type [{ step: plan }] agents.desk.workflow must be a list, but is a map',
    ],
    ['[{}]', 'missing-key [{}] missing key "step" in agents.desk.workflow[0]'],
    [
      '[{ steps: plan }]',
      'unknown-key [steps] unknown key "steps" in agents.desk.workflow[0] → did you mean "step"?',
    ],
    [
      '[{ component: plan }]',
      'missing-key [{ component: plan }] missing key "step" in agents.desk.workflow[0]',
    ],
    [
      '[{ step: plan, component: plann }]',
      'unknown-name [plann] the table has no component "plann" → did you mean "plan"?',
    ],
    [
      '[{ step: 5 }]',
      'wrong-type [5] agents.desk.workflow[0].step must be text, but is the number 5 → put it in quotes: "5"',
    ],
    [
      '[{ step: "", component: plan }]',
      'wrong-value [""] agents.desk.workflow[0].step must not be empty',
    ],
    [
      '[{ step: plan, tools: [crm] }]',
      'unknown-key [tools] unknown key "tools" in agents.desk.workflow[0] → valid keys: step, component, variants, optional, calls, chance, streams, shows_progress, on_reject',
    ],
    [
      '[{ step: plan, variant: fast }]',
      'unknown-key [variant] unknown key "variant" in agents.desk.workflow[0] → did you mean "variants"?',
    ],
    [
      '[{ step: plan, variants: [] }]',
      'wrong-value [[]] agents.desk.workflow[0].variants must not be empty',
    ],
    [
      '[{ step: plan, variants: fast }]',
      'wrong-type [fast] agents.desk.workflow[0].variants must be a list, but is the text "fast" → write a list, as in [fast]',
    ],
    [
      '[{ step: plan, variants: [medium] }]',
      'unknown-name [medium] the table has no variant "medium" here → one of: fast, slow',
    ],
    [
      '[{ step: plan, optional: yes }]',
      'wrong-type [yes] agents.desk.workflow[0].optional must be true or false, but is the text "yes"',
    ],
    [
      '[{ step: plan, optional: "true" }]',
      'wrong-type ["true"] agents.desk.workflow[0].optional must be true or false, but is the text "true"',
    ],
    [
      '[{ step: plan, optional: 1 }]',
      'wrong-type [1] agents.desk.workflow[0].optional must be true or false, but is the number 1',
    ],
    [
      '[{ step: plan, calls: -1 }]',
      'wrong-value [-1] agents.desk.workflow[0].calls must be at least 0, but is the number -1',
    ],
    [
      '[{ step: plan, calls: { 1: 60% } }]',
      'distribution-sum [{ 1: 60% }] the shares of calls sum to 60%, not 100%',
    ],
    [
      '[{ step: plan, chance: 0.4 }]',
      'wrong-unit [0.4] "0.4" has no unit; a share takes %, as in 40%',
    ],
    [
      '[{ step: plan, chance: 140% }]',
      'wrong-unit [140%] "140%" is more than 100%; a share is between 0% and 100%',
    ],
    [
      '[{ step: plan, streams: on }]',
      'wrong-type [on] agents.desk.workflow[0].streams must be true or false, but is the text "on"',
    ],
    [
      '[{ step: plan, stream: true }]',
      'unknown-key [stream] unknown key "stream" in agents.desk.workflow[0] → did you mean "streams"?',
    ],
    [
      '[{ step: plan }, { step: plan }]',
      'duplicate-name [plan] there are two steps "plan" → give one another name, and say which component it is: { step: second-look, component: critic }',
    ],
    [
      '[{ step: tools, component: plan }]',
      'duplicate-name [tools] "tools" is a word that choices use; call the step otherwise and name its component',
    ],
    [
      '[{ step: order, component: plan }]',
      'duplicate-name [order] "order" is a word that choices use; call the step otherwise and name its component',
    ],
    [
      '[{ step: critic, on_reject: { redo: plan, chance: 6% } }, { step: plan }]',
      'workflow [plan] redo names "plan", which is no earlier step of the same sequence',
    ],
    [
      '[{ step: plan }, { step: critic, on_reject: { redo: critic, chance: 6% } }]',
      'workflow [critic] redo names "critic", which is no earlier step of the same sequence → one of: plan',
    ],
    [
      '[{ parallel: [{ step: plan }] }, { step: critic, on_reject: { redo: plan, chance: 6% } }]',
      'workflow [plan] redo names "plan", which is no earlier step of the same sequence',
    ],
    [
      '[{ step: plan }, { step: critic, on_reject: { redo: plan } }]',
      'missing-key [on_reject] missing key "chance" in agents.desk.workflow[1].on_reject → add it, as in chance: 34%',
    ],
    [
      '[{ step: plan }, { step: critic, on_reject: { chance: 6% } }]',
      'missing-key [on_reject] missing key "redo" in agents.desk.workflow[1].on_reject',
    ],
    [
      '[{ step: plan }, { step: critic, on_reject: { redo: plan, chance: 6 } }]',
      'wrong-unit [6] "6" has no unit; a share takes %, as in 6%',
    ],
    [
      '[{ step: plan }, { step: critic, on_reject: { redo: plan, chance: 100% } }]',
      'workflow [100%] this loop always rejects, so the verifier can never pass an answer → state the share of verdicts that reject, as in chance: 6%',
    ],
    [
      '[{ step: plan }, { step: critic, on_reject: { redo: plan, chance: 6%, times: 0 } }]',
      'wrong-value [0] agents.desk.workflow[1].on_reject.times must be at least 1, but is the number 0',
    ],
    [
      '[{ step: plan }, { step: critic, on_reject: { redo: plan, chance: 6%, times: 11 } }]',
      'wrong-value [11] agents.desk.workflow[1].on_reject.times must be at most 10, but is the number 11',
    ],
    [
      '[{ step: plan }, { step: critic, on_reject: { redo: plan, chance: 6%, times: 1.5 } }]',
      'wrong-type [1.5] agents.desk.workflow[1].on_reject.times must be a whole number, but is the number 1.5',
    ],
    [
      '[{ step: plan }, { step: critic, on_reject: plan }]',
      'wrong-type [plan] agents.desk.workflow[1].on_reject must be a map, but is the text "plan"',
    ],
    [
      '[{ tools: [crm] }, { step: critic, on_reject: { redo: tools, chance: 6% } }]',
      'workflow [tools] redo names "tools", which is no earlier step of the same sequence',
    ],
    ['[{ tools: [] }]', 'wrong-value [[]] agents.desk.workflow[0].tools must not be empty'],
    [
      '[{ tools: crm }]',
      'wrong-type [crm] agents.desk.workflow[0].tools must be a list, but is the text "crm" → write a list, as in [crm]',
    ],
    [
      '[{ tools: all }]',
      'wrong-type [all] agents.desk.workflow[0].tools must be a list, but is the text "all" → write a list, as in [all]',
    ],
    [
      '[{ tools: [crm, crm] }]',
      'duplicate-name [crm] the tool "crm" is listed twice → say how often it is called, as in { use: crm, calls: 2 }',
    ],
    [
      '[{ tools: [crm, { use: crm }] }]',
      'duplicate-name [crm] the tool "crm" is listed twice → say how often it is called, as in { use: crm, calls: 2 }',
    ],
    [
      '[{ tools: [5] }]',
      'wrong-type [5] agents.desk.workflow[0].tools[0] must be text or a map, but is the number 5',
    ],
    [
      '[{ tools: [{ use: crm, call: 2 }] }]',
      'unknown-key [call] unknown key "call" in agents.desk.workflow[0].tools[0] → did you mean "calls"?',
    ],
    [
      '[{ tools: [{ tool: crm }] }]',
      'missing-key [{ tool: crm }] missing key "use" in agents.desk.workflow[0].tools[0]',
      'unknown-key [tool] unknown key "tool" in agents.desk.workflow[0].tools[0] → valid keys: use, calls, chance',
    ],
    [
      '[{ tools: [crm, web], order: sequence }]',
      'wrong-value [sequence] agents.desk.workflow[0].order must be series, parallel or any, but is the text "sequence"',
    ],
    [
      '[{ tools: [crm, web], order: Parallel }]',
      'wrong-value [Parallel] agents.desk.workflow[0].order must be series, parallel or any, but is the text "Parallel" → did you mean "parallel"?',
    ],
    [
      '[{ tools: [crm] }, { tools: [web] }]',
      'workflow [{ tools: [web] }] a workflow has its tools in one place; here is a second list',
    ],
    [
      '[{ tools: [crm], optional: true }]',
      'unknown-key [optional] unknown key "optional" in agents.desk.workflow[0] → valid keys: tools, order',
    ],
    [
      '[{ step: crm }, { tools: [crm] }]',
      'duplicate-name [crm] "crm" is already a step → call the step otherwise, as in { step: first-crm, component: crm }',
    ],
    [
      '[{ tools: [crm] }, { step: crm }]',
      'duplicate-name [crm] "crm" is already a tool of this agent → call the step otherwise, as in { step: last-crm, component: crm }',
    ],
    ['[{ parallel: [] }]', 'wrong-value [[]] agents.desk.workflow[0].parallel must not be empty'],
    [
      '[{ parallel: { step: plan } }]',
      'wrong-type [{ step: plan }] agents.desk.workflow[0].parallel must be a list, but is a map',
    ],
    ['[{ sequence: [] }]', 'wrong-value [[]] agents.desk.workflow[0].sequence must not be empty'],
    [
      '[{ parallel: [[{ step: plan }], [{ step: critic }]] }]',
      'wrong-type [[{ step: plan }]] agents.desk.workflow[0].parallel[0] must be a map, but is a list',
      'wrong-type [[{ step: critic }]] agents.desk.workflow[0].parallel[1] must be a map, but is a list',
    ],
    [
      '[{ paralel: [{ step: plan }] }]',
      'unknown-key [paralel] unknown key "paralel" in agents.desk.workflow[0] → did you mean "parallel"?',
    ],
    [
      '[[{ step: plan }]]',
      'wrong-type [[{ step: plan }]] agents.desk.workflow[0] must be a map, but is a list',
    ],
    [
      '[{ step: plan }, null]',
      'wrong-type [null] agents.desk.workflow[1] must be a map, but is empty',
    ],
    [
      '[{ step: unknown }, { tools: [wbe] }]',
      'unknown-name [unknown] the table has no component "unknown" → one of: plan, critic, crm, web, memory',
      'unknown-name [wbe] the table has no tool "wbe" → did you mean "web"?',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});
