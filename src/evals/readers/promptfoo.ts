import { createHash } from 'node:crypto';
import * as z from 'zod';
import { entryReason } from '../entryReason.ts';
import { flattened } from '../flattened.ts';
import { type EvalRecord, type ReadResults, type Rejected, UnreadableResults } from '../record.ts';

/** `failureReason` of a result that never came to be graded: the provider or the test itself failed. */
const ERROR = 2;

const result = z.looseObject({
  provider: z
    .union([z.string(), z.looseObject({ id: z.string().optional(), label: z.string().nullish() })])
    .optional(),
  prompt: z.looseObject({ label: z.string().optional(), raw: z.string().optional() }).nullish(),
  testIdx: z.number().optional(),
  promptIdx: z.number().optional(),
  vars: z.record(z.string(), z.unknown()).nullish(),
  testCase: z
    .looseObject({
      description: z.string().nullish(),
      metadata: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  success: z.boolean(),
  score: z.number().nullish(),
  namedScores: z.record(z.string(), z.unknown()).nullish(),
  failureReason: z.number().nullish(),
  gradingResult: z.unknown().optional(),
  error: z.string().nullish(),
  latencyMs: z.number().nullish(),
  response: z
    .looseObject({ cached: z.boolean().nullish(), latencyMs: z.number().nullish() })
    .nullish(),
  cost: z.number().nullish(),
});

type Result = z.output<typeof result>;

/** Names a promptfoo record always has. */
const OFFERED = ['provider', 'prompt', 'score'];

/** What `promptfoo eval -o results.json` writes, versions 2 (a table) and 3. */
export function readPromptfoo(document: unknown): ReadResults {
  const entries = resultsOf(document);
  const rejected: Rejected[] = [];
  const seen = new Map<string, number>();
  const offered = new Set(OFFERED);
  let cached = 0;
  const records = entries.flatMap<EvalRecord>((entry, index) => {
    const at = `result ${index + 1}`;
    const { data, error } = result.safeParse(entry);
    if (data === undefined) {
      rejected.push({ reason: entryReason('a result', '`success`', 'success', error), at });
      return [];
    }
    const fields = fieldsOf(data, seen);
    if (isFromCache(data)) cached += 1;
    for (const name of Object.keys(fields)) {
      if (name.includes('.')) offered.add(name);
    }
    return [{ fields, at, line: null }];
  });
  return { format: 'promptfoo', records, rejected, blank: 0, offered, cached };
}

const document3 = z.looseObject({ results: z.looseObject({ results: z.array(z.unknown()) }) });
const document1 = z.looseObject({ results: z.array(z.unknown()) });

function resultsOf(document: unknown): readonly unknown[] {
  const current = document3.safeParse(document).data;
  if (current) return current.results.results;
  const flat = document1.safeParse(document).data;
  if (flat) return flat.results;
  throw new UnreadableResults(
    'a promptfoo file without results: write it with promptfoo eval -o results.json',
  );
}

function fieldsOf(data: Result, seen: Map<string, number>): Record<string, unknown> {
  const errored = isErrored(data);
  const provider =
    typeof data.provider === 'string' ? data.provider : data.provider?.label || data.provider?.id;
  const prompt = data.prompt?.label ?? data.prompt?.raw;
  return {
    provider,
    prompt,
    ...itemOf(data, `${provider} ${prompt}`, seen),
    correct: errored ? undefined : data.success,
    score: errored ? undefined : (data.score ?? undefined),
    ...(errored ? {} : flattened(data.namedScores ?? {}, 'scores.')),
    error: errored ? (data.error ?? 'error') : undefined,
    latency_ms: isFromCache(data) ? undefined : (data.latencyMs ?? undefined),
    cost: isFromCache(data) ? undefined : (data.cost ?? undefined),
    ...flattened(data.vars ?? {}, 'vars.'),
    ...flattened({ ...data.testCase?.metadata, ...data.metadata }, 'metadata.'),
  };
}

/** A cached answer takes milliseconds and costs nothing, unless the provider tells what it took at first. */
function isFromCache({ response }: Result): boolean {
  return response?.cached === true && typeof response.latencyMs !== 'number';
}

/** Before `failureReason` was written, an error without any grading meant that nothing was graded. */
function isErrored({ failureReason, error, gradingResult, success }: Result): boolean {
  if (failureReason !== undefined && failureReason !== null) return failureReason === ERROR;
  return !success && Boolean(error) && (gradingResult === undefined || gradingResult === null);
}

/**
 * Tests have no ids: the same test is told by its description and its variables, in whatever order it
 * comes. One that is there several times ran several times (`--repeat`): its runs are numbered.
 */
function itemOf(
  { testCase, vars, testIdx }: Result,
  run: string,
  seen: Map<string, number>,
): { item: string; trial: number | undefined } {
  const variables = JSON.stringify(sorted(vars ?? {}));
  const digest = createHash('sha256').update(variables).digest('hex').slice(0, 8);
  const name = `${testCase?.description ?? 'test'} ${vars ? digest : (testIdx ?? '')}`.trim();
  const count = (seen.get(`${run} ${name}`) ?? 0) + 1;
  seen.set(`${run} ${name}`, count);
  return { item: name, trial: count === 1 ? undefined : count };
}

function sorted(value: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
