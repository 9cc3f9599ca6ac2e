import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { aggregate } from '../../../src/traces/aggregate.ts';
import { collectSpans } from '../../../src/traces/collectSpans.ts';
import { measureFiles } from '../../../src/traces/engines/files/measureFiles.ts';
import { planRanges, type Plan, type Range } from '../../../src/traces/engines/files/plan.ts';
import { expandPaths } from '../../../src/traces/expandPaths.ts';
import type { Measurement } from '../../../src/traces/measurement.ts';
import type { Rule } from '../../../src/traces/rules/rule.ts';

export interface BothWays {
  /** By the reader of all formats, in one thread, through JSON.parse. */
  readonly one: Measurement;
  /** By several members, from ranges of the files; null when that engine leaves the files alone. */
  readonly many: Measurement | null;
}

export interface BothWaysOptions {
  /** Where files are cut into ranges, as shares of their length. */
  readonly cuts?: readonly number[];
  readonly members?: number;
  readonly rules?: readonly Rule[];
  readonly partitions?: number;
  /** So many ranges are one group. */
  readonly grouped?: number;
  /** Partitions with more bytes than this are divided again. */
  readonly most?: number;
}

/** Measures files, given by name and content, with both engines. */
export async function bothWays(
  files: Readonly<Record<string, string | Uint8Array>>,
  { cuts = [], members = 2, rules = [], partitions = 5, grouped = 1, most }: BothWaysOptions = {},
): Promise<BothWays> {
  const cwd = mkdtempSync(join(tmpdir(), 'budget-test-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
    const inputs = expandPaths(Object.keys(files), cwd);
    const one = aggregate(await collectSpans(inputs, Readable.from([]), { rules, scans: false }));
    const plan = await planRanges(inputs, { threads: members, from: null, smallest: 0 });
    const period = { from: -Infinity, to: Infinity };
    const options = {
      threads: members,
      rules,
      period,
      isStated: false,
      script: null,
      ...(most === undefined ? {} : { most }),
    };
    const many =
      plan === null
        ? null
        : await measureFiles(inputs, cut(plan, { cuts, partitions, grouped }), options);
    return { one, many };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

function cut(
  plan: Plan,
  { cuts, partitions, grouped }: Required<Pick<BothWaysOptions, 'cuts' | 'partitions' | 'grouped'>>,
): Plan {
  const places = [...new Set(cuts.map((share) => Math.floor(share * plan.bytes)))].sort(
    (a, b) => a - b,
  );
  const ranges = plan.ranges.flatMap((range) =>
    range.packing === null ? split(range, places) : [range],
  );
  return {
    ...plan,
    partitions,
    ranges: ranges.map((range, order) => ({ ...range, order, group: Math.floor(order / grouped) })),
  };
}

function split(range: Range, places: readonly number[]): Range[] {
  const edges = [range.from, ...places.filter((at) => at > range.from), range.to];
  return edges.slice(1).map((to, at) => ({ ...range, from: edges[at] ?? 0, to }));
}
