import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mapping, NO_MAPPING } from '../../src/evals/mapping.ts';
import { type Graded, outcomesOf } from '../../src/evals/outcomes.ts';
import { readResults } from '../../src/evals/readResults.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { readYaml } from '../../src/yaml/source.ts';

const TABLE = tableSchema.parse(
  readYaml(
    `version: 1
name: t
components:
  plan:
    kind: llm
    variants:
      fast: { model: claude-haiku-4-5, latency: 1s }
      Slow-One: { model: claude-opus-4-6, latency: 4s }
  critic: { kind: verifier, latency: 2s }
  crm: { kind: tool, latency: 1s }
  web: { kind: tool, latency: 1s }
`,
    't.yaml',
  ).value,
);

async function graded(text: string, mapping: Partial<Mapping> = {}): Promise<Graded> {
  const read = await readResults(new TextEncoder().encode(text));
  return outcomesOf(read, 'r.csv', TABLE, { ...NO_MAPPING, ...mapping });
}

describe('the architecture of an item', () => {
  it.each([
    ['a variant by its name', 'plan', 'fast', 'fast'],
    ['however it is spelled', 'plan', 'slow one', 'Slow-One'],
    ['or by its model', 'plan', 'claude-opus-4-6', 'Slow-One'],
    ['with the provider before it', 'plan', 'anthropic/claude-haiku-4-5', 'fast'],
    ['yes for on', 'critic', 'yes', 'on'],
    ['0 for off', 'critic', '0', 'off'],
    ['FALSE for off', 'critic', 'FALSE', 'off'],
    ['an order', 'order', 'parallel', 'parallel'],
    ['all tools', 'tools', 'all', 'all'],
    ["tools in the table's order", 'tools', 'web|crm', 'crm web'],
    ['no tools', 'tools', '+', ''],
  ])('takes %s', async (_, name, written, value) => {
    const { outcomes, misfits } = await graded(`${name},item,correct\n${written},1,1\n`);
    expect(misfits).toEqual([]);
    expect(outcomes[0]?.architecture).toEqual({ [name]: value });
  });

  it('leaves out a choice whose cell is empty', async () => {
    const { outcomes } = await graded('plan,critic,item,correct\nfast,,1,1\n');
    expect(outcomes[0]?.architecture).toEqual({ plan: 'fast' });
  });

  it('takes choices that hold for every item, and lets a column say otherwise', async () => {
    const choices = new Map([
      ['critic', 'off'],
      ['plan', 'fast'],
    ]);
    const { outcomes } = await graded('plan,item,correct\nSlow-One,1,1\n,2,1\n', { choices });
    expect(outcomes.map(({ architecture }) => architecture)).toEqual([
      { critic: 'off', plan: 'Slow-One' },
      { critic: 'off', plan: 'fast' },
    ]);
  });

  it('has its keys in one order, however the columns stand', async () => {
    const [a, b] = await Promise.all([
      graded('plan,critic,item,correct\nfast,on,1,1\n'),
      graded('critic,item,plan,correct\non,1,fast,1\n'),
    ]);
    expect(Object.keys(a.outcomes[0]?.architecture ?? {})).toEqual(['critic', 'plan']);
    expect(a.outcomes).toEqual(b.outcomes);
  });

  it('takes values that a flag translates', async () => {
    const values = new Map([['plan', new Map([['v7', 'fast']])]]);
    const { outcomes } = await graded('plan,item,correct\nv7,1,1\n', { values });
    expect(outcomes[0]?.architecture).toEqual({ plan: 'fast' });
  });
});

describe('what means nothing in the table', () => {
  it.each([
    [
      'a value of a component',
      'plan,item,correct\nfats,1,1\n',
      'plan has no variant "fats"',
      'did you mean "fast"? Else --value plan.VARIANT="fats" says which one it is',
    ],
    [
      'a tool',
      'tools,item,correct\ncrm jira,1,1\n',
      'tools are "all" or names of tools, as in "a b", not "crm jira"',
      'tools: crm, web',
    ],
    [
      'a column, with the nearest word',
      'crtic,item,correct\non,1,1\n',
      'the table has no component "crtic"',
      'did you mean "critic"? Else --column COMPONENT=crtic says what it is, --ignore crtic leaves it out',
    ],
    [
      'a column that elsewhere holds the task',
      'category,item,correct\nx,1,1\n',
      'the table has no component "category"',
      '--column task=category says what it is, --ignore category leaves it out',
    ],
    [
      'many columns at once',
      'case_id,passed,seed,split\n1,1,2,3\n',
      'the table has no components called case_id, passed, seed, split',
      'say what each column is, or leave it out: --column item=case_id --column correct=passed --ignore seed --column task=split',
    ],
  ])('is told once: %s', async (_, text, message, help) => {
    const { misfits } = await graded(`${text}${text.slice(text.indexOf('\n') + 1)}`);
    expect(misfits.filter((misfit) => misfit.message === message)).toMatchObject([{ help }]);
  });

  it('is asked for where no column says which item it is', async () => {
    const { misfits } = await graded('plan,question,correct\nfast,1,1\n');
    expect(misfits.map(({ message, help }) => [message, help])).toContainEqual([
      'no column says which item was graded',
      '--column item=question says where it stands',
    ]);
  });

  it('is a column that a flag names and the file lacks', async () => {
    const columns = new Map([['task', 'kindd']]);
    const { misfits } = await graded('plan,item,correct,kind\nfast,1,1,a\n', { columns });
    expect(misfits[0]).toMatchObject({
      message: 'there is no column "kindd" to take task from',
      help: 'did you mean "kind"?',
    });
  });

  it('is left out where a flag says so', async () => {
    const { misfits, outcomes } = await graded('plan,item,correct,seed\nfast,1,1,7\n', {
      ignored: new Set(['seed']),
    });
    expect(misfits).toEqual([]);
    expect(outcomes).toHaveLength(1);
  });
});

describe('an item', () => {
  const one = async (columns: string, cells: string) =>
    await graded(`item,${columns}\n7,${cells}\n`);

  it.each([
    ['true', 1],
    ['PASS', 1],
    ['c', 1],
    ['no', 0],
    ['incorrect', 0],
    ['0.25', 0.25],
    ['1', 1],
  ])('scored %s counts %d', async (written, score) => {
    expect((await one('correct', written)).outcomes[0]?.score).toBe(score);
  });

  it.each([
    ['', 'nothing says whether it was correct'],
    ['maybe', '`correct` is neither true, false nor a number'],
    ['-1', '`correct` is neither true, false nor a number'],
    ['87', '`correct` is over 1: it takes true, false, or a score from 0 to 1'],
  ])('scored %j is rejected, with the reason and the place', async (written, reason) => {
    const { outcomes, rejected } = await one('plan,correct', `fast,${written}`);
    expect(outcomes).toEqual([]);
    expect(rejected).toEqual([{ reason, at: 'line 2' }]);
  });

  it.each([
    ['', null],
    ['false', null],
    ['None', null],
    ['true', 'failed'],
    ['rate limit', 'rate limit'],
  ])('with error %j failed: %j', async (written, failure) => {
    const [outcome] = (await one('correct,error', `1,${written}`)).outcomes;
    expect(outcome?.failure).toBe(failure);
    expect(outcome?.score).toBe(failure === null ? 1 : null);
  });

  it('takes seconds where milliseconds are missing, and dollars with their sign', async () => {
    const [outcome] = (await one('correct,latency_s,cost', '1,1.5,$0.02')).outcomes;
    expect(outcome).toMatchObject({ latencyMs: 1500, cost: 0.02 });
  });

  it('does not know what is negative or no number', async () => {
    const [outcome] = (await one('correct,latency_ms,cost', '1,-5,free')).outcomes;
    expect(outcome).toMatchObject({ latencyMs: null, cost: null });
  });

  it('run several times is one item with several runs', async () => {
    const { outcomes } = await graded('item,trial,correct\n7,1,1\n7,2,0\n');
    expect(outcomes.map(({ item, trial }) => [item, trial])).toEqual([
      ['7', '1'],
      ['7', '2'],
    ]);
  });

  it('is never lost: every record is an outcome, a rejection, or names a misfit', async () => {
    const cell = fc.constantFrom('fast', 'slow one', 'nonsense', '');
    const score = fc.constantFrom('1', '0', '', 'what', '0.5');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, score), { minLength: 1 }), async (rows) => {
        const lines = rows.map(([plan, correct], index) => `${plan},${index},${correct}`);
        const found = await graded(`plan,item,correct\n${lines.join('\n')}\n`);
        const unknown = rows.filter(([plan]) => plan === 'nonsense').length;
        expect(found.outcomes.length + found.rejected.length + unknown).toBe(rows.length);
        expect(found.misfits.length).toBe(unknown > 0 ? 1 : 0);
      }),
    );
  });
});
