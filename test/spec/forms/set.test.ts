import { describe, expect, it } from 'vitest';
import { findings } from '../../support/forms.ts';
import { loadText } from '../../support/loadText.ts';

/**
 * What if: `--set`. Every form that a person may write, with what it is read as, and every near miss, with what is
 * said: `code [what is underlined] message → help`.
 */

describe('--set', () => {
  const spec = `agents:
  desk:
    want: { latency: { p95: 9s }, tools: [crm] }
    workflow: [{ step: plan }, { tools: [crm] }]
`;
  const table = `components:
  plan: { kind: llm, cost: $0.001, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`;
  const found = (set: string) => findings(loadText(spec, table, [set]));

  it.each([
    'want.latency.p95=3s',
    'want.latency={ p50: 1s, p95: 3s }',
    'want.tools=[]',
    'want.tools=all',
    'agents.desk.want.latency.p95=3s',
    'want.cost.per_request=$0.02',
    'workflow.0.variants=[fast]',
    'workflow.0.optional=true',
    'want.tools=',
  ])('takes %s', (form) => {
    expect(found(form)).toEqual([]);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      'want.latency=3s',
      'note assumed-percentile [3s] latency names no percentile: read as p95 → write latency: { p95: … }',
    ],
    [
      'traffic.requests=20k/month',
      'note assumed-default [traffic] traffic does not say everything; assumed: turns: 1, active_hours: 24, peak: 3x',
    ],
    [
      'want.latency.p95',
      'usage [] --set takes path=value, not "want.latency.p95" → as in --set want.latency.p95=3s',
    ],
    ['=3s', 'usage [] --set takes path=value, not "=3s" → as in --set want.latency.p95=3s'],
    ['', 'usage [] --set takes path=value, not "" → as in --set want.latency.p95=3s'],
    [
      'want.latency.p95=3',
      'wrong-unit [3] "3" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      'want.latency.p42s=3s',
      'unknown-key [p42s] unknown key "p42s" in agents.desk.want.latency → a percentile is written as p50, p95 or p99.9',
    ],
    [
      'wnat.latency.p95=3s',
      'unknown-key [wnat] unknown key "wnat" in agents.desk → did you mean --set want.latency.p95=3s?',
    ],
    [
      'want.latncy.p95=3s',
      'unknown-key [latncy] unknown key "latncy" in agents.desk.want → did you mean --set want.latency.p95=3s?',
    ],
    [
      'agents.desk.want.latncy=3s',
      'unknown-key [latncy] unknown key "latncy" in agents.desk.want → did you mean --set agents.desk.want.latency=3s?',
    ],
    [
      'want={ latncy: 3s, tools: all }',
      'unknown-key [{ latncy: 3s, tools: all }] unknown key "latncy" in agents.desk.want → did you mean "latency"?',
    ],
    [
      'latency.p95=3s',
      'unknown-key [latency] unknown key "latency" in agents.desk → did you mean --set want.latency.p95=3s?',
    ],
    [
      'want.p95=3s',
      'unknown-key [p95] unknown key "p95" in agents.desk.want → valid keys: latency, ttft, progress, deadline, accuracy, tools, cost',
    ],
    [
      'want.cost.per_reqest=$1',
      'unknown-key [per_reqest] unknown key "per_reqest" in agents.desk.want.cost → did you mean --set want.cost.per_request=$1?',
    ],
    [
      'agents.dsek.want.latency.p95=3s',
      'usage [] --set agents.dsek.want.latency.p95: there is no agent "dsek" → did you mean "desk"?',
    ],
    [
      'workflow.5.variants=[fast]',
      'usage [] --set workflow.5.variants=[fast]: agents.desk.workflow is a list of 2; it has no item 5 → items are numbered from 0',
    ],
    [
      'workflow.x=1',
      'usage [] --set workflow.x=1: agents.desk.workflow is a list → items are numbered from 0',
    ],
    [
      'workflow=fast',
      'wrong-type [fast] agents.desk.workflow must be a list, but is the text "fast" → write a list, as in [fast]',
    ],
    [
      'workflow.0.variants=[medium]',
      'unknown-name [[medium]] the table has no variant "medium" here → one of: fast, slow',
    ],
    [
      'want.latency.p95.x=3s',
      'wrong-type [p95] expected a duration with its unit (ms, s, m, h or d), as in 600ms, but this is a map',
    ],
    [
      'want.tools=[crn]',
      'unknown-name [[crn]] the workflow has no tool "crn" → did you mean "crm"?',
    ],
    [
      'want.cost=',
      'usage [] --set want.cost=: there is nothing to take out → one of: latency, tools',
    ],
    ['want..p95=3s', 'usage [] --set want..p95=3s: a name in the path is empty'],
    ['want.latency.p95={', 'usage [] --set want.latency.p95={: the value is not valid YAML'],
    [
      'version=2',
      'unsupported-version [2] version 2 of the format is newer than this release reads → take a newer release of budget; this one reads version 1',
    ],
    [
      'table=other.yaml',
      'file-not-found [other.yaml] the table other.yaml: there is no such file → did you mean "spec.yaml"?',
    ],
    ['agents=', 'missing-key [agents] missing key "agents" at the top level'],
    ['want=', 'missing-key [want] missing key "want" in agents.desk'],
    [
      'want.accuracy=90%',
      'warning no-accuracy [accuracy] the table has no evals: every accuracy is unknown, and no architecture can be said to meet this limit → add evals: with a baseline to the table',
    ],
    [
      'plan=fast',
      'unknown-key [plan] unknown key "plan" in agents.desk → valid keys: today, want, workflow, shortcuts, investments, traffic, wrong_answer, escalate, patience, hosts, caching, accepted',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});
