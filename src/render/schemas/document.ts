import * as z from 'zod';

/** What every result begins and ends with. */

export const tool = z.strictObject({ name: z.string(), version: z.string() });
export const inputs = z.array(z.strictObject({ path: z.string(), sha256: z.string() }));

const place = z.strictObject({
  line: z.number(),
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
});

const diagnostic = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  file: z.string().nullable(),
  range: place.nullable(),
  help: z.string().nullable(),
});

export const warnings = z.array(diagnostic);
