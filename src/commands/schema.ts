import { nearest } from '../units/nearest.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { isSchemaName, SCHEMAS, schemaDocument } from './schemaDocument.ts';
import { UsageError } from './usageError.ts';
import { writeOutputs } from './writeOutputs.ts';

/** `budget schema spec|table|result|cost|verify`: the JSON Schema of a file. */
export function runSchema(name: string, flags: GlobalFlags, io: Io): ExitCode {
  const names = Object.keys(SCHEMAS);
  if (!isSchemaName(name)) {
    const near = nearest(name, names);
    throw new UsageError(
      `there is no schema "${name}"`,
      near === null ? `one of: ${names.join(', ')}` : `did you mean "${near}"?`,
    );
  }
  const json = () => schemaDocument(name);
  writeOutputs(io, flags, { table: json, json });
  return EXIT.done;
}
