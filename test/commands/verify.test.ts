import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/commands/verify.ts';
import { ROOT, runCommand } from '../support/runCommand.ts';

const SPEC = 'examples/measured-agent/signed.yaml';
const LAUNCH = 'examples/measured-agent/launch/low-effort.otlp.jsonl.gz';
const MIXED = 'examples/measured-agent/traces';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'budget-verify-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A file in a folder of its own, made of the launch's lines. */
function made(name: string, change: (lines: string[]) => string): string {
  const path = join(folder, name);
  const text = gunzipSync(readFileSync(join(ROOT, LAUNCH))).toString('utf8');
  writeFileSync(path, change(text.split('\n').filter((line) => line !== '')));
  return path;
}

describe('budget verify', () => {
  it('passes a launch that runs what was signed, and exits with 0', async () => {
    const { code, stdout } = await runCommand(['verify', SPEC, LAUNCH]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^support-agent ✓ keeps what was accepted on 2026-11-20\n/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('fails one that runs something else, says what, and exits with 1', async () => {
    const { code, stdout } = await runCommand(['verify', SPEC, MIXED]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^support-agent ✗ not the architecture that was signed/);
    expect(stdout).toContain('reason runs as gpt-5-mini-high in 30% of 374 calls');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('cannot judge twelve requests, and exits with 2', async () => {
    const few = made('few.jsonl', (lines) => twelve(lines));
    const { code, stdout } = await runCommand(['verify', SPEC, few]);
    expect(code).toBe(2);
    expect(stdout).toMatch(/not enough data to say/);
    expect(stdout).toContain('nothing is judged below 20');
  });

  it('says "worse" where the signed figure was lower', async () => {
    const { code, stdout } = await runCommand([
      'verify',
      SPEC,
      LAUNCH,
      '--set',
      'accepted.latency.p95=8s',
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^support-agent ✗ worse than accepted/);
    expect(stdout).toMatch(/p95: 11\.0 s against 8\.00 s accepted \(\+38%\)/);
  });

  it('gives JSON, Markdown and JUnit', async () => {
    const json = await runCommand(['verify', SPEC, LAUNCH, '-f', 'json']);
    const { agents } = JSON.parse(json.stdout) as { agents: Record<string, unknown>[] };
    expect(agents[0]).toMatchObject({ agent: 'support-agent', outcome: 'kept', mismatches: [] });
    const markdown = await runCommand(['verify', SPEC, MIXED, '-f', 'markdown']);
    expect(markdown.stdout).toContain('## support-agent\n\n**✗ not the architecture');
    const junit = await runCommand(['verify', SPEC, MIXED, '-f', 'junit']);
    expect(junit.code).toBe(1);
    expect(junit.stdout).toContain('type="different-architecture"');
  });

  it('is the same for the same input', async () => {
    const [one, other] = [
      await runCommand(['verify', SPEC, LAUNCH, '-f', 'json']),
      await runCommand(['verify', SPEC, LAUNCH, '-f', 'json']),
    ];
    expect(one.stdout).toBe(other.stdout);
  });
});

/** The lines up to the one with which twelve traces are begun; later spans of them are cut. */
function twelve(lines: readonly string[]): string {
  const kept = new Set<string>();
  return lines
    .map((line) => {
      const document = JSON.parse(line) as {
        resourceSpans: { scopeSpans: { spans: { traceId: string }[] }[] }[];
      };
      for (const { scopeSpans } of document.resourceSpans)
        for (const scope of scopeSpans)
          scope.spans = scope.spans.filter(({ traceId }) => {
            if (kept.size < 12) kept.add(traceId);
            return kept.has(traceId);
          });
      return JSON.stringify(document);
    })
    .join('\n');
}

describe('budget verify --evals', () => {
  const graded = (right: number, total: number): string => {
    const path = join(folder, `evals-${right}-${total}.csv`);
    const rows = Array.from({ length: total }, (_, at) => `i${at},${at < right ? 1 : 0}`);
    writeFileSync(path, `item,correct\n${rows.join('\n')}\n`);
    return path;
  };
  const verify = (...evals: string[]) =>
    runCommand(['verify', SPEC, LAUNCH, '--set', 'accepted.accuracy=84%', ...evals]);

  it('fails a launch on quality while its latency is fine', async () => {
    const { code, stdout } = await verify('--evals', graded(280, 400));
    expect(code).toBe(1);
    expect(stdout).toContain('accuracy: 70.0% against 84.0% accepted (−14.0 points)');
  });

  it('passes one whose accuracy held, and asks for more items where there are few', async () => {
    expect((await verify('--evals', graded(520, 600))).code).toBe(0);
    const few = await verify('--evals', graded(20, 25));
    expect(few.code).toBe(2);
    expect(few.stdout).toMatch(/accuracy: 80\.0% against 84\.0% accepted may be chance/);
  });

  it('says that accuracy was not checked without any', async () => {
    const { code, stdout } = await verify();
    expect(code).toBe(0);
    expect(stdout).toContain('Accuracy was not checked: give new eval results with --evals.');
  });

  it('refuses results that it cannot read', async () => {
    const path = join(folder, 'none.json');
    writeFileSync(path, '{}');
    const { code, stderr } = await verify('--evals', path);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: /m);
  });
});

describe('bad input of verify', () => {
  it('is a spec without anything accepted', async () => {
    const { code, stderr } = await runCommand([
      'verify',
      'examples/measured-agent/spec.yaml',
      MIXED,
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('nothing was accepted, so there is nothing to hold a launch to');
  });

  it('is traces of another agent: both names, and what may be meant', async () => {
    const other = made('other.jsonl', (lines) =>
      lines
        .join('\n')
        .replaceAll(
          /"(retrieve|compact_context|main-llm|verify_answer|crm_lookup|web_search|calculator)"/g,
          '"x-$1-y"',
        ),
    );
    const { code, stderr } = await runCommand(['verify', SPEC, other]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/the traces run none of its steps|the workflow does not name/);
  });

  it('is traces without root spans', async () => {
    const rootless = made('rootless.jsonl', (lines) =>
      lines
        .map((line) => {
          const document = JSON.parse(line) as {
            resourceSpans: { scopeSpans: { spans: { parentSpanId?: string }[] }[] }[];
          };
          for (const { scopeSpans } of document.resourceSpans)
            for (const scope of scopeSpans)
              scope.spans = scope.spans.filter(({ parentSpanId }) => parentSpanId);
          return JSON.stringify(document);
        })
        .join('\n'),
    );
    const { code, stderr } = await runCommand(['verify', SPEC, rootless]);
    expect(code).toBe(2);
    expect(stderr).toContain('have no root span');
  });

  it('is a file that is not there', async () => {
    const { code, stderr } = await runCommand(['verify', SPEC, 'nowhere.jsonl']);
    expect(code).toBe(2);
    expect(stderr).toContain('no such file');
  });

  it.each([
    [['kept', 'worse'], 1],
    [['not-enough-data', 'different-architecture'], 1],
    [['kept', 'not-enough-data'], 2],
    [['kept', 'kept'], 0],
  ] as const)('exits by the gravest of %j', (outcomes, code) => {
    expect(exitCodeOf(outcomes)).toBe(code);
  });
});

describe('budget solve --traces', () => {
  it('shows composed beside traced, the cause of the gap, and finalists rescored', async () => {
    const { code, stdout } = await runCommand(['solve', SPEC, '--traces', MIXED]);
    expect(code).toBe(0);
    expect(stdout).toContain('Today, composed and as traced:');
    expect(stdout).toContain('other variants ran than');
    expect(stdout).toContain('Steps depend on one another');
    expect(stdout).toContain('replay takes 1,000');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('is the same for the same seed, and keeps every other figure as it was', async () => {
    const argv = ['solve', SPEC, '-f', 'json'];
    const plain = JSON.parse((await runCommand(argv)).stdout) as { agents: object[] };
    const one = await runCommand([...argv, '--traces', MIXED, '--seed', '7']);
    const other = await runCommand([...argv, '--traces', MIXED, '--seed', '7']);
    expect(one.stdout).toBe(other.stdout);
    const { agents } = JSON.parse(one.stdout) as { agents: { trust: { rescored: object } }[] };
    const { trust, ...rest } = agents[0]!;
    expect(rest).toEqual(plain.agents[0]);
    expect(trust.rescored).toMatchObject({ method: 'copula', dependent: true });
  });
});
