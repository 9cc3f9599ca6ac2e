import * as z from 'zod';
import { costSchema } from '../render/schemas/costSchema.ts';
import { resultSchema } from '../render/schemas/resultSchema.ts';
import { verifySchema } from '../render/schemas/verifySchema.ts';
import { specSchema } from '../spec/schema.ts';
import { tableSchema } from '../table/schema.ts';

/** Files that have a JSON Schema. */
export const SCHEMAS = {
  spec: specSchema,
  table: tableSchema,
  result: resultSchema,
  cost: costSchema,
  verify: verifySchema,
} as const;

export type SchemaName = keyof typeof SCHEMAS;

export function isSchemaName(name: string): name is SchemaName {
  return Object.hasOwn(SCHEMAS, name);
}

/** The JSON Schema (draft 7) of a file as people write it, for editors and validators. */
export function schemaDocument(name: SchemaName): string {
  return `${JSON.stringify(z.toJSONSchema(SCHEMAS[name], { target: 'draft-7', io: 'input' }), null, 2)}\n`;
}
