import { extname } from 'node:path';
import type { GlobalFlags } from './global.ts';
import { UsageError } from './usageError.ts';

const FORMATS = ['table', 'yaml', 'json'];

/**
 * Where a measured table goes, and as what: YAML, or JSON where `-f` or the ending of `-o` says so.
 * @throws UsageError for another format, and for more than one file
 */
export function tableOutput({ output = [], format }: GlobalFlags): {
  readonly output: string | null;
  readonly isJson: boolean;
} {
  if (output.length > 1)
    throw new UsageError('measure writes one table', 'budget table prints it in other formats');
  if (format !== undefined && !FORMATS.includes(format))
    throw new UsageError(
      `measure has no format "${format}"`,
      'yaml, which is what table means here, or json; budget table prints it in others',
    );
  const [path = null] = output;
  const byEnding = path !== null && extname(path).toLowerCase() === '.json';
  return { output: path, isJson: format === undefined ? byEnding : format === 'json' };
}
