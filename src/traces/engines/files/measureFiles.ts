import { Aggregator } from '../../aggregate.ts';
import type { Input } from '../../expandPaths.ts';
import type { Measurement } from '../../measurement.ts';
import type { Rule } from '../../rules/rule.ts';
import { openSpillFiles } from '../../spill/spillFiles.ts';
import type { Period } from '../../traceCounts.ts';
import type { Progress } from '../progress.ts';
import { hire, type Hand } from './crew.ts';
import { headOf } from './headOf.ts';
import type { MemberOptions, RangeResult, WrittenFile } from './member.ts';
import type { Answer } from './orders.ts';
import type { Plan, Range } from './plan.ts';

export interface MeasureFilesOptions {
  readonly threads: number;
  readonly rules: readonly Rule[];
  readonly period: Period;
  /** The user says that the files are OTLP. */
  readonly isStated: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** The script of a thread; null works in this one. */
  readonly script?: URL | null;
  /** As members have it, for the tests. */
  readonly most?: number;
}

/**
 * Files of OTLP/JSON lines to a {@link Measurement}, by several threads: first each reads ranges of the
 * files and sorts the spans by trace into partitions of a temporary file, then each measures partitions.
 * Counts add, so the result is that of one thread, and memory is that of one partition per thread.
 *
 * @returns null when a file holds other formats too
 * @throws EngineError when there is no room for temporary files
 */
export async function measureFiles(
  inputs: readonly Input[],
  plan: Plan,
  options: MeasureFilesOptions,
): Promise<Measurement | null> {
  const files = openSpillFiles(options.threads);
  const hands: Hand[] = [];
  try {
    const { partitions } = plan;
    for (const file of files.descriptors)
      hands.push(hire({ ...memberOptions(options), file, partitions }, options.script));
    const results = await scanAll(hands, plan, options.onProgress);
    if (results === null) return null;
    const spans = results.reduce((sum, { counts }) => sum + counts.spans, 0);
    const read = { bytes: plan.bytes, totalBytes: plan.bytes, spans };
    await handOut(hands, partitions, (measured) => options.onProgress?.({ ...read, measured }));
    const aggregator = new Aggregator(options.period, null);
    for (const hand of hands)
      aggregator.addState(expect(await hand.ask({ kind: 'state' }), 'state').state);
    return aggregator.result(headOf(inputs, results));
  } finally {
    await Promise.all(hands.map((hand) => hand.dismiss()));
    files.close();
  }
}

function memberOptions({
  rules,
  period,
  isStated,
  most,
}: MeasureFilesOptions): Omit<MemberOptions, 'file' | 'partitions'> {
  return { rules, period, isStated, ...(most === undefined ? {} : { most }) };
}

/** Null when a file is not for this engine. */
async function scanAll(
  hands: readonly Hand[],
  { ranges, bytes: totalBytes }: Plan,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<RangeResult[] | null> {
  const queue = groupsOf(ranges);
  const results: RangeResult[] = [];
  const seen = { bytes: 0, spans: 0 };
  let isUnsuitable = false;
  await share(hands, async (hand) => {
    const group = isUnsuitable ? undefined : queue.shift();
    for (const range of group ?? []) {
      const answer = await hand.ask({ kind: 'scan', range }, ({ bytes, spans }) => {
        seen.bytes += bytes;
        seen.spans += spans;
        onProgress({ ...seen, totalBytes, measured: 0 });
      });
      const { result } = expect(answer, 'scanned');
      if (result.isUnsuitable) isUnsuitable = true;
      results.push(result);
    }
    return group !== undefined;
  });
  return isUnsuitable ? null : results;
}

function groupsOf(ranges: readonly Range[]): Range[][] {
  const groups: Range[][] = [];
  for (const range of ranges) (groups[range.group] ??= []).push(range);
  return groups;
}

/** Lets the hands measure all partitions. */
async function handOut(
  hands: readonly Hand[],
  partitions: number,
  onMeasured: (share: number) => void,
): Promise<void> {
  const written: WrittenFile[] = [];
  for (const hand of hands)
    written.push(expect(await hand.ask({ kind: 'written' }), 'written').written);
  await Promise.all(hands.map((hand) => hand.ask({ kind: 'open', written })));
  let next = 0;
  let done = 0;
  await share(hands, async (hand) => {
    if (next === partitions) return false;
    const partition = next;
    next += 1;
    expect(await hand.ask({ kind: 'measure', partition }), 'done');
    done += 1;
    onMeasured(done / partitions);
    return true;
  });
}

/** Each hand works until there is nothing left for it. */
async function share(
  hands: readonly Hand[],
  work: (hand: Hand) => Promise<boolean>,
): Promise<void> {
  await Promise.all(
    hands.map(async (hand) => {
      while (await work(hand));
    }),
  );
}

function expect<Kind extends Answer['kind']>(
  answer: Answer,
  kind: Kind,
): Extract<Answer, { kind: Kind }> {
  if (answer.kind !== kind) throw new Error(`asked for ${kind}, got ${answer.kind}`);
  return answer as Extract<Answer, { kind: Kind }>;
}
