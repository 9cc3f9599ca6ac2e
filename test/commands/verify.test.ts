import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Ajv } from 'ajv';
import { schemaDocument } from '../../src/commands/schemaDocument.ts';
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
    expect(stdout).toMatch(/^support-agent \? not enough data yet to judge what was accepted on /);
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

  it('gives JSON as its schema has it, for every outcome', async () => {
    const schema = JSON.parse(schemaDocument('verify')) as object;
    const validate = new Ajv({ strict: false }).compile(schema);
    const worse = ['--set', 'accepted.latency.p95=8s', '--set', 'accepted.ttft.p95=1s'];
    for (const argv of [[LAUNCH], [MIXED], [LAUNCH, ...worse]]) {
      const { stdout } = await runCommand(['verify', SPEC, ...argv, '-f', 'json']);
      expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it('gives what got worse as an error beside the figure that was signed', async () => {
    const worse = ['--set', 'accepted.latency.p95=8s', '-f', 'sarif'];
    const { stdout, code } = await runCommand(['verify', SPEC, LAUNCH, ...worse]);
    const { runs } = JSON.parse(stdout) as {
      runs: { results: { ruleId: string; level: string; message: { text: string } }[] }[];
    };
    expect(runs[0]?.results).toMatchObject([{ ruleId: 'launch-worse', level: 'error' }]);
    expect(runs[0]?.results[0]?.message.text).toMatch(/p95: 11\.0 s against 8\.00 s accepted/);
    expect(code).toBe(1);
  });

  it('fails a launch on another model, though its times and its failures are as signed', async () => {
    const moved = made('other-model.otlp.jsonl', (lines) =>
      lines.join('\n').replaceAll(/gpt-5-mini(?:-2025-08-07)?"/gu, 'gpt-5-nano"'),
    );
    const { stdout, code } = await runCommand(['verify', SPEC, moved]);
    expect(stdout).toMatch(/^support-agent ✗ not the architecture that was signed/);
    expect(stdout).toContain('runs as gpt-5-nano-low in 100%');
    expect(code).toBe(1);
  });

  it('gives findings beside what was signed, for code scanning and for GitHub', async () => {
    const github = await runCommand(['verify', SPEC, MIXED, '-f', 'github']);
    expect(github.stdout.split('\n')[0]).toBe(
      '::error file=examples/measured-agent/signed.yaml,line=25,endLine=25,col=7,endColumn=13,title=budget%3A launch-different::support-agent: answer runs as gpt-5-mini-high in 29%25 of 294 calls; signed as gpt-5-mini-low.',
    );
    const few = ['--set', 'accepted.latency.p99=14s'];
    const sarif = await runCommand(['verify', SPEC, LAUNCH, ...few, '-f', 'sarif']);
    const { runs } = JSON.parse(sarif.stdout) as {
      runs: { results: { ruleId: string; level: string }[] }[];
    };
    expect(runs[0]?.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['launch-unsettled', 'warning'],
    ]);
    const kept = await runCommand(['verify', SPEC, LAUNCH, '-f', 'github']);
    expect(kept.stdout).toBe('support-agent ✓ keeps what was accepted\n');
  });

  it('gives the days of the requests of each agent', async () => {
    const { stdout } = await runCommand(['verify', SPEC, LAUNCH, '-f', 'json']);
    const { agents } = JSON.parse(stdout) as { agents: Record<string, unknown>[] };
    expect(agents[0]).toMatchObject({ from: '2026-11-22', to: '2026-11-22', requests: { n: 213 } });
  });

  it('is the same for the same input', async () => {
    const [one, other] = [
      await runCommand(['verify', SPEC, LAUNCH, '-f', 'json']),
      await runCommand(['verify', SPEC, LAUNCH, '-f', 'json']),
    ];
    expect(one.stdout).toBe(other.stdout);
  });
});

interface Span {
  readonly traceId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}

/** Lines of OTLP with the spans of each scope changed. */
function spansOf(
  lines: readonly string[],
  change: (spans: readonly Span[]) => readonly Span[],
): string {
  return lines
    .map((line) => {
      const document = JSON.parse(line) as {
        resourceSpans: { scopeSpans: { spans: readonly Span[] }[] }[];
      };
      for (const { scopeSpans } of document.resourceSpans)
        for (const scope of scopeSpans) scope.spans = change(scope.spans);
      return JSON.stringify(document);
    })
    .join('\n');
}

/** The spans of the first twelve traces. */
function twelve(lines: readonly string[]): string {
  const kept = new Set<string>();
  return spansOf(lines, (spans) =>
    spans.filter(({ traceId }) => {
      if (kept.size < 12) kept.add(traceId);
      return kept.has(traceId);
    }),
  );
}

const STEPS = [
  'retrieve',
  'compact_context',
  'main-llm',
  'verify_answer',
  'crm_lookup',
  'web_search',
  'calculator',
];

/** The launch with other names of its steps. */
function renamed(file: string, change: (name: string) => string): string {
  return made(file, (lines) =>
    lines
      .join('\n')
      .replaceAll(
        new RegExp(`"(${STEPS.join('|')})"`, 'g'),
        (_, name: string) => `"${change(name)}"`,
      ),
  );
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
    expect(few.stdout).toMatch(
      /accuracy: 80\.0% against 84\.0% accepted; by 25 items it may be 6\d\.\d%, and 80\.0%\s+is tolerated; about/,
    );
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

/** What was said beside the defaults that the spec leaves open. */
function withoutNotes(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => !/: note: | \d+ notes?$/.test(line))
    .join('\n');
}

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

  it('is traces of another agent: the steps of both are listed', async () => {
    const other = renamed('other.jsonl', (name) => `${'abcdefg'[STEPS.indexOf(name)]}9q8z`);
    const { code, stdout, stderr } = await runCommand(['verify', SPEC, other]);
    expect([code, stdout]).toEqual([2, '']);
    expect(withoutNotes(stderr)).toBe(
      'error: support-agent: the traces run none of its steps. The spec has retrieve, compact_context, main-llm, verify_answer, crm_lookup, web_search, calculator; the traces have c9q8z, e9q8z, f9q8z, a9q8z, d9q8z, g9q8z, b9q8z\n' +
        'help: are these the traces of another agent?\n',
    );
  });

  it('is steps that do not match: both names are listed, and what may be meant', async () => {
    const other = renamed('renamed.jsonl', (name) =>
      name === 'retrieve' ? 'retrieve_docs' : name === 'calculator' ? 'calculater' : name,
    );
    const { code, stdout, stderr } = await runCommand(['verify', SPEC, other]);
    // What the spec has is missing: another architecture runs.
    expect(code).toBe(1);
    expect(stdout).toContain('- retrieve runs in 0% of 208 requests; signed to run in 80%.');
    expect(stdout).toContain('- calculator runs in 0% of 208 requests; signed to run in 42%.');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      '- Or what is missing is traced under another name: the traces run retrieve_docs (retrieve?), calculater (calculator?), which the workflow does not name. --rules renames.',
    );
    expect(withoutNotes(stderr)).toBe(
      'warning: support-agent: the traces run retrieve_docs, calculater, which the workflow does not name; they never run retrieve, calculator\n' +
        'help: retrieve_docs may be retrieve, calculater may be calculator: name it so with --rules, or with component: in the spec\n',
    );
  });

  it('is traces without root spans: nobody knows how long requests took', async () => {
    const rootless = made('rootless.jsonl', (lines) =>
      spansOf(lines, (spans) => spans.filter(({ parentSpanId }) => parentSpanId)),
    );
    const { code, stdout, stderr } = await runCommand(['verify', SPEC, rootless]);
    expect([code, stdout]).toEqual([2, '']);
    expect(withoutNotes(stderr)).toBe(
      'error: no whole requests in 213 traces: 213 have no root span\n' +
        'help: export the span that covers a whole request, too: without it nobody knows how long a request took\n',
    );
  });

  it('is twelve traces: nothing passes, nothing fails, and the least number is told', async () => {
    const few = made('twelve.jsonl', (lines) => twelve(lines));
    const { code, stdout } = await runCommand(['verify', SPEC, few]);
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^support-agent \? not enough data yet to judge what was accepted on 2026-11-20\n12 requests traced/,
    );
    expect(stdout).toContain('- p95: only 12 requests; nothing is judged below 20');
  });

  it('is one giant outlier: it moves no percentile, and changes no verdict', async () => {
    const outlier = made('outlier.jsonl', (lines) => {
      let done = false;
      return spansOf(lines, (spans) =>
        spans.map((span) => {
          if (done || span.parentSpanId) return span;
          done = true;
          // An hour more, in nanoseconds.
          return {
            ...span,
            endTimeUnixNano: String(BigInt(span.endTimeUnixNano) + 3_600_000_000_000n),
          };
        }),
      );
    });
    const { code, stdout } = await runCommand(['verify', SPEC, outlier]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/p95 +12\.3 s +11\.\d s/);
  });

  it('is a tail that timeouts cut off: its percentiles are lower bounds, which cannot pass', async () => {
    const cut = made('cut.jsonl', (lines) =>
      spansOf(lines, (spans) =>
        spans.map((span) => {
          if (span.parentSpanId) return span;
          const [start, end] = [BigInt(span.startTimeUnixNano), BigInt(span.endTimeUnixNano)];
          const most = start + 9_000_000_000n;
          return { ...span, endTimeUnixNano: String(end > most ? most : end) };
        }),
      ),
    );
    const { code, stdout } = await runCommand(['verify', SPEC, cut]);
    expect(code).toBe(2);
    const text = stdout.replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      '- p95: 9.00 s against 12.3 s accepted, but requests were cut off before it: it is at least that long, and nobody knows how much longer.',
    );
    expect(text).toMatch(
      /\d+ requests look cut off at 9\.00 s \(timeouts\): percentiles above p\d+(\.\d)? are lower bounds\./,
    );
  });

  it('is a component of several steps that never runs: it is missing as a whole', async () => {
    const other = renamed('model.jsonl', (name) => (name === 'main-llm' ? 'zz' : name));
    const { code, stdout } = await runCommand(['verify', SPEC, other]);
    expect(code).toBe(1);
    expect(stdout).toContain('- main-llm runs in 0% of 208 requests; signed as');
  });

  it('is a percentile that so few requests cannot reach: how many could is told', async () => {
    const { code, stdout } = await runCommand([
      'verify',
      SPEC,
      LAUNCH,
      '--set',
      'accepted.latency.p99=14s',
    ]);
    expect(code).toBe(2);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      '- p99: 13.0 s against 14.0 s accepted; 208 requests do not tell how far off it may be: that takes 299 or more.',
    );
  });

  it('is a spec of several agents of which none is named in the traces', async () => {
    const spec = join(folder, 'two.yaml');
    const text = readFileSync(join(ROOT, SPEC), 'utf8').replace(
      'table: table.yaml',
      `table: ${join(ROOT, 'examples/measured-agent/table.yaml')}`,
    );
    const other = text.slice(text.indexOf('  support-agent:')).replace('support-agent', 'nightly');
    writeFileSync(spec, `${text.trimEnd()}\n${other}`);
    const { code, stderr } = await runCommand(['verify', spec, LAUNCH]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'warning: nightly: no request is its own: of several agents in a spec each has those whose root span is named like it, and the roots are named support-agent\n',
    );
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
