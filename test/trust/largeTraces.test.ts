import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import { measureTraces } from '../../src/traces/measureTraces.ts';
import type { ObservedRequest } from '../../src/trust/observed.ts';

const folder = mkdtempSync(join(tmpdir(), 'budget-large-'));
afterAll(() => rmSync(folder, { recursive: true }));

const REQUESTS = 500;

/** One request a line, padded so that the file is one that several threads would read. */
function line(at: number): string {
  const start = 1_795_305_600_000_000_000n + BigInt(at) * 1_000_000_000n;
  const span = {
    traceId: at.toString(16).padStart(32, '0'),
    spanId: at.toString(16).padStart(16, '0'),
    name: 'request',
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + 500_000_000n),
    attributes: [{ key: 'padding', value: { stringValue: 'x'.repeat(60_000) } }],
  };
  const tool = {
    ...span,
    spanId: (at + 1_000_000).toString(16).padStart(16, '0'),
    parentSpanId: span.spanId,
    name: 'execute_tool search',
    attributes: [
      { key: 'gen_ai.operation.name', value: { stringValue: 'execute_tool' } },
      { key: 'gen_ai.tool.name', value: { stringValue: 'search' } },
    ],
  };
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span, tool] }] }] });
}

it('every request of a large file is seen, whoever wants to see them', async () => {
  const path = join(folder, 'large.otlp.jsonl');
  writeFileSync(path, Array.from({ length: REQUESTS }, (_, at) => line(at + 1)).join('\n'));
  const requests: ObservedRequest[] = [];
  const { coverage } = await measureTraces({
    files: [path],
    cwd: folder,
    stdin: Readable.from([]),
    threads: 2,
    onRequest: (request) => requests.push(request),
  });
  expect(coverage.traces.total).toBe(REQUESTS);
  expect(requests).toHaveLength(REQUESTS);
  expect(requests[0]).toMatchObject({ latencyMs: 500, failed: false });
});
