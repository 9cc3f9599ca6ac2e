import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT, type Ran, runCommand } from '../support/runCommand.ts';
import { WHISSLE_TASKS } from '../support/sharedData.ts';

const TABLE = `version: 1
name: desk   # the help desk
components:
  # what decides
  plan:
    kind: llm
    variants:
      slow: { model: claude-sonnet-4-6, effort: high, latency: 3-5s }
      fast:   { model: claude-haiku-4-5, latency: 1-2s }
  critic: { kind: verifier, latency: 1s }
  calendar: { kind: tool, latency: 1s }
`;

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'budget-grade-'));
  writeFileSync(join(cwd, 'table.yaml'), TABLE);
});
afterEach(() => rmSync(cwd, { recursive: true }));

/** Runs `grade` on files by name, into the table. */
async function graded(files: Readonly<Record<string, string>>, ...flags: string[]): Promise<Ran> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return runCommand(['grade', ...Object.keys(files), '--into', 'table.yaml', ...flags], { cwd });
}

const table = (): string => readFileSync(join(cwd, 'table.yaml'), 'utf8');
const items = (): string => readFileSync(join(cwd, 'evals/standard.csv'), 'utf8');

/** `right` of `total` items right, named 1, 2, … */
function lines(prefix: string, right: number, total: number): string {
  return Array.from(
    { length: total },
    (_, item) => `${prefix},${item + 1},${item < right ? 1 : 0}`,
  ).join('\n');
}

describe('grade', () => {
  it('writes rows, keeps what people wrote, and lays the outcomes beside the table', async () => {
    const { code, stdout } = await graded({
      'a.csv': `plan,critic,item,correct\n${lines('slow,on', 46, 50)}\n${lines('fast,off', 40, 50)}\n`,
    });
    expect(code).toBe(0);
    expect(table()).toBe(`${TABLE}evals:
  standard:
    baseline: { accuracy: 92%, architecture: { plan: slow, critic: on } }
    items: evals/standard.csv
    rows:
      - { architecture: { plan: slow, critic: on }, passed: 46/50 }
      - { architecture: { plan: fast, critic: off }, passed: 40/50 }
`);
    expect(items().split('\n').slice(0, 2)).toEqual([
      'critic,plan,task,item,correct,latency_ms,cost,error',
      'off,fast,,1,1,,,',
    ]);
    expect(stdout).toContain('2 rows added, 0 updated, 0 unchanged');
    expect(stdout).toContain('a.csv (csv), 100 entries:\n  100 graded, 0 without an answer');
    // Six items fewer right, none more: exact McNemar 2/2^6, adjusted Wald 6.5 against 0.5 of 52.
    expect(stdout).toContain('−12 points (−19.5 to −3.6)          50       3.1%');
    expect((await runCommand(['check', 'table.yaml'], { cwd })).code).toBe(0);
  });

  it('changes nothing when the same results come again', async () => {
    const file = { 'a.csv': `plan,item,correct\n${lines('slow', 40, 50)}\n` };
    await graded(file);
    const before = [table(), items()];
    const { stdout } = await graded(file);
    expect([table(), items()]).toEqual(before);
    expect(stdout).toContain('0 rows added, 0 updated, 1 unchanged');
    expect(stdout).toContain('50 items graded before, with the same outcome: counted once');
  });

  it('adds new items of an architecture to its row', async () => {
    await graded({ 'a.csv': `plan,item,correct\n${lines('slow', 40, 50)}\n` });
    await graded({ 'b.csv': 'plan,item,correct\nslow,51,1\nslow,52,0\n' });
    expect(table()).toContain('- { architecture: { plan: slow }, passed: 41/52 }');
    expect(table().match(/- \{ architecture/g)).toHaveLength(1);
  });

  it('keeps a row that someone wrote by hand, and says that both count', async () => {
    writeFileSync(
      join(cwd, 'table.yaml'),
      `${TABLE}evals:\n  standard:\n    baseline: { accuracy: 80%, architecture: { plan: slow } }\n    rows:\n      - { architecture: { plan: slow }, passed: 80/100 }\n`,
    );
    const { stderr } = await graded({ 'a.csv': `plan,item,correct\n${lines('slow', 45, 50)}\n` });
    expect(table().match(/- \{ architecture: \{ plan: slow \}/g)).toHaveLength(2);
    expect(stderr).toContain('there is a row for {plan:slow} already, written by hand');
  });

  it('tells tasks apart, weighed by their share of the items until someone says better', async () => {
    await graded({
      'a.csv': `plan,task,item,correct\n${lines('slow,bookings', 30, 30)}\n${lines('slow,refunds', 5, 10)}\n`,
    });
    expect(table()).toContain('tasks: { bookings: 75%, refunds: 25% }   # shares of the items');
    expect(table()).toContain('passed: { bookings: 30/30, refunds: 5/10 }');
  });

  it('counts infrastructure failures apart, with latency and cost of what was answered', async () => {
    const { stdout } = await graded({
      'a.csv':
        'plan,item,correct,latency_ms,cost,error\nslow,1,1,1000,0.01,\nslow,2,0,3000,0.03,\nslow,3,,60000,0.5,timed out after 60 s\n',
    });
    expect(table()).toContain(
      '- { architecture: { plan: slow }, passed: 1/2, latency: { mean: 2s, p50: 1s, p95: 3s }, cost: $0.02, infra_failures: 1 }',
    );
    expect(stdout).toContain('3 entries:\n  2 graded, 1 without an answer (infrastructure)');
  });

  it('takes an answer for a failure, in whichever run it came', async () => {
    const failed = 'plan,item,correct,error\nslow,1,,429\nslow,2,1,\n';
    const { stdout } = await graded({ 'a.csv': failed, 'b.csv': 'plan,item,correct\nslow,1,1\n' });
    expect(table()).toContain('passed: 2/2');
    expect(stdout).toContain('1 item without an answer, answered in another run');
  });

  it('maps columns and values by flags, models and spelling', async () => {
    const { code, stderr } = await graded(
      {
        'a.csv':
          'Planner,reviewer,case,ok,secs,day\nclaude-haiku-4-5,yes,1,pass,1.5,Monday\nSlow,no,1,fail,2,Monday\nbig one,no,2,pass,2,Monday\n',
      },
      '--column',
      'plan=Planner',
      '--column',
      'critic=reviewer',
      '--column',
      'item=case',
      '--column',
      'correct=ok',
      '--column',
      'latency_s=secs',
      '--ignore',
      'day',
      '--value',
      'plan.slow=big one',
      '--choice',
      'calendar=off',
    );
    expect(stderr).not.toContain('error:');
    expect(code).toBe(0);
    expect(items()).toContain('off,on,fast,,1,1,1500,,');
    expect(items()).toContain('off,off,slow,,2,1,2000,,');
  });

  it('takes partly right items in part', async () => {
    await graded({
      'a.jsonl':
        '{"plan":"slow","item":1,"correct":0.5}\n{"plan":"slow","item":2,"correct":true}\n',
    });
    expect(table()).toContain('passed: 1.5/2');
  });

  it('imports a real promptfoo run with errored cases', async () => {
    // By a short name: lines that name a file wrap where its path is long.
    const file = 'promptfoo-echo.json';
    copyFileSync(join(ROOT, 'test/fixtures/evals', file), join(cwd, file));
    const refused = await runCommand(['grade', file, '--into', 'table.yaml'], { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('the results hold 2 providers (echo-a, broken)');
    expect(refused.stderr).toContain('the results hold 2 prompts (short, long)');
    expect(table()).toBe(TABLE);
    const { code, stdout } = await runCommand(
      [
        'grade',
        file,
        '--into',
        'table.yaml',
        '--column',
        'plan=prompt',
        '--column',
        'critic=provider',
        '--value',
        'plan.fast=short',
        '--value',
        'plan.slow=long',
        '--value',
        'critic.off=echo-a',
        '--value',
        'critic.on=broken',
        '-q',
        '--column',
        'task=metadata.category',
      ],
      { cwd },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('(promptfoo), 12 entries:\n  8 graded, 4 without an answer');
    expect(table()).toContain('{ plan: fast, critic: off }, passed: { hours: 1/1, policy: 1/2 }');
    expect(table()).toContain('{ plan: fast, critic: on }, passed: { hours: 1/1 }');
    expect(table()).toContain('infra_failures: 2');
    expect(stdout).toContain('– not run: policy');
  });

  it('says everything as data, too', async () => {
    const { stdout } = await graded(
      { 'a.csv': `plan,item,correct\n${lines('slow', 40, 50)}\n` },
      '-f',
      'json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      eval: 'standard',
      rows: { added: 1, updated: 0, unchanged: 0 },
      files: [{ format: 'csv', entries: 50, accepted: 50, failures: 0, rejected: 0, blank: 0 }],
      measured: [{ name: 'baseline', accuracy: { value: 0.8, items: 50 }, onFrontier: true }],
    });
  });

  it.skipIf(WHISSLE_TASKS === null)(
    'whissle-health: five failures decide whether one model is first and on the frontier',
    async () => {
      const models = [
        '(agent default)',
        'claude-fable-5',
        'claude-haiku-4-5',
        'claude-opus-5',

        'claude-sonnet-5',
        'gemini-3-flash-preview',
        'gemini-3.5-flash',
        'gemini-3.5-flash-lite',
      ];
      writeFileSync(
        join(cwd, 'table.yaml'),
        `version: 1\nname: med\ncomponents:\n  brain:\n    kind: llm\n    variants:\n${models.map((_, index) => `      m${index}: { latency: 1s }\n`).join('')}`,
      );
      const { code, stdout } = await runCommand(
        [
          'grade',
          WHISSLE_TASKS ?? '',
          '--into',
          'table.yaml',
          '-q',
          '-f',
          'json',

          '--column',
          'brain=model',
          '--column',
          'item=task_id',
          '--column',
          'error=infra_fail',

          '--column',
          'latency_ms=duration_ms',
          '--ignore',
          'run,status,rounds,n_turns,category',
          ...models.flatMap((model, index) => ['--value', `brain.m${index}=${model}`]),
        ],
        { cwd },
      );
      expect(code).toBe(0);
      const report = JSON.parse(stdout) as {
        files: { entries: number; accepted: number; failures: number }[];
        rankingChanges: { name: string; leftOut: object; asWrong: object }[];
      };
      expect(report.files).toMatchObject([{ entries: 275, accepted: 270, failures: 5 }]);
      expect(report.rankingChanges.find(({ name }) => name === 'brain m1')).toEqual({
        name: 'brain m1',
        leftOut: { accuracy: 0.75, place: 1, onFrontier: true },
        asWrong: { accuracy: 0.6, place: 5, onFrontier: false },
      });
    },
  );
});

describe('results that cannot be used', () => {
  /** What is said, and that the table and its folder are as they were. */
  async function refused(
    files: Readonly<Record<string, string>>,
    ...flags: string[]
  ): Promise<string> {
    const before = table();
    const { code, stdout, stderr } = await graded(files, ...flags);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(table()).toBe(before);
    expect(existsSync(join(cwd, 'evals'))).toBe(false);
    expect(stderr).not.toMatch(/undefined|NaN|\n\s+at /);
    return stderr;
  }

  it('an architecture column that matches no component is shown where it stands', async () => {
    expect(await refused({ 'a.csv': 'plann,item,correct\nslow,1,1\n' })).toContain(
      `a.csv:1:1: error: the table has no component "plann" [unknown-name]
> 1 | plann,item,correct
    | ^^^^^
  2 | slow,1,1
help: did you mean "plan"? Else --column plan=plann says what it is, --ignore plann leaves it out`,
    );
  });

  it('a variant that the table lacks is shown on the line where it first comes', async () => {
    const said = await refused({ 'a.csv': 'plan,item,correct\nslow,1,1\nfats,2,1\nfats,3,1\n' });
    expect(said).toContain('a.csv:3:1: error: plan has no variant "fats" [unknown-name]');
    expect(said).toContain('did you mean "fast"?');
    expect(said.match(/error:/g)).toHaveLength(1);
  });

  it('tools are all or names, and an error is not drowned in advice', async () => {
    const said = await refused({ 'a.csv': 'tools,item,correct\ncalendar fly,1,1\nall,1,1\n' });
    expect(said).toContain('tools are "all" or names of tools, as in "a b", not "calendar fly"');
    expect(said).toContain('help: tools: calendar');
    expect(said).not.toContain('few-items');
  });

  it('many foreign columns are one finding, with the flags that would do', async () => {
    const said = await refused({
      'a.csv': 'run,model,task_id,category,infra_fail,correct\nr,m,1,c,0,1\n',
    });
    expect(said).toContain(
      'the table has no components called run, model, task_id, category, infra_fail',
    );
    expect(said).toContain(
      '--ignore run --ignore model --column item=task_id --column task=category --column error=infra_fail',
    );
    expect(said).toContain('no column says which item was graded');
  });

  it('results of another agent: tasks that the eval does not have', async () => {
    writeFileSync(
      join(cwd, 'table.yaml'),
      `${TABLE}evals:\n  standard:\n    baseline: { accuracy: 80%, architecture: { plan: slow } }\n    tasks: { bookings: 60%, refunds: 40% }\n`,
    );
    const said = await refused({
      'a.csv': 'plan,task,item,correct\nslow,booking,1,1\nslow,weather,2,1\n',
    });
    expect(said).toContain('the eval standard has no task "booking"');
    expect(said).toContain('did you mean "bookings"?');
    expect(said).toContain('are these results of another agent? --eval NAME writes another eval');
    const untold = await refused({ 'a.csv': 'plan,item,correct\nslow,1,1\n' });
    expect(untold).toContain('the results do not say which task an item is');
  });

  it('an item graded twice with different outcomes, unless it is said which one counts', async () => {
    const files = {
      'a.csv': 'plan,item,correct\nslow,1,1\n',
      'b.csv': 'plan,item,correct\nslow,1,0\n',
    };
    const said = await refused(files);
    expect(said).toContain(
      'item "1" was graded twice: 1 in a.csv, line 2, 0 in b.csv, line 2 [graded-twice]',
    );
    expect((await graded(files, '--keep', 'last')).code).toBe(0);
    expect(table()).toContain('passed: 0/1');
  });

  it('no items, only failures, or accuracy over 100%', async () => {
    expect(await refused({ 'a.csv': 'plan,item,correct\n' })).toContain(
      'there is not one graded item in these results',
    );
    expect(await refused({ 'a.csv': 'plan,item,correct,error\nslow,1,,429\n' })).toContain(
      'not one item was answered: all 1 are infrastructure failures',
    );
    expect(await refused({ 'a.csv': 'plan,item,correct\nslow,1,87\n' })).toContain(
      'a.csv:2:8: error: "correct" goes up to 87: it takes true, false, or a score from 0 to 1 [wrong-value]',
    );
  });

  it('100% of 3 items says how little that is', async () => {
    const { code, stderr } = await graded({
      'a.csv': `plan,item,correct\n${lines('slow', 3, 3)}\n`,
    });
    expect(code).toBe(0);
    expect(stderr).toContain(
      'plan slow: 100% of 3 items says little: anything from 53% to 100% is likely [few-items]',
    );
  });

  it('a cost of 0 everywhere is not free', async () => {
    const { stderr } = await graded({
      'a.csv': 'plan,item,correct,cost\nslow,1,1,0\nslow,2,1,0\n',
    });
    expect(table()).not.toContain('cost: $0');
    expect(stderr).toContain(
      'every cost of one architecture is 0: taken as not recorded, not as free',
    );
  });

  it('files that are missing or no results, all at once', async () => {
    writeFileSync(join(cwd, 'b.json'), '{\n "a": 1\n}');
    const { code, stderr } = await runCommand(
      ['grade', 'nowhere.csv', 'b.json', '--into', 'table.yaml'],
      { cwd },
    );
    expect(code).toBe(2);
    expect(stderr).toContain('nowhere.csv: error: no such file');
    expect(stderr).toContain('b.json: error: JSON of no known kind');
  });

  it.each([
    [['a.csv'], 'say which table the results belong to: --into table.yaml'],
    [
      ['a.csv', '--into', 'table.yaml', '--column', 'plan'],
      '--column plan: write it as plan=planner',
    ],
    [['a.csv', '--into', 'table.yaml', '--column', 'plam=x'], 'did you mean "plan"?'],
    [['a.csv', '--into', 'table.yaml', '--choice', 'plan=fats'], 'plan has no variant "fats"'],
    [['a.csv', '--into', 'table.yaml', '--keep', 'best'], '--keep best: it takes first or last'],
    [['a.csv', '--into', 'tabel.yaml'], 'did you mean "table.yaml"?'],
  ])('flags that make no sense: %j', async (argv, message) => {
    writeFileSync(join(cwd, 'a.csv'), 'plan,item,correct\nslow,1,1\n');
    const { code, stderr } = await runCommand(['grade', ...argv], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
