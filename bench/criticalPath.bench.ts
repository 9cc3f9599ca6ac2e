import { performance } from 'node:perf_hooks';
import { CriticalPath, type PathSpans } from '../src/traces/criticalPath.ts';

/**
 * The critical path on spans in memory: agent-like traces of 15 spans, one trace with 100,000 siblings,
 * one 100,000 spans deep. Prints spans a second, warm.
 */

const MS = 1e6;

function traceOf(
  rows: readonly (readonly [parent: number, start: number, end: number])[],
): PathSpans {
  return {
    count: rows.length,
    starts: Float64Array.from(rows, ([, start]) => start * MS),
    ends: Float64Array.from(rows, ([, , end]) => end * MS),
    parents: Int32Array.from(rows, ([parent]) => parent),
    detached: new Uint8Array(rows.length),
  };
}

/** Three turns of a model with its HTTP call, two tools at once, a verdict. */
function agentTrace(): PathSpans {
  const rows: [number, number, number][] = [[-1, 0, 10_000]];
  let at = 5;
  for (let turn = 0; turn < 3; turn += 1) {
    const call = rows.push([0, at, at + 1800]) - 1;
    rows.push([call, at + 1, at + 1799]);
    at += 1800;
    rows.push([0, at, at + 700], [0, at + 0.4, at + 900.3]);
    at += 900;
  }
  const verdict = rows.push([0, at, at + 600]) - 1;
  rows.push([verdict, at + 2, at + 590]);
  return traceOf(rows);
}

function report(name: string, trace: PathSpans, times: number): void {
  const paths = new CriticalPath();
  for (let warm = 0; warm < Math.max(1, times / 10); warm += 1) paths.of(trace, 0);
  const started = performance.now();
  for (let run = 0; run < times; run += 1) paths.of(trace, 0);
  const seconds = (performance.now() - started) / 1000;
  const million = (trace.count * times) / seconds / 1e6;
  console.log(`${name.padEnd(28)}${million.toFixed(2)} million spans/s`);
}

report('agent traces of 15 spans', agentTrace(), 100_000);
report(
  '100,000 siblings',
  traceOf([[-1, 0, 1e5], ...Array.from({ length: 1e5 }, (_, at) => [0, at, at + 1] as const)]),
  10,
);
report(
  '100,000 spans deep',
  traceOf(Array.from({ length: 1e5 }, (_, at) => [at - 1, at, 2e5 - at] as const)),
  10,
);
