import { nearest } from '../units/nearest.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { isSchemaName, SCHEMAS, schemaDocument } from './schemaDocument.ts';
import { UsageError } from './usageError.ts';
import { writeFile } from './writeOutputs.ts';

/** `budget schema spec|table|result`: the JSON Schema of a file. */
export function runSchema(name: string, flags: GlobalFlags, io: Io): ExitCode {
  const names = Object.keys(SCHEMAS);
  if (!isSchemaName(name)) {
    const near = nearest(name, names);
    throw new UsageError(
      `there is no schema "${name}"`,
      near === null ? `one of: ${names.join(', ')}` : `did you mean "${near}"?`,
    );
  }
  const document = schemaDocument(name);
  for (const path of flags.output ?? []) writeFile(io, path, document);
  if ((flags.output ?? []).length === 0) io.stdout.write(document);
  return EXIT.done;
}
