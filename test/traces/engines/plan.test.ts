import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planRanges } from '../../../src/traces/engines/files/plan.ts';
import { expandPaths, type Input } from '../../../src/traces/expandPaths.ts';
import { zipkin } from '../../../src/traces/formats/zipkin.ts';
import { OTLP_HEADER } from './otlpText.ts';

const MB = 1024 * 1024;

let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'budget-test-'));
});

afterAll(() => rmSync(cwd, { recursive: true }));

/** A file that begins with a line of OTLP and has this size; the rest takes no room on the disk. */
function file(name: string, megabytes: number): Input {
  const path = join(cwd, name);
  writeFileSync(path, `${OTLP_HEADER}\n`);
  truncateSync(path, megabytes * MB);
  return expandPaths([name], cwd)[0] as Input;
}

describe('the plan', () => {
  test('divides files into ranges without gap or overlap, some for each thread', async () => {
    const plan = await planRanges([file('a', 200), file('b', 30)], { threads: 2, from: null });
    const ranges = plan?.ranges ?? [];
    expect(ranges.map(({ order }) => order)).toEqual(ranges.map((_, at) => at));
    for (const input of [0, 1]) {
      const own = ranges.filter((range) => range.input === input);
      expect(own[0]?.from).toBe(0);
      expect(own.at(-1)?.to).toBe(Infinity);
      expect(own.slice(1).map(({ from }) => from)).toEqual(own.slice(0, -1).map(({ to }) => to));
    }
    expect(ranges.length).toBeGreaterThanOrEqual(12);
    expect(plan?.bytes).toBe(230 * MB);
  });

  test('puts small files together into groups of 8 MB', async () => {
    const inputs = Array.from({ length: 30 }, (_, at) => file(`small-${at}`, 1));
    const plan = await planRanges(inputs, { threads: 2, from: null });
    expect(plan?.ranges.map(({ group }) => group)).toEqual(
      Array.from({ length: 30 }, (_, at) => Math.floor(at / 8)),
    );
  });

  test('leaves little work, and what is stated to be of another format, to one thread', async () => {
    expect(await planRanges([file('a', 5)], { threads: 2, from: null })).toBeNull();
    expect(await planRanges([], { threads: 2, from: null, smallest: 0 })).toBeNull();
    expect(await planRanges([file('a', 200)], { threads: 2, from: zipkin })).toBeNull();
  });

  test('leaves all files to one thread when one of them is missing, a folder or standard input', async () => {
    const other: Input[] = [
      { name: 'gone', path: join(cwd, 'gone'), problem: 'no such file' },
      { name: 'folder', path: cwd, problem: null },
      { name: 'stdin', path: null, problem: null },
    ];
    for (const input of other)
      expect(await planRanges([file('a', 200), input], { threads: 2, from: null })).toBeNull();
  });

  test('reads packed files whole', async () => {
    const path = join(cwd, 'a.gz');
    writeFileSync(path, gzipSync(`${OTLP_HEADER}\n${OTLP_HEADER}\n`));
    const input = { name: 'a.gz', path, problem: null };
    const plan = await planRanges([input], { threads: 2, from: null, smallest: 0 });
    expect(plan?.ranges).toMatchObject([{ packing: 'gzip', from: 0, to: Infinity }]);
  });
});
