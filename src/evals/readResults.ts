import { decoded } from './decoded.ts';
import { isZip, sniff } from './sniff.ts';
import { type EvalFormat, type ReadResults, UnreadableResults } from './record.ts';

/**
 * Reads a results file of any known format. Each reader is loaded when it is first needed.
 *
 * @throws UnreadableResults with the reason in one sentence
 */
export async function readResults(bytes: Uint8Array): Promise<ReadResults> {
  if (bytes.length === 0) throw new UnreadableResults('the file is empty');
  const format = sniff(bytes);
  if (format === null)
    throw new UnreadableResults(
      'JSON of no known kind: results of promptfoo, logs of Inspect, or one object a line are read',
    );
  return read(format, bytes);
}

async function read(format: EvalFormat, bytes: Uint8Array): Promise<ReadResults> {
  const text = (): string => decoded(bytes);
  switch (format) {
    case 'csv':
      return (await import('./readers/csv.ts')).readCsv(text());
    case 'jsonl':
      return (await import('./readers/jsonl.ts')).readJsonl(text());
    case 'junit':
      return (await import('./readers/junit.ts')).readJunit(text());
    case 'promptfoo':
      return (await import('./readers/promptfoo.ts')).readPromptfoo(json(text()));
    case 'inspect': {
      const inspect = await import('./readers/inspect.ts');
      return isZip(bytes) ? inspect.readInspectZip(bytes) : inspect.readInspectJson(json(text()));
    }
  }
}

/** Python writes NaN where JSON has no number. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replaceAll(/(?<=[:[,]\s*)-?(?:NaN|Infinity)\b/gu, 'null'));
    } catch (error) {
      throw new UnreadableResults(
        `not JSON: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
