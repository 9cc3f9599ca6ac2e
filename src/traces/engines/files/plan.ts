import { statSync } from 'node:fs';
import { contentShape } from '../../content/contentShape.ts';
import { gunzip } from '../../content/gunzip.ts';
import { peek } from '../../content/peek.ts';
import { unzstd } from '../../content/unzstd.ts';
import type { Input } from '../../expandPaths.ts';
import { fileChunks } from '../../fileChunks.ts';
import type { Format } from '../../formats/format.ts';
import { formatOf } from '../../formats/formats.ts';
import { otlp } from '../../formats/otlp.ts';
import { parseJson } from '../../json.ts';

export type Packing = 'gzip' | 'zstd';

/** Lines of one file that one thread reads: those that begin at `from` or later, and before `to`. */
export interface Range {
  /** Spans of a lower order came first. */
  readonly order: number;
  /** Ranges of one group are read by one thread, one after the other: many small files are one piece. */
  readonly group: number;
  /** Place of the file among the inputs. */
  readonly input: number;
  readonly path: string;
  /** Packed files are read whole. */
  readonly packing: Packing | null;
  readonly from: number;
  readonly to: number;
}

export interface Plan {
  readonly ranges: readonly Range[];
  /** Of the files, as they lie on the disk. */
  readonly bytes: number;
  readonly partitions: number;
}

/** Below this, one thread is done before others have started. */
const SMALLEST = 24 * 1024 * 1024;

const MB = 1024 * 1024;

/** Ranges are long enough to fill the pieces that are written, and enough for all threads to the end. */
const SHORTEST_RANGE = 8 * MB;
const LONGEST_RANGE = 256 * MB;
const RANGES_PER_THREAD = 6;

/** So much text comes to one partition: less than 1 MB of spans. Beyond 3 GB they grow. */
const TEXT_PER_PARTITION = 6 * MB;
const FEWEST_PARTITIONS = 16;
const MOST_PARTITIONS = 512;

/** gzip and zstd make traces about a tenth as long. */
const PACKED = 10;

/** A first line longer than this is a file of one line. */
const LONGEST_FIRST_LINE = 64 * MB;

export interface PlanOptions {
  readonly threads: number;
  /** The format that the user states. */
  readonly from: Format | null;
  /** Least size of all files together, for the tests. */
  readonly smallest?: number;
}

/**
 * How to read these inputs with several threads; null where the reader of all formats must: unless every
 * one of them is a file of OTLP/JSON lines, packed or not, and they are worth it together.
 */
export async function planRanges(
  inputs: readonly Input[],
  { threads, from, smallest = SMALLEST }: PlanOptions,
): Promise<Plan | null> {
  if (from !== null && from !== otlp) return null;
  const sizes = inputs.map(({ path, problem }) => (problem === null ? sizeOf(path) : null));
  const bytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const packings: (Packing | null)[] = [];
  if (inputs.length === 0 || bytes < smallest / PACKED) return null;
  for (const [index, { path }] of inputs.entries()) {
    if (path === null || sizes[index] === null) return null;
    const packing = await linesIn(path);
    if (packing === undefined) return null;
    packings.push(packing);
  }
  const text = sizes.reduce<number>(
    (sum, size, index) => sum + (size ?? 0) * (packings[index] === null ? 1 : PACKED),
    0,
  );
  if (text < smallest) return null;
  const length = clamp(text / (threads * RANGES_PER_THREAD), SHORTEST_RANGE, LONGEST_RANGE);
  const sized = inputs.flatMap(({ path }, input) =>
    rangesOf(
      { input, path: path ?? '', packing: packings[input] ?? null },
      sizes[input] ?? 0,
      length,
    ),
  );
  return {
    ranges: grouped(sized),
    bytes,
    partitions: Math.ceil(clamp(text / TEXT_PER_PARTITION, FEWEST_PARTITIONS, MOST_PARTITIONS)),
  };
}

interface SizedRange extends Omit<Range, 'order' | 'group'> {
  /** Bytes of text, about. */
  readonly size: number;
}

/** In order, and in groups of at least the shortest range. */
function grouped(ranges: readonly SizedRange[]): Range[] {
  let group = 0;
  let inGroup = 0;
  return ranges.map(({ size, ...range }, order) => {
    if (inGroup >= SHORTEST_RANGE) {
      group += 1;
      inGroup = 0;
    }
    inGroup += size;
    return { ...range, order, group };
  });
}

function rangesOf(
  file: Pick<Range, 'input' | 'path' | 'packing'>,
  size: number,
  length: number,
): SizedRange[] {
  if (file.packing !== null) return [{ ...file, from: 0, to: Infinity, size: size * PACKED }];
  const count = Math.max(1, Math.round(size / length));
  return Array.from({ length: count }, (_, index) => ({
    ...file,
    from: Math.floor((size * index) / count),
    // What is appended while it is read belongs to the last range.
    to: index === count - 1 ? Infinity : Math.floor((size * (index + 1)) / count),
    size: size / count,
  }));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Null for what is no plain file: it can be read once only. */
function sizeOf(path: string | null): number | null {
  const stats = path === null ? undefined : statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true ? stats.size : null;
}

/** How a file is packed whose first document is OTLP on a line of its own; undefined for others. */
async function linesIn(path: string): Promise<Packing | null | undefined> {
  try {
    const peeked = await peek(fileChunks(path), 1024);
    const shape = contentShape(peeked.head);
    if (shape === 'text') return (await beginsWithOtlp(peeked.chunks)) ? null : undefined;
    if (shape === 'gzip' || shape === 'zstd') {
      const unpacked = (shape === 'gzip' ? gunzip : unzstd)(peeked.chunks);
      return (await beginsWithOtlp(unpacked)) ? shape : undefined;
    }
    await peeked.close();
    return undefined;
  } catch {
    // The reader of all formats says what is wrong.
    return undefined;
  }
}

async function beginsWithOtlp(chunks: AsyncIterable<Buffer>): Promise<boolean> {
  let text = Buffer.alloc(0);
  for await (const chunk of chunks) {
    text = Buffer.concat([text, chunk]);
    const line = firstLine(text);
    if (line !== null) return isOtlp(line);
    if (text.length > LONGEST_FIRST_LINE) return false;
  }
  return false;
}

/** The first line that is not blank, once all of it is there. */
function firstLine(text: Buffer): string | null {
  for (let from = 0; ;) {
    const to = text.indexOf(0x0a, from);
    if (to < 0) return null;
    const line = text.toString('utf8', from, to).trim();
    if (line !== '') return line;
    from = to + 1;
  }
}

function isOtlp(line: string): boolean {
  const document = parseJson(line.startsWith('\uFEFF') ? line.slice(1) : line);
  return document !== undefined && formatOf(document) === otlp;
}
