import { strFromU8 } from 'fflate';
import * as z from 'zod';
import { entryReason } from '../entryReason.ts';
import { flattened } from '../flattened.ts';
import { type EvalRecord, type ReadResults, type Rejected, UnreadableResults } from '../record.ts';
import { type ZipEntry, zipEntries } from '../zip.ts';

const score = z.looseObject({ value: z.unknown().optional() });

const sample = z.looseObject({
  id: z.union([z.string(), z.number()]),
  epoch: z.number().optional(),
  scores: z.record(z.string(), score).nullish(),
  error: z.union([z.string(), z.looseObject({ message: z.string().optional() })]).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  total_time: z.number().nullish(),
  working_time: z.number().nullish(),
});

const header = z.looseObject({
  eval: z.looseObject({
    task: z.string().optional(),
    model: z.string().optional(),
    task_args: z.record(z.string(), z.unknown()).nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    config: z.looseObject({ epochs: z.number().nullish() }).nullish(),
  }),
});

type Header = z.output<typeof header>;
type Sample = z.output<typeof sample>;

/** An Inspect log as one JSON document. */
export function readInspectJson(document: unknown): ReadResults {
  const head = header.safeParse(document).data;
  const samples = z.looseObject({ samples: z.array(z.unknown()) }).safeParse(document)
    .data?.samples;
  if (head === undefined) throw new UnreadableResults('an Inspect log without `eval`');
  if (samples === undefined)
    throw new UnreadableResults('an Inspect log without samples: only its header was written');
  return fromSamples(
    head,
    samples.map((value, index) => ({ value, at: `sample ${index + 1}` })),
  );
}

/** An Inspect log as a `.eval` archive: a header, and a JSON file for every sample. */
export function readInspectZip(bytes: Uint8Array): ReadResults {
  const entries = new Map(zipEntries(bytes).map((entry) => [entry.name, entry]));
  const start = entries.get('header.json') ?? entries.get('_journal/start.json');
  if (start === undefined)
    throw new UnreadableResults('a zip archive that is no Inspect log: it has no header.json');
  const head = header.safeParse(jsonOf(start)).data;
  if (head === undefined)
    throw new UnreadableResults(`the ${start.name} of this Inspect log is cut off or damaged`);
  const names = [...entries.keys()]
    .filter((name) => name.startsWith('samples/') && name.endsWith('.json'))
    .sort();
  return fromSamples(
    head,
    names.map((at) => ({ value: jsonOf(entries.get(at)), at })),
  );
}

/** @returns undefined for what is cut off or damaged */
function jsonOf(entry: ZipEntry | undefined): unknown {
  try {
    const text = strFromU8(entry?.read() ?? new Uint8Array());
    return JSON.parse(text.replaceAll(/(?<=[:[,]\s*)-?(?:NaN|Infinity)\b/gu, 'null'));
  } catch (error) {
    if (error instanceof UnreadableResults) throw error;
    return undefined;
  }
}

function fromSamples(
  head: Header,
  samples: readonly { readonly value: unknown; readonly at: string }[],
): ReadResults {
  const rejected: Rejected[] = [];
  const shared = sharedFields(head);
  const offered = new Set(Object.keys(shared));
  const epochs = (head.eval.config?.epochs ?? 1) > 1;
  const records = samples.flatMap<EvalRecord>(({ value, at }) => {
    const { data, error } = sample.safeParse(value);
    if (data === undefined) {
      rejected.push({ reason: reasonOf(value, error), at });
      return [];
    }
    const fields = {
      ...shared,
      ...flattened(data.metadata ?? {}, 'metadata.'),
      ...gradeOf(data, epochs),
    };
    for (const name of Object.keys(fields)) if (name.includes('.')) offered.add(name);
    return [{ fields, at, line: null }];
  });
  const counted = records
    .flatMap(({ fields }) => Object.keys(fields))
    .find((name) => name.startsWith('scores.'));
  return { format: 'inspect', records, rejected, blank: 0, offered, ...(counted && { counted }) };
}

function reasonOf(value: unknown, error: z.ZodError): string {
  return value === undefined
    ? 'not JSON (cut off or damaged)'
    : entryReason('a sample', 'an id', 'id', error);
}

function sharedFields({ eval: head }: Header): Record<string, unknown> {
  return {
    model: head.model,
    inspect_task: head.task,
    ...flattened(head.task_args ?? {}, 'task_args.'),
    ...flattened(head.metadata ?? {}, 'metadata.'),
  };
}

/** A sample that ended in an error was never scored; one that hit a limit was, and counts. */
function gradeOf(data: Sample, epochs: boolean): Record<string, unknown> {
  const seconds = data.working_time ?? data.total_time;
  const error =
    typeof data.error === 'string' ? data.error : data.error && (data.error.message ?? 'error');
  const scores = error ? {} : scoresOf(data);
  return {
    item: String(data.id),
    trial: epochs ? (data.epoch ?? 1) : undefined,
    correct: error ? undefined : Object.values(scores)[0],
    ...scores,
    error: error ?? undefined,
    latency_ms: typeof seconds === 'number' ? seconds * 1000 : undefined,
  };
}

/** Every score by scorer, and by name where a scorer gives several; in the order of the log. */
function scoresOf(data: Sample): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(flattened(valuesOf(data), 'scores.')).map(([name, value]) => [
      name,
      typeof value === 'string' ? (LETTERS[value] ?? value) : value,
    ]),
  );
}

function valuesOf({ scores }: Sample): Record<string, unknown> {
  return Object.fromEntries(Object.entries(scores ?? {}).map(([name, { value }]) => [name, value]));
}

/** Inspect's letters: correct, partly correct, incorrect, no answer. */
const LETTERS: Readonly<Record<string, number>> = { C: 1, P: 0.5, I: 0, N: 0 };
