import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { runCommand } from '../support/runCommand.ts';

/** Results as tools and people really leave them: every entry is counted, and what is assumed is said. */
const TABLE = `version: 1
name: desk
components:
  plan: { kind: llm, variants: { slow: { latency: 2s }, fast: { latency: 1s, accuracy: -3pt } } }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
  memory: { kind: memory, latency: 50ms, accuracy: -2pt }
`;

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'budget-mistakes-'));
  writeFileSync(join(cwd, 'table.yaml'), TABLE);
});
afterEach(() => rmSync(cwd, { recursive: true }));

async function graded(name: string, content: string | Uint8Array, ...flags: string[]) {
  writeFileSync(join(cwd, name), content);
  return runCommand(['grade', name, '--into', 'table.yaml', ...flags], { cwd });
}

const table = () => readFileSync(join(cwd, 'table.yaml'), 'utf8');
const rows = () => table().match(/passed: [\d./]+/gu);

/** Texts in one line each, whatever the width of a terminal. */
const flowed = (text: string) => text.replaceAll(/\s+/gu, ' ');

const numbered = (count: number, line: (item: number) => string) =>
  Array.from({ length: count }, (_, item) => line(item)).join('\n');

describe('scores on another scale are refused: some would read as right answers', () => {
  it.each([
    ['1 to 5', (item: number) => `${1 + (item % 5)}`, '"correct" goes up to 5'],
    ['0 to 100', (item: number) => `${item}`, '"correct" goes up to 39'],
    ['A to F', (item: number) => 'CABDF'[item % 5], '"correct" holds grades such as "A"'],
  ])('%s', async (_, score, said) => {
    const text = `plan,item,correct\n${numbered(40, (item) => `slow,${item},${score(item)}`)}\n`;
    const { code, stderr } = await graded('a.csv', text);
    expect(code).toBe(2);
    expect(flowed(stderr)).toContain(
      `${said}: it takes true, false, or a score from 0 to 1 [wrong-value]`,
    );
    expect(table()).toBe(TABLE);
  });

  test('one slip among many is left out, and counted', async () => {
    const text = `plan,item,correct\n${numbered(40, (item) => `slow,${item},${item === 7 ? 11 : 1}`)}\n`;
    const { code, stderr, stdout } = await graded('a.csv', text);
    expect(code).toBe(0);
    expect(flowed(stderr)).toContain('1 of 40 entries left out: `correct` is over 1');
    expect(stdout).toContain('39 graded, 0 without an answer (infrastructure), 1 rejected');
  });

  test('C and I alone are right and wrong', async () => {
    const text = `plan,item,correct\n${numbered(40, (item) => `slow,${item},${item < 30 ? 'C' : 'I'}`)}\n`;
    expect((await graded('a.csv', text)).code).toBe(0);
    expect(rows()).toEqual(['passed: 30/40']);
  });
});

describe('what entries do not say is said', () => {
  it('latencies and costs that are no numbers', async () => {
    const { stderr } = await graded(
      'a.csv',
      `plan,item,correct,latency_ms,cost\n${numbered(40, (item) => `slow,${item},1,"1,100",${item === 0 ? '0.1 USD' : '$0.1'}`)}\n`,
    );
    expect(flowed(stderr)).toContain(
      '40 of 40 entries have a latency_ms that is no number of 0 or more, as "1,100" in line 2: taken as not recorded',
    );
    expect(flowed(stderr)).toContain('1 of 40 entries have a cost that is no number');
  });

  it('choices that only some entries name', async () => {
    const { stderr } = await graded(
      'a.csv',
      `plan,critic,item,correct\n${numbered(20, (item) => `slow,on,${item},1\nfast,,${item},1`)}\n`,
    );
    expect(flowed(stderr)).toContain(
      '20 of 40 entries do not say which critic they ran (first: line 3): taken as that of the baseline',
    );
  });

  it('results that name no component at all', async () => {
    const { stderr } = await graded(
      'a.csv',
      `item,correct\n${numbered(90, (item) => `${item},1`)}\n`,
    );
    expect(flowed(stderr)).toContain(
      'its baseline is what the table lists first, since the results name no component',
    );
  });

  it('a line of the items file that someone broke: nothing is written over', async () => {
    const text = `plan,item,correct\n${numbered(90, (item) => `slow,${item},1`)}\n`;
    await graded('a.csv', text);
    const before = table();
    const file = join(cwd, 'evals/standard.csv');
    const broken = readFileSync(file, 'utf8').replace('slow,,17,', 'slow,17,');
    writeFileSync(file, broken);
    const { code, stderr } = await graded('b.csv', text.replaceAll('slow', 'fast'));
    expect(code).toBe(2);
    expect(flowed(stderr)).toMatch(
      /the outcomes of items cannot be read: line \d+: another number of columns than the header has/u,
    );
    expect([table(), readFileSync(file, 'utf8')]).toEqual([before, broken]);
  });
});

describe('files as tools write them', () => {
  const text = `plan,item,correct\n${numbered(90, (item) => `slow,${item},${item < 80 ? 1 : 0}`)}\n`;

  it.each([
    ['UTF-16 of a spreadsheet', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['lines of Windows', Buffer.from(text.replaceAll('\n', '\r\n'))],
  ])('%s', async (_, bytes) => {
    expect((await graded('a.csv', bytes)).code).toBe(0);
    expect(rows()).toEqual(['passed: 80/90']);
  });

  it('lines longer than any buffer', async () => {
    const line = (item: number) =>
      JSON.stringify({ plan: 'slow', item, correct: item < 3, answer: 'x'.repeat(70_000) });
    expect((await graded('a.jsonl', `${numbered(4, line)}\n`, '--ignore', 'answer')).code).toBe(0);
    expect(rows()).toEqual(['passed: 3/4']);
  });

  it('a log of Inspect on one line, with epochs and two scorers', async () => {
    const samples = Array.from({ length: 300 }, (_, at) => ({
      id: Math.floor(at / 3),
      epoch: 1 + (at % 3),
      scores: {
        match: { value: at % 3 < 2 ? 'C' : 'I' },
        style: { value: { tone: 0.5, form: 1 } },
      },
      messages: 'y'.repeat(400),
    }));
    const log = {
      version: 2,
      status: 'success',
      eval: { task: 't', config: { epochs: 3 } },
      samples,
    };
    const { stdout, stderr } = await graded('a.json', JSON.stringify(log), '--choice', 'plan=slow');
    expect(rows()).toEqual(['passed: 66.6667/100']);
    expect(flowed(stdout)).toContain(
      '300 runs of 100 items: each item counts once, as the mean of its runs',
    );
    expect(flowed(stderr)).toContain(
      'items have several scores (scores.match, scores.style.tone, scores.style.form): scores.match says whether they are right',
    );
    expect(stderr).toContain('--column correct=scores.style.tone takes another one');
    rmSync(join(cwd, 'evals'), { recursive: true });
    writeFileSync(join(cwd, 'table.yaml'), TABLE);
    await graded('a.json', JSON.stringify(log), '--column', 'correct=scores.style.tone');
    expect(rows()).toEqual(['passed: 50/100']);
  });

  it('promptfoo with --repeat and named metrics', async () => {
    const results = Array.from({ length: 120 }, (_, at) => ({
      provider: { id: 'openai:x' },
      prompt: { label: 'p' },
      vars: { question: `q${at % 60}` },
      success: at < 90,
      score: 0.75,
      namedScores: { Tone: 0.25 },
      latencyMs: 900,
      cost: 0.001,
      failureReason: at < 90 ? 0 : 1,
    }));
    const file = JSON.stringify(
      { evalId: 'e', results: { version: 3, results }, config: {} },
      null,
      2,
    );
    const { stdout } = await graded('a.json', file, '--choice', 'plan=slow');
    expect(flowed(stdout)).toContain('120 runs of 60 items');
    expect(rows()).toEqual(['passed: 45/60']);
    for (const [column, expected] of [
      ['score', 45],
      ['scores.Tone', 15],
    ] as const) {
      rmSync(join(cwd, 'evals'), { recursive: true });
      writeFileSync(join(cwd, 'table.yaml'), TABLE);
      await graded('a.json', file, '--choice', 'plan=slow', '--column', `correct=${column}`);
      expect(rows()).toEqual([`passed: ${expected}/60`]);
    }
  });

  it('promptfoo from its cache: no latency, no cost, unless the provider tells the first ones', async () => {
    const result = (at: number, response: object) => ({
      provider: 'openai:x',
      vars: { question: `q${at}` },
      success: true,
      latencyMs: 3,
      cost: 0,
      response,
    });
    const cached = Array.from({ length: 60 }, (_, at) => result(at, { cached: true }));
    const told = { ...result(60, { cached: true, latencyMs: 900 }), latencyMs: 900, cost: 0.002 };
    const file = JSON.stringify({ evalId: 'e', results: { results: [...cached, told] } });
    const { stderr } = await graded('a.json', file, '--choice', 'plan=slow');
    expect(flowed(stderr)).toContain(
      '60 of 61 answers came from a cache: what they took and cost counts as not recorded',
    );
    expect(table()).toContain(
      'passed: 61/61, latency: { mean: 900ms, p50: 900ms, p95: 900ms }, cost: $0.002',
    );
  });

  // pytest writes failures without a type; Vitest and Jest with types that say little.
  it.each([
    ['<failure message="openai.APITimeoutError: Request timed out.">t</failure>', 'no answer'],
    ['<failure message="httpx.ReadTimeout">t</failure>', 'no answer'],
    ['<failure message="anthropic.OverloadedError: 529">t</failure>', 'no answer'],
    [
      '<failure message="Failed: Timeout (&gt;10.0s) from pytest-timeout.">t</failure>',
      'no answer',
    ],
    ['<failure message="Test timed out in 5000ms." type="Error">t</failure>', 'no answer'],
    [
      '<failure message="thrown: &quot;Exceeded timeout of 5000 ms for a test.">t</failure>',
      'no answer',
    ],
    ['<error message="failed on setup with &quot;KeyError&quot;">t</error>', 'no answer'],
    ["<failure message=\"AssertionError: assert 'a' == 'TimeoutError: b'\">t</failure>", 'wrong'],
    ['<failure message="assert False">t</failure>', 'wrong'],
    ['<failure message="expected TimeoutError">t</failure>', 'wrong'],
    ['<failure>t</failure>', 'wrong'],
  ])('JUnit %s is %s', async (inside, means) => {
    const others = numbered(
      30,
      (item) => `<testcase classname="t" name="a${item}" time="1,001.5"/>`,
    );
    const xml = `<testsuites><testsuite name="pytest">${others}<testcase classname="t" name="b">${inside}</testcase></testsuite></testsuites>`;
    await graded('a.xml', xml, '--choice', 'plan=slow');
    expect(rows()).toEqual([means === 'wrong' ? 'passed: 30/31' : 'passed: 30/30']);
    expect(table().includes('infra_failures: 1')).toBe(means === 'no answer');
    expect(table()).toContain('mean: 1002s');
  });
});

describe('flags and names that are nearly right', () => {
  const COLUMNS = 'Planner,item_id,passed,run_by\nslow,1,yes,me\n';

  it.each<[string, string, string[], string]>([
    [
      'columns of which a component is likely',
      COLUMNS,
      [],
      'say what each column is, or leave it out: --column plan=Planner --column item=item_id --column correct=passed --ignore run_by',
    ],
    [
      'one column alone',
      'Planner,item,correct\nslow,1,1\n',
      [],
      '--column plan=Planner says what it is, --ignore Planner leaves it out',
    ],
    [
      'a variant in --value',
      COLUMNS,
      ['--value', 'plan.fastt=Haiku'],
      '--value: plan has no variant "fastt" did you mean "fast"?',
    ],
    [
      'a variant in --baseline',
      COLUMNS,
      ['--baseline', 'plan=slwo'],
      '--baseline: plan has no variant "slwo" did you mean "slow"?',
    ],
  ])('%s', async (_, text, flags, said) => {
    const { code, stderr } = await graded('a.csv', text, ...flags);
    expect(code).toBe(2);
    expect(flowed(stderr).replaceAll('help: ', '')).toContain(said);
  });

  it('XML that was cut off', async () => {
    const { stderr } = await graded('a.xml', '<testsuites><testsuite name="a"><testcase name="x"');
    expect(flowed(stderr)).toContain(
      'not XML: cut off or damaged, without the end of <testsuites>, <testsuite>, <testcase> (line 1)',
    );
  });
});

describe('names of any script', () => {
  const named = (names: readonly string[]) => `version: 1
name: desk
components:
  plan: { kind: llm, variants: { ${names.map((name) => `"${name}": { latency: 1s }`).join(', ')} } }
`;

  it('are not taken for one another', async () => {
    writeFileSync(join(cwd, 'table.yaml'), named(['快速', '详细']));
    const { code, stderr } = await graded('a.csv', 'plan,item,correct\n快速,1,1\n深度,1,1\n');
    expect(code).toBe(2);
    expect(stderr).toContain('a.csv:3:1: error: plan has no variant "深度"');
  });

  it('are the same however their accents are encoded', async () => {
    writeFileSync(join(cwd, 'table.yaml'), named(['schn\u00E4ll', 'langsam']));
    await graded(
      'a.csv',
      `plan,item,correct\n${numbered(90, (item) => `schna\u0308ll,${item},1`)}\n`,
    );
    expect(rows()).toEqual(['passed: 90/90']);
  });
});

describe('the baseline of a new eval', () => {
  const results = (order: readonly string[]) =>
    `plan,memory,item,correct\n${order
      .flatMap((architecture) =>
        Array.from({ length: 200 }, (_, item) => [architecture, item] as const),
      )
      .map(
        ([architecture, item]) =>
          `${architecture},${item},${item < (architecture === 'slow,on' ? 196 : 180) ? 1 : 0}`,
      )
      .join('\n')}\n`;

  it.each([
    ['the first architecture', ['slow,off', 'fast,off', 'slow,on'], 'plan: slow, memory: off'],
    ['but not one with a shortcut', ['slow,on', 'fast,off', 'slow,off'], 'plan: fast, memory: off'],
  ])('is %s', async (_, order, architecture) => {
    const { stderr } = await graded('a.csv', results(order));
    expect(table()).toContain(`architecture: { ${architecture} } }\n    items:`);
    expect(stderr).not.toContain('accuracy-out-of-range');
  });

  it('may be asked for; stated effects that then leave 0..100% are said at once', async () => {
    const { code, stderr } = await graded(
      'a.csv',
      results(['slow,off', 'slow,on']),
      '--baseline',
      'memory=on',
    );
    expect(code).toBe(0);
    expect(stderr).toContain(
      "table.yaml:6:52: warning: removing memory would take the baseline's 98% outside 0..100% [accuracy-out-of-range]",
    );
  });
});

test('an items file with runs says so, and the same runs count once', async () => {
  const text = `plan,item,trial,correct\n${numbered(60, (item) => `slow,${item},1,1\nslow,${item},2,0`)}\n`;
  await graded('a.csv', text);
  expect(rows()).toEqual(['passed: 30/60']);
  const [header] = readFileSync(join(cwd, 'evals/standard.csv'), 'utf8').split('\n');
  expect(header).toBe('plan,task,item,trial,correct,latency_ms,cost,error');
  const before = table();
  mkdirSync(join(cwd, 'again'));
  const { stdout } = await graded('a.csv', text);
  expect(flowed(stdout)).toContain('120 items graded before, with the same outcome: counted once');
  expect(table()).toBe(before);
});
