import type { Collected } from '../../collectSpans.ts';
import type { Input } from '../../expandPaths.ts';
import { ReadCounts } from '../../readCounts.ts';
import { Rejections } from '../../rejections.ts';
import type { RangeResult } from './member.ts';

/** What was read and what was left out, as one reader of all files would have counted it. */
export function headOf(
  inputs: readonly Input[],
  results: readonly RangeResult[],
): Pick<Collected, 'files' | 'lines' | 'spans'> {
  const counts = new ReadCounts();
  const badSpans = new Rejections();
  const ordered = [...results].sort((a, b) => a.range.order - b.range.order);
  inputs.forEach(({ name }, input) => {
    const ranges = ordered.filter(({ range }) => range.input === input);
    const lines = addRanges(name, ranges, counts, badSpans);
    const failed = ranges.find(({ problem }) => problem !== null);
    counts.endFile(name, {
      lines,
      problem: failed?.problem ?? null,
      isDamaged: failed?.isDamaged === true,
    });
  });
  const total = results.reduce((sum, { counts: { spans } }) => sum + spans, 0);
  return { ...counts.result(), spans: { total, rejected: badSpans.list() } };
}

/** @returns how many lines the file has */
function addRanges(
  name: string,
  ranges: readonly RangeResult[],
  counts: ReadCounts,
  badSpans: Rejections,
): number {
  const before = counts.lines;
  for (const { counts: found } of ranges) {
    const first = counts.lines - before;
    counts.accept(found.accepted);
    counts.addBlank(found.blank);
    for (const { reason, count, line } of found.badLines)
      counts.reject(reason, `${name}:${first + line}`, count);
    for (const { reason, count, line } of found.badSpans)
      badSpans.add(reason, `${name}:${first + line}`, count);
  }
  return counts.lines - before;
}
