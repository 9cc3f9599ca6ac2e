import type { Diagnostic } from '../yaml/diagnostic.ts';

/** What a file of this tool is, by its keys: tables have components, specs have agents. */
export function fileKind(value: unknown): 'spec' | 'table' | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('agents' in value) return 'spec';
  return 'components' in value ? 'table' : null;
}

/** The other kind of file was given: one finding in place of one per key. */
export function wrongKind(file: string, is: 'spec' | 'table'): Diagnostic {
  const said =
    is === 'table'
      ? {
          message: 'this is a conversion table, and a spec is wanted here',
          help: `budget table ${file} prints it; a spec names it with table:`,
        }
      : {
          message: 'this is a spec, and a conversion table is wanted here',
          help: `budget solve ${file} solves it; its table is named in it`,
        };
  return { code: 'usage', severity: 'error', file, range: null, ...said };
}
