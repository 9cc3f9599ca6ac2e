import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT, runCommand } from '../support/runCommand.ts';

const SPEC = 'examples/realtime-agent/spec.yaml';

describe('budget solve', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'budget-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(readdirSync(join(ROOT, 'examples')))(
    'prints JSON that schemas/result.json describes: %s',
    async (example) => {
      const { code, stdout } = await runCommand([
        'solve',
        `examples/${example}/spec.yaml`,
        '-f',
        'json',
        '-q',
      ]);
      const validate = new Ajv({ strict: false }).compile(
        JSON.parse(readFileSync(join(ROOT, 'schemas/result.json'), 'utf8')),
      );
      const valid = validate(JSON.parse(stdout));
      expect(validate.errors ?? []).toEqual([]);
      expect({ code, valid }).toEqual({ code: 0, valid: true });
    },
  );

  it('prints no number that JSON cannot hold, no absolute path and no time', async () => {
    const { stdout } = await runCommand(['solve', SPEC, '-f', 'json']);
    expect(stdout).not.toMatch(/NaN|Infinity|undefined/);
    expect(stdout).not.toContain(ROOT);
    expect(stdout).not.toMatch(/\d{4}-\d{2}-\d{2}T/);
  });

  it.each(['table', 'json', 'markdown'])(
    'gives the same bytes for the same input, in any zone and language: %s',
    async (format) => {
      const before = { TZ: process.env['TZ'], LANG: process.env['LANG'] };
      const one = await runCommand(['solve', SPEC, '-f', format]);
      process.env['TZ'] = 'Pacific/Auckland';
      process.env['LANG'] = 'de_DE.UTF-8';
      const other = await runCommand(['solve', SPEC, '-f', format]);
      Object.assign(process.env, before);
      expect(other).toEqual(one);
    },
  );

  it('answers the same from another folder', async () => {
    const here = await runCommand(['solve', SPEC, '-f', 'json']);
    const there = await runCommand(['solve', 'spec.yaml', '-f', 'json'], {
      cwd: join(ROOT, 'examples/realtime-agent'),
    });
    expect(there.stdout).toBe(here.stdout);
  });

  it('names files in warnings as it names its inputs, wherever it is asked from', async () => {
    const there = await runCommand(['solve', 'service-business/spec.yaml', '-f', 'json'], {
      cwd: join(ROOT, 'examples'),
    });
    const { inputs, warnings } = JSON.parse(there.stdout);
    const paths = inputs.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(['spec.yaml', 'table.yaml']);
    expect(warnings.length).toBeGreaterThan(0);
    for (const { file } of warnings) expect(paths).toContain(file);
    const here = await runCommand(['solve', 'examples/service-business/spec.yaml', '-f', 'json']);
    expect(here.stdout).toBe(there.stdout);
  });

  it('explains every architecture that it prints, by its id', async () => {
    const result = JSON.parse((await runCommand(['solve', SPEC, '-f', 'json'])).stdout);
    const [agent] = result.agents;
    const ids = [
      agent.today.id,
      agent.nearMisses[0].id,
      agent.frontier.at(-1).id,
      agent.pickTwo[2].architecture.id,
      agent.ttft.progress.architecture.id,
      agent.relaxations[0].architecture.id,
    ];
    for (const id of ids) {
      const { code, stdout } = await runCommand(['solve', SPEC, '--explain', id]);
      expect(code).toBe(0);
      expect(stdout).toContain(`assistant ${id}: `);
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it('puts what was explained into the JSON, its parts summing to the whole', async () => {
    const { stdout } = await runCommand(['solve', SPEC, '--explain', '722535b9', '-f', 'json']);
    const { explained } = JSON.parse(stdout).agents[0];
    expect(explained.architecture.id).toBe('722535b9');
    for (const [p, { ms }] of Object.entries<{ ms: number }>(explained.percentiles)) {
      const sum = explained.parts.reduce(
        (total: number, part: { ms: Record<string, number> }) => total + (part.ms[p] ?? 0),
        0,
      );
      expect(sum / ms).toBeCloseTo(1, 4);
    }
  });

  it('takes a key out where --set gives nothing', async () => {
    const { code, stdout } = await runCommand([
      'solve',
      SPEC,
      '--set',
      'want.latency=',
      '--set',
      'want.progress.p95=2s',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^assistant wants first progress p95 ≤ 2 s, accuracy ≥ 95%/);
    expect(stdout).toContain('✓');
  });

  it('says in Markdown, too, that an accuracy is not certain', async () => {
    const markdown = ['solve', SPEC, '-f', 'markdown', '--set', 'want.latency.p95=12s'];
    expect((await runCommand(markdown)).stdout).toContain('not certain enough to be sure.');
  });

  it('prints assignments that make it fit when they are typed', async () => {
    const { stdout } = await runCommand(['solve', SPEC]);
    const lines = stdout.split('\n');
    const from = lines.findIndex((line) => line.startsWith('Any one of these with --set'));
    const sets = lines.slice(from + 1, from + 4).map((line) => line.trim().split(/\s+/)[1] ?? '');
    for (const set of sets) {
      const { code } = await runCommand(['solve', SPEC, '--exit-code', '--set', set]);
      expect({ set, code }).toEqual({ set, code: 0 });
    }
  });

  it('exits with 0 when nothing fits, and with 1 under --exit-code', async () => {
    expect((await runCommand(['solve', SPEC])).code).toBe(0);
    expect((await runCommand(['solve', SPEC, '--exit-code'])).code).toBe(1);
    expect(
      (await runCommand(['solve', SPEC, '--exit-code', '--set', 'want.latency.p95=12s'])).code,
    ).toBe(0);
  });

  it('demands the worse end of an interval under --strict', async () => {
    const relaxed = ['solve', SPEC, '-f', 'json', '--set', 'want.latency.p95=12s'];
    const loose = JSON.parse((await runCommand(relaxed)).stdout);
    const strict = JSON.parse((await runCommand([...relaxed, '--strict'])).stdout);
    const meets = strict.agents[0].feasible.map(
      (each: { meets: Record<string, string> }) => each.meets['accuracy'],
    );
    expect(loose.agents[0].feasibleCount.value).toBeGreaterThan(
      strict.agents[0].feasibleCount.value,
    );
    expect(new Set(meets)).toEqual(new Set(strict.agents[0].feasible.length > 0 ? ['yes'] : []));
  });

  it('writes files in the format of their ending and then nothing to standard output', async () => {
    const { stdout, code } = await runCommand([
      'solve',
      SPEC,
      '-o',
      join(folder, 'a/result.json'),
      '-o',
      join(folder, 'result.md'),
    ]);
    expect({ stdout, code }).toEqual({ stdout: '', code: 0 });
    expect(JSON.parse(readFileSync(join(folder, 'a/result.json'), 'utf8')).schemaVersion).toBe(1);
    expect(readFileSync(join(folder, 'result.md'), 'utf8')).toMatch(
      /^<!-- budget:solve examples\/realtime-agent\/spec\.yaml -->\n## assistant\n/,
    );
    expect(readdirSync(folder).sort()).toEqual([
      'a',
      'result.cost.svg',
      'result.frontier.svg',
      'result.md',
      'result.waterfall.svg',
    ]);
  });

  it('reads a spec from standard input, its table from the current folder', () => {
    writeFileSync(
      join(folder, 'table.yaml'),
      readFileSync(join(ROOT, 'examples/realtime-agent/table.yaml')),
    );
    const input = readFileSync(join(ROOT, SPEC));
    const stdout = execFileSync(
      process.execPath,
      [join(ROOT, 'dist/cli.js'), 'solve', '-', '-f', 'markdown'],
      { cwd: folder, input, encoding: 'utf8' },
    );
    expect(stdout).toContain('Nothing gives you all three');
  });

  it('gives what nothing fits as a finding at the limits, with what is offered; else none', async () => {
    const findings = async (...more: string[]) => {
      const { stdout } = await runCommand(['solve', SPEC, ...more, '-f', 'sarif']);
      const { runs } = JSON.parse(stdout) as {
        runs: { results: { ruleId: string; message: { text: string } }[] }[];
      };
      return runs[0]?.results ?? [];
    };
    const [found] = await findings();
    expect(found).toMatchObject({ ruleId: 'nothing-fits' });
    expect(found?.message.text).toContain('no architecture keeps p95 ≤ 2 s, accuracy ≥ 95%');
    expect(await findings('--set', 'want.latency.p95=20s')).toEqual([]);
  });

  it('keeps every line of the terminal output within 80 columns', async () => {
    for (const example of readdirSync(join(ROOT, 'examples'))) {
      const { stdout } = await runCommand(['solve', `examples/${example}/spec.yaml`]);
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it('colours only where a terminal reads, and as the environment says', async () => {
    const escapes = (text: string) => text.includes('\u001B[');
    expect(escapes((await runCommand(['solve', SPEC])).stdout)).toBe(false);
    expect(escapes((await runCommand(['solve', SPEC], { isTTY: true })).stdout)).toBe(true);
    expect(
      escapes((await runCommand(['solve', SPEC], { isTTY: true, env: { NO_COLOR: '1' } })).stdout),
    ).toBe(false);
    expect(escapes((await runCommand(['solve', SPEC], { env: { FORCE_COLOR: '1' } })).stdout)).toBe(
      true,
    );
    expect(
      escapes(
        (await runCommand(['solve', SPEC], { isTTY: true, env: { FORCE_COLOR: '0' } })).stdout,
      ),
    ).toBe(false);
    expect(escapes((await runCommand(['solve', SPEC, '--no-color'], { isTTY: true })).stdout)).toBe(
      false,
    );
    expect(
      escapes((await runCommand(['solve', SPEC, '--color'], { env: { NO_COLOR: '1' } })).stdout),
    ).toBe(true);
  });
});
