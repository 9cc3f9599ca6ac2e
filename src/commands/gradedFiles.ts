import { readFileSync } from 'node:fs';
import { decoded } from '../evals/decoded.ts';
import type { Mapping } from '../evals/mapping.ts';
import { type Graded, outcomesOf } from '../evals/outcomes.ts';
import { readResults } from '../evals/readResults.ts';
import { UnreadableResults } from '../evals/record.ts';
import type { FileCounts } from '../render/gradeReport.ts';
import type { Table } from '../table/schema.ts';
import { expandPaths } from '../traces/expandPaths.ts';
import type { Io } from './io.ts';

/** What results are read of a folder. */
export const RESULTS = {
  endings: /\.(?:csv|tsv|jsonl|json|eval|xml)$/i,
  none: 'no results (.csv, .jsonl, .json, .eval, .xml) in this folder',
};

/** One results file, read. */
export interface GradedFile extends Omit<Graded, 'rejected'> {
  readonly counts: FileCounts;
  readonly text: string;
  /** Why nothing of it could be read; null when it could. */
  readonly failure: string | null;
}

/** Reads results files of any format; one that cannot be read says why. */
export async function gradedFiles(
  paths: readonly string[],
  table: Table,
  mapping: Mapping,
  io: Io,
): Promise<GradedFile[]> {
  const files: GradedFile[] = [];
  for (const input of expandPaths(paths, io.cwd, RESULTS)) {
    files.push(
      input.problem === null
        ? await readOne(input, table, mapping, io)
        : unread(input.name, input.problem),
    );
  }
  return files;
}

async function readOne(
  input: { readonly name: string; readonly path: string | null },
  table: Table,
  mapping: Mapping,
  io: Io,
): Promise<GradedFile> {
  const bytes = input.path === null ? await bytesOf(io) : readFileSync(input.path);
  try {
    const read = await readResults(bytes);
    const { rejected, ...graded } = outcomesOf(read, input.name, table, mapping);
    const { outcomes } = graded;
    const failures = outcomes.filter(({ score }) => score === null).length;
    return {
      counts: {
        file: input.name,
        format: read.format,
        entries: read.records.length + read.rejected.length + read.blank,
        accepted: outcomes.length - failures,
        failures,
        rejected,
        blank: read.blank,
      },
      ...graded,
      text: decoded(bytes),
      failure: null,
    };
  } catch (error) {
    if (error instanceof UnreadableResults) return unread(input.name, error.message);
    throw error;
  }
}

async function bytesOf(io: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk as Uint8Array | string));
  return Buffer.concat(chunks);
}

function unread(file: string, failure: string): GradedFile {
  const counts = {
    file,
    format: null,
    entries: 0,
    accepted: 0,
    failures: 0,
    rejected: [],
    blank: 0,
  };
  return { counts, outcomes: [], misfits: [], doubts: [], text: '', failure };
}
