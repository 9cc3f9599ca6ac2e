import { describe, expect, test } from 'vitest';
import { coverageReport } from '../../src/commands/coverageReport.ts';
import type { Coverage, Measurement } from '../../src/traces/measurement.ts';

const COVERAGE: Coverage = {
  origin: null,
  files: { read: 1, notRead: [], damaged: [] },
  lines: { total: 1, accepted: 1, blank: 0, rejected: [] },
  spans: { total: 3, counted: 3, duplicate: 0, rejected: [], orphan: 0, sources: [] },
  traces: {
    total: 1,
    outside: 0,
    withoutAgent: 0,
    rootless: 0,
    multiRoot: 0,
    gateway: 0,
    failed: 0,
  },
  modelCalls: { total: 0, ttft: 0, tokens: 0, reasoning: 0, effort: 0 },
  skewed: 0,
  ttftNotCredible: 0,
  unpricedCalls: 0,
  neverSucceeded: [],
  explained: null,
  orchestration: null,
};

const NOTHING: Measurement = {
  coverage: COVERAGE,
  agent: null,
  from: null,
  to: null,
  traces: 0,
  spans: 0,
  requests: 0,
  endToEnd: { latency: null, ttft: null, progress: null, orchestration: null },
  toolSets: [],
  components: [],
};

/** The report of a measurement that differs in this from one line with three plain spans. */
function report(change: Partial<Coverage>, requests = 0): string[] {
  const lines = coverageReport({
    ...NOTHING,
    requests,
    coverage: { ...COVERAGE, ...change },
  }).split('\n');
  expect(lines.pop()).toBe('');
  return lines;
}

/** The lines that this change adds. */
function added(change: Partial<Coverage>, requests = 0): string[] {
  const before = new Set(report({}, requests));
  return report(change, requests).filter((line) => !before.has(line));
}

describe('the report', () => {
  test('of plain spans is short', () => {
    expect(report({})).toEqual([
      'files     1 file read',
      'lines     1, all accepted',
      'spans     3, all counted',
    ]);
  });

  test('of a database tells rows, and what ran where on lines of 80 columns at most', () => {
    const origin = {
      what: 'ClickHouse table otel.otel_traces at db:8123',
      files: 0,
      notes: [`times are those of all spans, but ${'verify (sample: latency), '.repeat(5)}end`],
      oneIn: 20,
    };
    const lines = report({ origin });
    expect(lines.slice(0, 3)).toEqual([
      'read      ClickHouse table otel.otel_traces at db:8123',
      '          times are those of all spans, but verify (sample: latency), verify',
      '          (sample: latency), verify (sample: latency), verify (sample: latency),',
    ]);
    expect(lines.every((each) => each.length <= 80)).toBe(true);
    expect(lines).toContain('rows      1, all accepted');
  });

  test('of nothing is shorter', () => {
    const lines = { total: 0, accepted: 0, blank: 0, rejected: [] };
    const spans = { ...COVERAGE.spans, total: 0, counted: 0 };
    expect(report({ files: { read: 0, notRead: [], damaged: [] }, lines, spans })).toEqual([
      'files     0 files read',
      'lines     0',
    ]);
  });

  test('names files that were not read', () => {
    const notRead = [
      { name: 'a.gz', reason: 'gzip data is cut off' },
      { name: `${'long/'.repeat(20)}b.jsonl`, reason: 'empty' },
    ];
    expect(added({ files: { read: 2, notRead, damaged: [] } })).toEqual([
      'files     2 files read',
      '           unread  a.gz: gzip data is cut off',
      '           unread  …/long/long/long/long/long/long/long/long/long/b.jsonl: empty',
    ]);
  });

  test('divides lines and spans, and leaves out what is zero', () => {
    const rejected = [{ reason: 'logs', count: 1200, first: 'a.jsonl:7' }];
    expect(
      added({
        lines: { total: 2203, accepted: 1000, blank: 3, rejected },
        spans: { ...COVERAGE.spans, total: 12, counted: 10, duplicate: 2 },
      }),
    ).toEqual([
      'lines     2,203: 1,000 accepted, 1,200 rejected, 3 blank',
      '            1,200  logs, first at a.jsonl:7',
      'spans     12: 10 counted, 2 duplicate',
    ]);
  });

  test('says so when all lines are of one sort', () => {
    const rejected = [{ reason: 'logs', count: 2, first: 'a:1' }];
    expect(added({ lines: { total: 2, accepted: 0, blank: 0, rejected } })[0]).toBe(
      'lines     2, all rejected',
    );
  });

  test('counts orphans', () => {
    expect(added({ spans: { ...COVERAGE.spans, orphan: 2 } })).toEqual([
      '                2  orphans: their parent was never seen (they are counted)',
    ]);
  });

  test('names the conventions of the spans, and what those leave out', () => {
    const sources = [
      { source: 'Traceloop' as const, spans: 12 },
      { source: 'plain' as const, spans: 3 },
      { source: 'Langfuse' as const, spans: 1 },
    ];
    expect(added({ spans: { ...COVERAGE.spans, sources } })).toEqual([
      'sources   Traceloop, Langfuse',
      '             note  Traceloop drops failed calls: error rates are lower bounds',
      '             note  retries may hide inside calls: those then only look longer',
    ]);
  });

  test('names files that are damaged, which were read as far as they go', () => {
    const damaged = [{ name: 'a.gz', reason: 'gzip data is cut off' }];
    expect(added({ files: { read: 1, notRead: [], damaged } })).toEqual([
      '          damaged  a.gz: gzip data is cut off',
    ]);
  });

  test('counts requests, and traces that are none', () => {
    const traces = {
      ...COVERAGE.traces,
      failed: 1,
      rootless: 2,
      multiRoot: 3,
      withoutAgent: 4,
    };
    expect(report({ traces }, 1500).slice(3)).toEqual([
      'requests  1,500 (traces with exactly one root)',
      '                1  failed: no answer; not in the end-to-end times',
      '                2  traces without a root: in components, not end to end',
      '                3  traces with several roots: in components, not end to end',
      '                4  traces without a model call, tool or agent: skipped',
    ]);
    expect(report({ traces: { ...COVERAGE.traces, rootless: 1 } })[3]).toBe(
      'requests  0 (traces with exactly one root)',
    );
  });

  test.each([
    [1, ['           100.0%  of their time lies in the 0 components found']],
    [0.9, ['            90.0%  of their time lies in the 0 components found']],
    [0.899, ['            89.9%  of their time lies in the 0 components found']],
  ])('of which %d is explained', (explained, expected) => {
    expect(added({ explained }, 1)).toEqual(expected);
  });

  test('warns when the agent itself takes more than a tenth', () => {
    expect(added({ orchestration: 0.1 }, 1)).toEqual([]);
    expect(added({ orchestration: 0.301 }, 1)).toEqual([
      '            30.1%  of it waits for nothing named: a model or tool call may lack',
      '                   its span, or the agent itself is slow',
    ]);
  });

  test('says what missing figures cost the reader', () => {
    const modelCalls = { total: 3, tokens: 3, ttft: 2, effort: 1, reasoning: 0 };
    expect(added({ modelCalls })).toEqual([
      'calls     3 model calls succeeded; of these, how many report their',
      '             100%  tokens',
      '              66%  first token  first-token limits see only the calls that do',
      '              33%  effort       variants may mix calls of several efforts',
      '               0%  reasoning    hidden tokens are inside the output',
    ]);
    expect(
      added({ modelCalls: { total: 1, tokens: 0, ttft: 0, effort: 0, reasoning: 1 } }),
    ).toEqual([
      'calls     1 model call succeeded; of these, how many report their',
      '               0%  tokens       no cost can be computed',
      '               0%  first token  first-token limits cannot be checked',
      '               0%  effort       variants are told apart by model only',
      '             100%  reasoning',
    ]);
  });

  test('never rounds a missing figure up to all', () => {
    const modelCalls = { total: 1000, tokens: 999, ttft: 1000, effort: 1000, reasoning: 1000 };
    expect(added({ modelCalls })[1]).toBe(
      '              99%  tokens       cost is taken from the calls that do',
    );
  });

  test('ends with what is odd', () => {
    expect(
      added({ ttftNotCredible: 1, unpricedCalls: 22, neverSucceeded: ['crm', 'web-search'] }),
    ).toEqual([
      '                1  first-token times outside their call: left out',
      '               22  calls of several models inside one component: no tokens',
      '          no time  crm: not one call succeeded',
      '          no time  web-search: not one call succeeded',
    ]);
  });
});

describe('the terminal', () => {
  const everything: Partial<Coverage> = {
    files: {
      read: 2,
      notRead: [{ name: `${'long/'.repeat(40)}b.jsonl`, reason: 'empty' }],
      damaged: [{ name: 'a.gz', reason: 'gzip data is cut off' }],
    },
    lines: {
      total: 5,
      accepted: 2,
      blank: 1,
      rejected: [{ reason: 'logs', count: 2, first: `${'deep/'.repeat(40)}c.jsonl:7` }],
    },
    spans: {
      ...COVERAGE.spans,
      orphan: 3,
      sources: (['Traceloop', 'OpenInference', 'Claude Code', 'gateway log'] as const).map(
        (source) => ({ source, spans: 1 }),
      ),
    },
    traces: { ...COVERAGE.traces, rootless: 1, multiRoot: 2, withoutAgent: 3 },
    modelCalls: { total: 4, ttft: 1, tokens: 0, reasoning: 2, effort: 3 },
    skewed: 4,
    explained: 0.5,
    orchestration: 0.4,
  };
  const at = (width?: number): string[] => {
    const whole = { ...NOTHING, requests: 9, coverage: { ...COVERAGE, ...everything } };
    return coverageReport(whole, width).trimEnd().split('\n');
  };
  /** Without its breaks, and without paths, whose beginnings are cut. */
  const words = (lines: readonly string[]): string =>
    lines
      .join(' ')
      .replaceAll(/\S*[bc]\.jsonl\S*/g, 'path')
      .replaceAll(/\s+/g, ' ');

  test.each([40, 60, 80, 100, 160])('of %d columns holds every line, and all words', (width) => {
    expect(Math.max(...at(width).map((each) => each.length))).toBeLessThanOrEqual(width);
    expect(words(at(width))).toBe(words(at(1000)));
  });

  test('has 80 columns where nobody says so; a wide one shows more of a path', () => {
    expect(at()).toEqual(at(80));
    const shown = (width: number): number =>
      at(width).find((each) => /long/.test(each))?.length ?? 0;
    expect(shown(160)).toBeGreaterThan(shown(80));
  });

  test('that is narrow breaks lines beside their labels and figures', () => {
    expect(at(50)).toContain('             note  Traceloop drops failed calls:');
    expect(at(50)).toContain('                   error rates are lower bounds');
  });
});
