import { availableParallelism } from 'node:os';
import { aggregate, type AggregateOptions } from './aggregate.ts';
import { collectSpans, type CollectOptions } from './collectSpans.ts';
import { engineFor } from './engines/engineFor.ts';
import type { QueryReport } from './engines/queryReport.ts';
import { expandPaths, type Input } from './expandPaths.ts';
import type { Measurement } from './measurement.ts';
import { attributesOfRules } from './rules/rule.ts';

export interface TraceSources extends AggregateOptions, CollectOptions {
  /** Files, folders, patterns with `*`, `-` for standard input, or the address of a database. */
  readonly files: readonly string[];
  /** Relative paths start here. */
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** For large files; as many as the machine runs at once, up to 8, unless told. */
  readonly threads?: number;
  /** Called after each query that a database ran. */
  readonly onQuery?: (report: QueryReport) => void;
  /** Passwords, certificates and object stores; nothing unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** As many as run at once, within reason. */
export function threadsOfMachine(): number {
  return Math.min(availableParallelism(), MOST_THREADS);
}

/** More threads than this gain little: the disk, or the page cache, is the limit then. */
const MOST_THREADS = 8;

/**
 * Traces to a {@link Measurement}. Bad input never throws: it is counted in the coverage. Large files of
 * OTLP lines are read by several threads, and databases give their rows or their counts, which changes
 * nothing in the result.
 *
 * @throws EngineError when a database cannot be read, or there is no room for temporary files
 */
export async function measureTraces(sources: TraceSources): Promise<Measurement> {
  switch (engineFor(sources.files)) {
    case 'duckdb': {
      const { measureParquet } = await import('./engines/duckdb/measureParquet.ts');
      return measureParquet(sources);
    }
    case 'clickhouse': {
      const { measureClickHouse } = await import('./engines/clickhouse/measureClickHouse.ts');
      return measureClickHouse(sources);
    }
    case 'files':
      return measureFileTraces(sources);
  }
}

async function measureFileTraces({
  files,
  cwd,
  stdin,
  onProgress,
  threads = threadsOfMachine(),
  ...options
}: TraceSources): Promise<Measurement> {
  const inputs = expandPaths(files, cwd);
  // Whoever wants to see each run, or each request, wants them from one reader, in order.
  const measured =
    options.onOccurrence === undefined && options.onRequest === undefined
      ? await measureLarge(inputs, threads, options, onProgress)
      : null;
  if (measured !== null) return measured;
  const watched = { ...options, ...(onProgress === undefined ? {} : { onProgress }) };
  return aggregate(await collectSpans(inputs, stdin, watched), options);
}

/** Null when one thread is to read them. */
async function measureLarge(
  inputs: readonly Input[],
  threads: number,
  { from = null, rules = [], since, until }: AggregateOptions & CollectOptions,
  onProgress: TraceSources['onProgress'],
): Promise<Measurement | null> {
  const { planRanges } = await import('./engines/files/plan.ts');
  const plan = await planRanges(inputs, { threads, from });
  const { takesAttributes } = await import('./engines/scanner/scanner.ts');
  if (plan === null || !takesAttributes(attributesOfRules(rules))) return null;
  const { measureFiles } = await import('./engines/files/measureFiles.ts');
  return measureFiles(inputs, plan, {
    threads,
    rules,
    period: { from: since ?? -Infinity, to: until ?? Infinity },
    isStated: from !== null,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}
