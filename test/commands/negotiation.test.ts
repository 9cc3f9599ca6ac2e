import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT, runCommand } from '../support/runCommand.ts';

const NOW = '2026-11-22';
const CASES = join(ROOT, 'test/cases/accept');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'budget-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function example(name: string): void {
  for (const file of ['spec.yaml', 'table.yaml'])
    copyFileSync(join(ROOT, 'examples', name, file), join(folder, file));
}

const budget = (...argv: string[]) => runCommand(argv, { cwd: folder });
const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const signed = ['--product', 'ada', '--engineering', 'grace', '--now', NOW];

async function offeredId(...flags: string[]): Promise<string> {
  const { stdout } = await budget('propose', 'spec.yaml', '-q', '-f', 'json', ...flags);
  const { agents } = JSON.parse(stdout) as { agents: { offer: { id: string } }[] };
  return agents[0]?.offer.id ?? '';
}

describe('from an impossible wish to a promise that is kept', () => {
  it('solve, propose, accept, check: then a slower table breaks the promise, and its component is named', async () => {
    example('realtime-agent');
    const solved = await budget('solve', 'spec.yaml', '-q');
    expect(solved.stdout).toContain('✗ Nothing gives you all three');
    const id = await offeredId();
    expect((await budget('accept', 'spec.yaml', id, ...signed)).code).toBe(0);
    const kept = await budget('check', 'spec.yaml', '--now', NOW, '--fail-on', 'warning');
    expect(kept).toMatchObject({ code: 0, stderr: '' });

    const slower = text('table.yaml').replace('latency: 350-500ms', 'latency: 750-1100ms');
    writeFileSync(join(folder, 'table.yaml'), slower);
    const broken = await budget('check', 'spec.yaml', '--now', NOW);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(
      /p95 was accepted at 1\.80 s and is 2\.\d+ s today: answer, whose p95 of a call went from 500 ms to 1\.10 s/,
    );
  });

  it('names the dearer component, and what is called more often where none became slower', async () => {
    example('realtime-agent');
    await budget('accept', 'spec.yaml', await offeredId(), ...signed);
    const spec = text('spec.yaml');
    writeFileSync(
      join(folder, 'table.yaml'),
      text('table.yaml').replace('cost: $0.0004, accuracy', 'cost: $0.04, accuracy'),
    );
    const dearer = await budget('check', 'spec.yaml', '--now', NOW);
    expect(dearer.stdout).toContain('crm-lookup, which went from $0.0004 to $0.04 a request');
    example('realtime-agent');
    writeFileSync(
      join(folder, 'spec.yaml'),
      spec.replace('step: retrieval, calls: 2', 'step: retrieval, calls: 9'),
    );
    const edited = await budget('check', 'spec.yaml', '--now', NOW);
    expect(edited.code).toBe(1);
    expect(edited.stdout).toContain('retrieval, called 9 times a request instead of 2');
    writeFileSync(
      join(folder, 'spec.yaml'),
      spec.replace(
        'use: plan-cache, skips: [plan], hit: 30%',
        'use: plan-cache, skips: [plan], hit: 3%',
      ),
    );
    const cold = await budget('check', 'spec.yaml', '--now', NOW);
    expect(cold.stdout).toContain('(called 0.97 times a request instead of 0.7)');
  });

  it('what a change leaves within 5% is still kept, what exceeds a limit that was kept is not', async () => {
    example('realtime-agent');
    await budget('accept', 'spec.yaml', await offeredId(), ...signed);
    const table = text('table.yaml');
    const at = (range: string) =>
      writeFileSync(
        join(folder, 'table.yaml'),
        table.replace('latency: 350-500ms', `latency: ${range}`),
      );
    at('370-540ms');
    expect((await budget('check', 'spec.yaml', '--now', NOW)).code).toBe(0);
    at('450-680ms');
    expect((await budget('check', 'spec.yaml', '--now', NOW)).code).toBe(1);
  });
});

describe('a block that was changed by hand', () => {
  it.each([
    ['a number', 'accuracy: 83.9%', 'accuracy: 93.9%', 'accuracy is written as 93.9%'],
    ['a choice', 'critic: off,', 'critic: on,', ', not c2f7d998: one of them was changed by hand'],
    ['a name', 'engineering: grace', 'engineering: nobody', 'this is not what was signed'],
    ['its seal taken out', /\n *seal:.*/u, '', 'the seal of what was signed is missing'],
    ['a number of another kind', 'accuracy: 83.9%', 'accuracy: 0.839', 'no unit'],
    ['a key misspelled', 'by: {', 'bye: {', 'did you mean "by"?'],
  ])('is not to be trusted: %s, exit code 2', async (_, before, after, said) => {
    example('realtime-agent');
    await budget('accept', 'spec.yaml', 'c2f7d998', ...signed);
    writeFileSync(join(folder, 'spec.yaml'), text('spec.yaml').replace(before, after));
    const { code, stdout } = await budget('check', 'spec.yaml', '--now', NOW, '--fail-on', 'never');
    expect(stdout).toContain(said);
    expect(code).toBe(2);
  });

  it('is found under another table, and in what was accepted before', async () => {
    example('realtime-agent');
    await budget('accept', 'spec.yaml', 'c2f7d998', ...signed);
    await budget('accept', 'spec.yaml', '63628b29', ...signed, '--amend');
    const amended = text('spec.yaml');
    expect((await budget('check', 'spec.yaml', '--now', NOW)).code).toBe(0);
    writeFileSync(join(folder, 'spec.yaml'), amended.replace('accuracy: 83.9%', 'accuracy: 63.9%'));
    const rewritten = await budget('check', 'spec.yaml', '--now', NOW);
    expect(rewritten).toMatchObject({ code: 2 });
    expect(rewritten.stdout).toContain('this is not what was signed');
    writeFileSync(join(folder, 'spec.yaml'), amended.replace('p95: 1.65s', 'p95: 1.66s'));
    writeFileSync(join(folder, 'table.yaml'), `${text('table.yaml')}# longer\n`);
    expect(await budget('check', 'spec.yaml', '--now', NOW)).toMatchObject({ code: 2 });
  });

  it('may get better reasons, other comments and another layout', async () => {
    example('realtime-agent');
    await budget('accept', 'spec.yaml', 'c2f7d998', ...signed);
    const other = text('spec.yaml')
      .replace('latency: { p95: 1.8s }', 'latency: { p95: 1800ms }   # the promise')
      .replace(/plan: "otherwise.*"/u, 'plan: fast enough for chat');
    writeFileSync(join(folder, 'spec.yaml'), other);
    expect((await budget('check', 'spec.yaml', '--now', NOW)).code).toBe(0);
  });
});

describe('budget propose', () => {
  it('keeps the corners it is told to keep', async () => {
    example('realtime-agent');
    expect(await offeredId('--keep', 'latency,tools')).toBe('c2f7d998');
    expect(await offeredId('--keep', 'accuracy,latency')).toBe('63628b29');
    expect(await offeredId('--keep', 'accuracy,tools')).toBe('9737a49b');
  });

  it('says so when nothing keeps them', async () => {
    example('realtime-agent');
    const { code, stdout } = await budget(
      'propose',
      'spec.yaml',
      '--keep',
      'latency,accuracy,tools',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('no architecture keeps latency, accuracy and tools');
  });

  it('fits 80 columns, the sentence first, what it guarded against and the way to sign it below', async () => {
    example('realtime-agent');
    const { stdout } = await budget('propose', 'spec.yaml');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout.split('\n')[2]).toMatch(/^ {2}"p95 2 s, no critic/);
    expect(stdout).toContain('critic, which guarded against: invented citations');
    expect(stdout).toContain('budget accept spec.yaml c2f7d998 --product NAME --engineering NAME');
  });

  it('offers the same in markdown, alternatives folded', async () => {
    example('realtime-agent');
    const { stdout } = await budget('propose', 'spec.yaml', '-f', 'markdown');
    expect(stdout).toContain('> p95 2 s, no critic');
    expect(stdout).toContain(
      '| accuracy | accuracy ≥ 95% | 84% (81–86) measured | **gives way: −11.1 points** |',
    );
    expect(stdout).toContain('<details><summary>2 alternatives</summary>');
  });

  it('knows the corners and the agents', async () => {
    example('realtime-agent');
    expect((await budget('propose', 'spec.yaml', '--keep', 'latncy')).stderr).toContain(
      'did you mean "latency"?',
    );
    expect((await budget('propose', 'spec.yaml', '--agent', 'asistant')).stderr).toContain(
      'did you mean "assistant"?',
    );
  });
});

describe('budget accept', () => {
  it.each([
    [['accept', 'spec.yaml', 'c2f7d999', ...signed], 'did you mean "c2f7d998"?'],
    [['accept', 'spec.yaml', 'c2f7d998', ...signed, '--set', 'want.latency.p95=9s'], 'no --set'],
    [['accept', 'spec.yaml', 'c2f7d998', ...signed, '--why', 'plann=x'], 'did you mean "plan"?'],
    [['accept', 'spec.yaml', 'c2f7d998', ...signed, '--why', 'plan'], 'choice=reason'],
    [
      ['accept', 'spec.yaml', 'c2f7d998', ...signed.slice(0, 4), '--now', 'May'],
      '--now takes a date',
    ],
    [
      ['accept', 'spec.yaml', 'c2f7d998', ...signed.slice(0, 4), '--now', '2026-02-30'],
      '--now takes a date, not "2026-02-30"',
    ],
    [
      ['accept', 'spec.yaml', 'c2f7d998', '--product', '', '--engineering', 'b'],
      '--product takes the name of who signs, and is empty',
    ],
    [
      ['accept', 'spec.yaml', 'c2f7d998', '--product', 'a', '--engineering', '  '],
      '--engineering takes the name',
    ],
  ])('refuses %j and leaves the file alone', async (argv, said) => {
    example('realtime-agent');
    const before = text('spec.yaml');
    const { code, stderr } = await budget(...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(text('spec.yaml')).toBe(before);
  });

  it.each([
    [[], undefined, 'product and engineering', '--product NAME --engineering NAME'],
    [['--product', 'ada'], { product: 'ada' }, 'engineering', '--engineering NAME'],
  ])(
    '%j records what was agreed, and warns of who has not signed',
    async (who, by, side, flags) => {
      example('realtime-agent');
      const { code, stderr } = await budget(
        'accept',
        'spec.yaml',
        'c2f7d998',
        ...who,
        '--now',
        NOW,
      );
      expect(code).toBe(0);
      expect(stderr).toContain(`warning: nobody has signed for ${side}: budget check fails`);
      expect(stderr).toContain(`--amend ${flags}\n`);
      expect(parse(text('spec.yaml'))).toMatchObject({
        agents: { assistant: { accepted: { id: 'c2f7d998', date: NOW } } },
      });
      expect(
        (parse(text('spec.yaml')) as { agents: { assistant: { accepted: { by?: unknown } } } })
          .agents.assistant.accepted.by,
      ).toEqual(by);
      const checked = await budget('check', 'spec.yaml', '--now', NOW);
      expect(checked.code).toBe(1);
      expect(checked.stdout).toContain(`nobody has signed for ${side} [unowned]`);
    },
  );

  it('refuses what does not solve', async () => {
    example('realtime-agent');
    writeFileSync(
      join(folder, 'spec.yaml'),
      text('spec.yaml').replace('step: plan,', 'step: plann,'),
    );
    const { code, stderr } = await budget('accept', 'spec.yaml', 'c2f7d998', ...signed);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "plan"?');
  });

  it('refuses to replace what was signed unless told to amend', async () => {
    example('realtime-agent');
    await budget('accept', 'spec.yaml', 'c2f7d998', ...signed);
    const again = await budget('accept', 'spec.yaml', '9737a49b', ...signed);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('--amend records the new one and keeps the old one');
    await budget('accept', 'spec.yaml', '9737a49b', ...signed, '--amend');
    await budget('accept', 'spec.yaml', '63628b29', ...signed, '--amend');
    const { accepted } = (
      parse(text('spec.yaml')) as { agents: Record<string, { accepted: never }> }
    ).agents['assistant'] ?? { accepted: null };
    expect(accepted).toMatchObject({
      id: '63628b29',
      history: [{ id: '9737a49b' }, { id: 'c2f7d998' }],
    });
  });

  it('never says of a figure that it is written as one and is the same', async () => {
    example('realtime-agent');
    await budget('accept', 'spec.yaml', 'c2f7d998', ...signed);
    const edited = text('spec.yaml').replace('per_request: $0.0144', 'per_request: $0.0145');
    writeFileSync(join(folder, 'spec.yaml'), edited);
    const { code, stdout } = await budget('check', 'spec.yaml', '--now', NOW, '-q');
    expect(code).toBe(2);
    expect(stdout.match(/error: .*/gu)).toEqual([
      'error: this is not what was signed: something in it was changed by hand since [accepted-edited]',
    ]);
  });

  it('records the hash and date of the table, a reason per choice, and who signed', async () => {
    example('realtime-agent');
    await budget(
      'accept',
      'spec.yaml',
      'c2f7d998',
      ...signed,
      '--why',
      'plan=fast path; refunds escalate',
    );
    const { accepted } = (
      parse(text('spec.yaml')) as { agents: Record<string, { accepted: Record<string, never> }> }
    ).agents['assistant'] ?? { accepted: {} };
    const { stdout } = await budget('solve', 'spec.yaml', '-q', '-f', 'json');
    const { inputs } = JSON.parse(stdout) as { inputs: { path: string; sha256: string }[] };
    expect(accepted).toMatchObject({
      date: NOW,
      by: { product: 'ada', engineering: 'grace' },
      table: { sha256: inputs[1]?.sha256, measured: '2026-10-31' },
      latency: { p95: '1.8s' },
      accuracy: '83.9%',
      cost: { per_request: '$0.0144' },
      why: { plan: 'fast path; refunds escalate' },
    });
    expect(Object.keys(accepted['why'] ?? {})).toEqual([
      'plan',
      'retrieval',
      'critic',
      'plan-cache',
      'order',
    ]);
  });

  it('writes to standard output what came from standard input', async () => {
    example('realtime-agent');
    const { code, stdout } = await budget('accept', 'spec.yaml', 'c2f7d998', ...signed, '-o', '-');
    expect(code).toBe(0);
    expect(stdout).toContain('    accepted:\n      id: "c2f7d998"\n');
  });

  it('names the table from where the spec is written', async () => {
    example('realtime-agent');
    mkdirSync(join(folder, 'signed/today'), { recursive: true });
    const to = 'signed/today/spec.yaml';
    expect((await budget('accept', 'spec.yaml', 'c2f7d998', ...signed, '-o', to)).code).toBe(0);
    expect(text(to)).toContain('\ntable: "../../table.yaml"\n');
    expect(await budget('check', to, '--now', NOW)).toMatchObject({ code: 0 });
    const beside = ['-o', 'other.yaml'];
    expect((await budget('accept', 'spec.yaml', 'c2f7d998', ...signed, ...beside)).code).toBe(0);
    expect(text('other.yaml')).toContain('\ntable: table.yaml');
  });

  it.each(readdirSync(CASES).filter((name) => !name.endsWith('.yaml')))(
    'keeps every comment and blank line: %s',
    async (name) => {
      const spec = join('test/cases/accept', name, 'spec.yaml');
      const answer = await runCommand(['propose', spec, '-q', '-f', 'json']);
      const { agents } = JSON.parse(answer.stdout) as { agents: { offer: { id: string } }[] };
      const { code, stdout, stderr } = await runCommand([
        'accept',
        spec,
        agents[0]?.offer.id ?? '',
        ...signed,
        '--amend',
        '-o',
        '-',
      ]);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      const golden = join(CASES, name, 'expected.yaml');
      if (process.env['UPDATE_CASES'] === '1') writeFileSync(golden, stdout);
      expect(stdout).toBe(existsSync(golden) ? readFileSync(golden, 'utf8') : '');
      const comments = (yaml: string) => yaml.match(/#[^\n]*/g) ?? [];
      expect(comments(stdout)).toEqual(comments(readFileSync(join(ROOT, spec), 'utf8')));
    },
  );
});
