import * as z from 'zod';
import { compareDiagnostics } from './compareDiagnostics.ts';
import type { Diagnostic } from './diagnostic.ts';
import { flatIssues } from './flatIssues.ts';
import { issueDiagnostics } from './issueDiagnostics.ts';
import type { SchemaMeta } from './plainWords.ts';
import type { Schema } from './schemaWalk.ts';
import { unwrapped } from './schemaWalk.ts';
import { placeIn, type YamlSource } from './source.ts';
import { valueAt } from './yamlPath.ts';

/** What a file holds, or null when anything in it is wrong, and everything there is to say about it. */
export interface Validated<T> {
  readonly data: T | null;
  /** The source's own findings and those of the schema, in order. */
  readonly diagnostics: Diagnostic[];
}

/**
 * Holds a file against a schema. Every issue becomes a finding with a place and advice.
 *
 * @returns the data when there is no error; warnings and notes of the source do not prevent it.
 * @example validate(z.strictObject({ version: z.literal(1) }), readYaml(text, 'spec.yaml'))
 */
export function validate<T>(schema: z.ZodType<T>, source: YamlSource): Validated<T> {
  const own = [...source.diagnostics].sort(compareDiagnostics);
  if (source.value === undefined) return { data: null, diagnostics: own };
  const newer = newerVersion(source);
  if (newer !== null) return { data: null, diagnostics: [...own, newer].sort(compareDiagnostics) };
  // The empty default tells a schema's own messages apart from zod's, which nobody should read.
  const result = schema.safeParse(source.value, {
    error: () => '',
    jitless: validations++ < BEFORE_COMPILING,
  });
  if (result.success) return { data: hasError(own) ? null : result.data, diagnostics: own };
  const issues = flatIssues(result.error.issues, schema, source.value);
  const found = [...own, ...issueDiagnostics(issues, source, metaOf)];
  return { data: null, diagnostics: found.sort(compareDiagnostics) };
}

/**
 * Files that are held against schemas as they are: compiling schemas, as zod would at once, takes
 * longer than a handful of files does, and pays with many.
 */
const BEFORE_COMPILING = 16;

let validations = 0;

/** Newest version of any format that this release reads. */
const NEWEST = 1;

/** A file of a later release: what else seems wrong in it may only be new. */
function newerVersion(source: YamlSource): Diagnostic | null {
  const version = valueAt(source.value, ['version']);
  if (typeof version !== 'number' || !Number.isInteger(version) || version <= NEWEST) return null;
  return {
    code: 'unsupported-version',
    severity: 'error',
    message: `version ${version} of the format is newer than this release reads`,
    ...placeIn(source, ['version'], 'value'),
    help: `take a newer release of budget; this one reads version ${NEWEST}`,
  };
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function metaOf(schema: Schema): SchemaMeta {
  const metas = unwrapped(schema).map((each) => z.globalRegistry.get(each));
  const description = metas.find((meta) => meta?.description !== undefined)?.description ?? null;
  const [example] = metas.flatMap((meta) => meta?.examples ?? []);
  const isScalar = typeof example === 'string' || typeof example === 'number';
  return { description, example: isScalar ? example : null };
}
