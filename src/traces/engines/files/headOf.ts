import type { Collected, FileProblem } from '../../collectSpans.ts';
import type { Input } from '../../expandPaths.ts';
import { Rejections } from '../../rejections.ts';
import type { RangeResult } from './member.ts';
import type { LocalRejection } from './otlpLines.ts';

/** What was read and what was left out, as one reader of all files would have counted it. */
export function headOf(
  inputs: readonly Input[],
  results: readonly RangeResult[],
): Pick<Collected, 'files' | 'lines' | 'spans'> {
  const head = new Head();
  const ordered = [...results].sort((a, b) => a.range.order - b.range.order);
  inputs.forEach(({ name }, input) =>
    head.addFile(
      name,
      ordered.filter(({ range }) => range.input === input),
    ),
  );
  return head.result();
}

class Head {
  readonly #notRead: FileProblem[] = [];
  readonly #damaged: FileProblem[] = [];
  readonly #badLines = new Rejections();
  readonly #badSpans = new Rejections();
  #read = 0;
  #lines = 0;
  #accepted = 0;
  #blank = 0;
  #spans = 0;

  addFile(name: string, results: readonly RangeResult[]): void {
    let before = 0;
    for (const { counts } of results) {
      addAll(this.#badLines, counts.badLines, name, before);
      addAll(this.#badSpans, counts.badSpans, name, before);
      before += counts.lines;
      this.#accepted += counts.accepted;
      this.#blank += counts.blank;
      this.#spans += counts.spans;
    }
    this.#lines += before;
    this.#addOutcome(name, results, before);
  }

  result(): Pick<Collected, 'files' | 'lines' | 'spans'> {
    return {
      files: { read: this.#read, notRead: this.#notRead, damaged: this.#damaged },
      lines: {
        total: this.#lines,
        accepted: this.#accepted,
        blank: this.#blank,
        rejected: this.#badLines.list(),
      },
      spans: { total: this.#spans, rejected: this.#badSpans.list() },
    };
  }

  #addOutcome(name: string, results: readonly RangeResult[], lines: number): void {
    const failed = results.find(({ problem }) => problem !== null);
    const reason = failed?.problem ?? (lines === 0 ? 'empty' : null);
    if (reason !== null && (failed?.isDamaged !== true || lines === 0))
      this.#notRead.push({ name, reason });
    else this.#read += 1;
    if (reason !== null && failed?.isDamaged === true && lines > 0)
      this.#damaged.push({ name, reason });
  }
}

function addAll(
  rejections: Rejections,
  local: readonly LocalRejection[],
  name: string,
  before: number,
): void {
  for (const { reason, count, line } of local)
    rejections.add(reason, `${name}:${before + line}`, count);
}
