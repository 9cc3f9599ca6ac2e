import { aggregate, type AggregateOptions } from './aggregate.ts';
import { collectSpans, type CollectOptions } from './collectSpans.ts';
import { expandPaths } from './expandPaths.ts';
import type { Measurement } from './measurement.ts';

export interface TraceSources extends AggregateOptions, CollectOptions {
  /** Files, folders, patterns with `*`, or `-` for standard input. */
  readonly files: readonly string[];
  /** Relative paths start here. */
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array | string>;
}

/** Trace exports to a {@link Measurement}. Bad input never throws: it is counted in the coverage. */
export async function measureTraces({
  files,
  cwd,
  stdin,
  ...options
}: TraceSources): Promise<Measurement> {
  return aggregate(await collectSpans(expandPaths(files, cwd), stdin, options), options);
}
