import { EngineError } from '../traces/engines/engineError.ts';
import type { Measurement } from '../traces/measurement.ts';
import { measureTraces, type TraceSources } from '../traces/measureTraces.ts';
import { EXIT } from './exitCode.ts';
import { ProgressLine } from './progressLine.ts';
import { UsageError } from './usageError.ts';

interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/**
 * Measures traces with a line of progress on the terminal. While threads read, Ctrl-C ends the program
 * with 130; nothing is written before all is read.
 *
 * @throws UsageError when there is no room for temporary files
 */
export async function measureSources(
  sources: TraceSources,
  stderr: Terminal,
): Promise<Measurement> {
  const line = new ProgressLine(stderr, () => performance.now());
  const interrupt = (): never => {
    line.clear();
    process.exit(EXIT.interrupted);
  };
  let isListening = false;
  try {
    return await measureTraces({
      ...sources,
      onProgress: (progress) => {
        // Not before threads read: this thread could not answer while it reads by itself.
        if (!isListening && progress.inThisThread !== true) {
          process.once('SIGINT', interrupt);
          isListening = true;
        }
        line.show(progress);
      },
    });
  } catch (error) {
    throw error instanceof EngineError ? new UsageError(error.message, error.help) : error;
  } finally {
    process.off('SIGINT', interrupt);
    line.clear();
  }
}
