import { Readable } from 'node:stream';
import { measureTraces } from '../../../src/traces/measureTraces.ts';
import type { Measurement } from '../../../src/traces/measurement.ts';
import type { Occurrence } from '../../../src/traces/occurrence.ts';
import type { Span } from '../../../src/traces/span.ts';

export interface Run {
  readonly run: Occurrence;
  readonly trace: readonly Span[];
}

export interface MeasuredFile {
  readonly measurement: Measurement;
  /** Every component run with its exact duration. */
  readonly runs: readonly Run[];
}

/** Measures files as `budget measure` does, and keeps the single runs. */
export async function measureFile(...files: string[]): Promise<MeasuredFile> {
  const runs: Run[] = [];
  const onOccurrence = (run: Occurrence, trace: readonly Span[]): void =>
    void runs.push({ run, trace });
  const measurement = await measureTraces({
    files,
    cwd: '/',
    stdin: Readable.from([]),
    onOccurrence,
  });
  return { measurement, runs };
}

/** Measures text as if it came from standard input, in chunks of the given size. */
export async function measureText(text: string | Uint8Array, chunk = 65_536): Promise<Measurement> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, i) =>
    bytes.subarray(i * chunk, (i + 1) * chunk),
  );
  return measureTraces({ files: ['-'], cwd: '/', stdin: Readable.from(chunks) });
}
