import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureTraces } from '../../src/traces/measureTraces.ts';
import type { Measurement } from '../../src/traces/measurement.ts';
import { measuredTableYaml, tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { tempFolder } from '../support/tempFolder.ts';
import { bothWays } from './engines/bothWays.ts';
import { lineOf, linesOf, madeRequest, spansOf, type MadeRequest } from './helpers/madeAgent.ts';
import { measureText } from './helpers/measureFile.ts';

/** How spans are laid out in lines and files says nothing about the agent: the table has the same bytes. */

const RUNS = { numRuns: 15 } as const;

const requests = fc.array(madeRequest, { minLength: 1, maxLength: 6 });

function tableOf(measurement: Measurement): string {
  return measuredTableYaml(tableFromMeasurement(measurement, { name: 'desk' }), '');
}

async function tableOfText(text: string | Uint8Array, chunk?: number): Promise<string> {
  return tableOf(await measureText(text, chunk));
}

function plain(made: readonly MadeRequest[]): Promise<string> {
  return tableOfText(linesOf(made).join('\n'));
}

/** In an order that numbers between 0 and 1 give. */
function shuffled<Thing>(things: readonly Thing[], seed: readonly number[]): Thing[] {
  return things
    .map((thing, at) => ({ thing, key: seed[at % seed.length] ?? 0, at }))
    .toSorted((a, b) => a.key - b.key || a.at - b.at)
    .map(({ thing }) => thing);
}

const seeds = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: 97,
  maxLength: 97,
});

/** Spans of all requests in lines of so many. */
function regrouped(
  made: readonly MadeRequest[],
  seed: readonly number[],
  perLine: number,
): string[] {
  const spans = shuffled(
    made.flatMap((request, index) => spansOf(request, index)),
    seed,
  );
  return Array.from({ length: Math.ceil(spans.length / perLine) }, (_, at) =>
    lineOf(spans.slice(at * perLine, (at + 1) * perLine)),
  );
}

/** The same object, its members and the entries of its lists of attributes in another order. */
function reordered(value: unknown, seed: readonly number[], depth = 0): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => reordered(item, seed, depth + 1));
    const isAttributes = value.every(
      (item) => typeof item === 'object' && item !== null && 'key' in item,
    );
    return isAttributes ? shuffled(items, seed) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(
    ([key, each]) => [key, reordered(each, seed, depth + 1)] as const,
  );
  return Object.fromEntries(shuffled(members, seed.slice(depth % 7)));
}

describe('the table has the same bytes', () => {
  test('in whatever order spans come, and however many there are on a line', async () => {
    await fc.assert(
      fc.asyncProperty(
        requests,
        seeds,
        fc.integer({ min: 1, max: 40 }),
        async (made, seed, size) => {
          expect(await tableOfText(regrouped(made, seed, size).join('\n'))).toBe(await plain(made));
        },
      ),
      RUNS,
    );
  });

  test('in whatever order the members of objects and the attributes come', async () => {
    await fc.assert(
      fc.asyncProperty(requests, seeds, async (made, seed) => {
        const lines = linesOf(made).map((line) =>
          JSON.stringify(reordered(JSON.parse(line), seed)),
        );
        expect(await tableOfText(lines.join('\n'))).toBe(await plain(made));
      }),
      RUNS,
    );
  });

  test('with spaces, line ends of Windows, a byte order mark, blank lines and no last line end', async () => {
    await fc.assert(
      fc.asyncProperty(requests, fc.nat(3), fc.boolean(), async (made, blanks, isLast) => {
        const lines = linesOf(made).map((line, at) =>
          at % 2 === 0 ? line : line.replaceAll('":', '" : '),
        );
        const text = `\uFEFF${lines.join(`\r\n${'\r\n'.repeat(blanks)}`)}${isLast ? '\r\n' : ''}`;
        const found = await measureText(text, 501);
        expect(tableOf(found)).toBe(await plain(made));
        expect(found.coverage.lines).toMatchObject({
          accepted: lines.length,
          blank: blanks * (lines.length - 1),
          rejected: [],
        });
      }),
      RUNS,
    );
  });

  test('packed, twice packed, and of members that follow one another', async () => {
    await fc.assert(
      fc.asyncProperty(requests, fc.nat(300), async (made, cut) => {
        const text = linesOf(made).join('\n');
        const wanted = await plain(made);
        const members = Buffer.concat([gzipSync(text.slice(0, cut)), gzipSync(text.slice(cut))]);
        expect(await tableOfText(gzipSync(text), 64)).toBe(wanted);
        expect(await tableOfText(gzipSync(gzipSync(text)), 64)).toBe(wanted);
        expect(await tableOfText(members, 64)).toBe(wanted);
      }),
      RUNS,
    );
  });

  test('in files, whatever their order, some of them packed and some empty', async () => {
    const folder = tempFolder();
    await fc.assert(
      fc.asyncProperty(requests, seeds, async (made, seed) => {
        const lines = regrouped(made, seed, 5);
        const files = [0, 1, 2].map((part) => {
          const text = lines.filter((_, at) => at % 3 === part).join('\n');
          const name = join(folder, `${part}.jsonl`);
          writeFileSync(name, part === 1 ? gzipSync(text) : text);
          return name;
        });
        const [there, back] = await Promise.all(
          [files, files.toReversed()].map((names) =>
            measureTraces({ files: names, cwd: '/', stdin: Readable.from([]) }),
          ),
        );
        expect(tableOf(there!)).toBe(await plain(made));
        expect(tableOf(back!)).toBe(tableOf(there!));
      }),
      RUNS,
    );
  });

  test('from several threads, from ranges that begin anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        requests,
        seeds,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
        async (made, seed, cuts) => {
          const text = regrouped(made, seed, 3).join('\n');
          const { one, many } = await bothWays({ 'a.jsonl': `${text}\n` }, { cuts });
          expect(tableOf(one)).toBe(await plain(made));
          expect(many && tableOf(many)).toBe(tableOf(one));
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('what comes more than once', () => {
  test('counts once: spans again, in other lines and other files, change no figure', async () => {
    await fc.assert(
      fc.asyncProperty(
        requests,
        seeds,
        fc.integer({ min: 1, max: 12 }),
        async (made, seed, again) => {
          const spans = made.flatMap((request, index) => spansOf(request, index));
          const twice = shuffled(spans, seed).slice(0, again);
          const found = await measureText(
            [...linesOf(made), ...twice.map((span) => lineOf([span]))].join('\n'),
          );
          expect(tableOf(found)).toBe(await plain(made));
          expect(found.coverage.spans.duplicate).toBe(twice.length);
          expect(found.coverage.spans.counted).toBe(spans.length);
        },
      ),
      RUNS,
    );
  });

  test('of the same id the last one counts', async () => {
    await fc.assert(
      fc.asyncProperty(madeRequest, madeRequest, async (before, after) => {
        const same = {
          ...before,
          answer: { ...before.answer, ms: after.answer.ms, failed: false },
        };
        const text = [...linesOf([before]), ...linesOf([same])].join('\n');
        expect(await tableOfText(text)).toBe(await plain([same]));
      }),
      RUNS,
    );
  });
});

/** Lines that hold no spans, and why. */
const BROKEN: readonly (readonly [line: string, reason: string])[] = [
  ['{"resourceSpans":[{"scopeSpans":[{"spans":[{', 'not JSON (cut off or damaged)'],
  ['not json', 'not JSON (cut off or damaged)'],
  ['12', 'JSON, but no object'],
  ['{"hello":"world"}', 'JSON of no known trace format'],
  ['[1, 2]', 'a JSON list of no known trace format'],
  ['{"resourceMetrics":[]}', 'metrics'],
  ['{"resourceLogs":[]}', 'logs'],
  ['{"resourceProfiles":[]}', 'profiles'],
];

describe('what is no trace', () => {
  test('is counted line by line with its reason, and the rest is measured as if it were not there', async () => {
    await fc.assert(
      fc.asyncProperty(
        requests,
        fc.array(fc.tuple(fc.nat(BROKEN.length - 1), fc.nat(6)), { minLength: 1, maxLength: 6 }),
        async (made, broken) => {
          const lines = linesOf(made);
          // Behind the first line: a file that begins with a broken line might be of another kind.
          for (const [which, at] of broken)
            lines.splice(1 + (at % lines.length), 0, BROKEN[which]![0]);
          const { coverage, ...figures } = await measureText(lines.join('\n'));
          const counts = new Map<string, number>();
          for (const [which] of broken) {
            const [, reason] = BROKEN[which]!;
            counts.set(reason, (counts.get(reason) ?? 0) + 1);
          }
          const { rejected } = coverage.lines;
          expect(new Map(rejected.map(({ reason, count }) => [reason, count]))).toEqual(counts);
          expect(coverage.lines.accepted).toBe(made.length);
          expect(tableOf({ coverage, ...figures })).toBe(await plain(made));
        },
      ),
      RUNS,
    );
  });

  test('a file that is cut off anywhere loses the line it was cut in, and says so', async () => {
    await fc.assert(
      fc.asyncProperty(
        requests,
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (made, share) => {
          const lines = linesOf(made);
          const text = `${lines.join('\n')}\n`;
          const cut = text.slice(0, Math.floor(share * text.length));
          const whole = cut.split('\n').length - 1;
          const rest = cut.slice(cut.lastIndexOf('\n') + 1);
          const isLost = rest !== '' && rest !== lines[whole];
          const { coverage, requests: found } = await measureText(cut);
          expect(coverage.lines.total).toBe(whole + (rest === '' ? 0 : 1));
          expect(coverage.lines.rejected.reduce((sum, { count }) => sum + count, 0)).toBe(
            isLost ? 1 : 0,
          );
          expect(found).toBe(coverage.lines.accepted);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('spans without a usable id or time are rejected one by one, each with its reason', async () => {
    const damages: readonly (readonly [reason: string, damage: Record<string, unknown>])[] = [
      ['no trace or span id', { traceId: null }],
      ['no trace or span id', { spanId: null }],
      ['malformed id', { spanId: 'xyz' }],
      ['malformed id', { spanId: '0000000000000000' }],
      ['no start time', { startTimeUnixNano: null }],
      ['unfinished (no end time)', { endTimeUnixNano: '0' }],
      ['ends before it starts', { endTimeUnixNano: '1795305599000000000' }],
      ['impossible time', { startTimeUnixNano: '17', endTimeUnixNano: '18' }],
    ];
    await fc.assert(
      fc.asyncProperty(requests, fc.array(fc.nat(damages.length - 1)), async (made, picks) => {
        const [first] = made.flatMap((request, index) => spansOf(request, index));
        const bad = picks.map((pick) =>
          lineOf([{ service: 'agent', span: { ...first?.span, ...damages[pick]![1] } }]),
        );
        const found = await measureText([...linesOf(made), ...bad].join('\n'));
        const counts = new Map<string, number>();
        for (const pick of picks) {
          const [reason] = damages[pick]!;
          counts.set(reason, (counts.get(reason) ?? 0) + 1);
        }
        const { rejected, total, counted, duplicate } = found.coverage.spans;
        expect(new Map(rejected.map(({ reason, count }) => [reason, count]))).toEqual(counts);
        expect(counted + duplicate + picks.length).toBe(total);
        expect(tableOf(found)).toBe(await plain(made));
      }),
      RUNS,
    );
  });
});
