import { wilson } from '../accuracy/wilson.ts';
import { Z90 } from '../accuracy/interval.ts';
import { leafOf } from '../latency/leafOf.ts';
import { type Change, compareSmall, percent } from '../solver/change.ts';
import { compareAccuracy } from '../solver/diffAgents.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatPoints, pointsToYaml } from '../units/points.ts';
import type { Latency } from './latencySchema.ts';
import type { Component, Evaluation, Row, Table } from './schema.ts';
import { type Way, waysToRun } from './ways.ts';

/** What people typed counts from a percent on. */
const LEAST = 0.01;

const PERCENTILES = { p50: 0.5, p95: 0.95 } as const;

/** What changed between two conversion tables: components, their figures, then the evals. */
export function diffTables(before: Table, after: Table): Change[] {
  return [
    ...byName(before.components, after.components).flatMap(([name, a, b]) =>
      a && b ? diffComponent(name, a, b) : [presence(name, 'component', a !== undefined)],
    ),
    ...byName(before.evals ?? {}, after.evals ?? {}).flatMap(([name, a, b]) =>
      a && b ? diffEval(name, a, b) : [presence(name, 'eval', a !== undefined)],
    ),
  ];
}

/** Every name of two maps with both values. */
function byName<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): [string, T | undefined, T | undefined][] {
  return Object.keys({ ...before, ...after }).map((name) => [name, before[name], after[name]]);
}

function presence(subject: string, what: string, gone: boolean): Change {
  const [before, after] = gone ? ['there', 'gone'] : ['not there', 'new'];
  return { subject, what, before, after, by: '', direction: 'other', significant: true };
}

function diffComponent(name: string, a: Component, b: Component): Change[] {
  const ways = byName(byWay(a), byWay(b));
  return [
    ...effect(name, 'accuracy effect', a.accuracy, b.accuracy),
    ...share(name, 'used by', a.used_by ?? null, b.used_by ?? null),
    ...ways.flatMap(([way, from, to]) => {
      const subject = way === 'on' ? name : `${name}: ${way}`;
      if (!from || !to) return [presence(subject, 'variant', from !== undefined)];
      return diffWay(subject, from, to);
    }),
  ];
}

function byWay(component: Component): Record<string, Way> {
  return Object.fromEntries(waysToRun(component).map((way) => [way.name, way]));
}

function diffWay(subject: string, a: Way, b: Way): Change[] {
  const money = { format: formatMoney, least: LEAST };
  return [
    ...latencies(subject, '', a.latency, b.latency),
    ...latencies(subject, 'first token ', a.ttft, b.ttft),
    ...text(subject, 'model', a.model, b.model),
    ...tokens(subject, a, b),
    ...compareSmall({ subject, what: 'cost of a call' }, a.cost ?? 0, b.cost ?? 0, money),
    ...compareSmall({ subject, what: 'cost a month' }, a.fixed_cost ?? 0, b.fixed_cost ?? 0, money),
    ...effect(subject, 'accuracy effect', a.accuracy, b.accuracy),
  ];
}

function latencies(
  subject: string,
  what: string,
  a: Latency | undefined,
  b: Latency | undefined,
): Change[] {
  if (!a || !b) return a === b ? [] : [presence(subject, `${what}latency`, a !== undefined)];
  return Object.entries(PERCENTILES).flatMap(([name, p]) => {
    const [from, to] = [leafOf(a.input).quantile(p), leafOf(b.input).quantile(p)];
    const changes = compareSmall({ subject, what: `${what}${name} of a call` }, from, to, {
      format: formatDuration,
      least: LEAST,
    });
    return changes.map((change) => ({
      ...change,
      significant: change.significant && isBeyondNoise(a, b, p),
    }));
  });
}

/**
 * Whether two percentiles differ by more than the number of calls behind them explains: each has the
 * central 90% interval of its order statistics, and both are combined as in {@link differs}. What
 * was stated by a person has no noise.
 */
function isBeyondNoise(a: Latency, b: Latency, p: number): boolean {
  const [low, high] = quantileOf(a, p) <= quantileOf(b, p) ? [a, b] : [b, a];
  const up = quantileOf(low, upper(low, p)) - quantileOf(low, p);
  const down = quantileOf(high, p) - quantileOf(high, lower(high, p));
  return quantileOf(high, p) - quantileOf(low, p) > Math.hypot(up, down);
}

function quantileOf({ input }: Latency, p: number): number {
  return leafOf(input).quantile(p);
}

/** Ranks of order statistics scatter binomially around n·p. */
function upper({ n }: Latency, p: number): number {
  return n === null ? p : Math.min(1 - 1 / (n + 1), p + Z90 * Math.sqrt((p * (1 - p)) / n));
}

function lower({ n }: Latency, p: number): number {
  return n === null ? p : Math.max(1 / (n + 1), p - Z90 * Math.sqrt((p * (1 - p)) / n));
}

function tokens(subject: string, a: Way, b: Way): Change[] {
  const keys = ['input', 'output', 'reasoning'] as const;
  return keys.flatMap((key) =>
    compareSmall(
      { subject, what: `${key} tokens of a call` },
      a.tokens?.[key] ?? null,
      b.tokens?.[key] ?? null,
      { format: (count) => String(Math.round(count)), least: LEAST },
    ),
  );
}

function text(
  subject: string,
  what: string,
  a: string | undefined,
  b: string | undefined,
): Change[] {
  if (a === b) return [];
  return [
    {
      subject,
      what,
      before: a ?? 'none',
      after: b ?? 'none',
      by: '',
      direction: 'other',
      significant: true,
    },
  ];
}

/** How much a tool is used is neither better nor worse. */
function share(subject: string, what: string, a: number | null, b: number | null): Change[] {
  const format = (value: number) => percent(value).slice(1);
  return compareSmall({ subject, what }, a, b, { format, least: LEAST }).map((change) => ({
    ...change,
    direction: 'other',
  }));
}

function effect(
  subject: string,
  what: string,
  a: Component['accuracy'],
  b: Component['accuracy'],
): Change[] {
  const [before, after] = [a, b].map((points) => (points ? pointsToYaml(points) : 'not stated'));
  if (before === after) return [];
  const moved = a && b ? b.mid - a.mid : 0;
  return [
    {
      subject,
      what,
      before: before ?? '',
      after: after ?? '',
      by: moved === 0 ? '' : formatPoints(moved),
      direction: moved === 0 ? 'other' : moved < 0 ? 'worse' : 'better',
      significant: true,
    },
  ];
}

/** Rows of the same architecture and task are compared; others are new or gone. */
function diffEval(name: string, a: Evaluation, b: Evaluation): Change[] {
  const telling = tellingKeys([...(a.rows ?? []), ...(b.rows ?? [])]);
  const rows = byName(rowsOf(a, telling), rowsOf(b, telling));
  return [
    ...compareAccuracy(
      { subject: name, what: 'accuracy of the baseline' },
      stated(a.baseline.accuracy),
      stated(b.baseline.accuracy),
    ),
    ...rows.flatMap(([row, from, to]) =>
      from && to
        ? compareAccuracy({ subject: name, what: row }, from, to)
        : [presence(name, row, from !== undefined)],
    ),
  ];
}

function stated(value: number) {
  return { value, low: null, high: null, basis: 'stated' };
}

function rowsOf(
  evaluation: Evaluation,
  telling: ReadonlySet<string>,
): Record<string, ReturnType<typeof counted>> {
  return Object.fromEntries(
    (evaluation.rows ?? []).flatMap(({ architecture, passed }) =>
      Object.entries(passed).map(([task, counts]) => [
        `${rowName(architecture, telling)}${task === 'all' ? '' : `, ${task}`}`,
        counted(counts),
      ]),
    ),
  );
}

type RowArchitecture = Row['architecture'];

/** Components that are not alike in all rows: the others need not be said. */
function tellingKeys(rows: readonly Row[]): Set<string> {
  const names = new Set(rows.flatMap(({ architecture }) => Object.keys(architecture)));
  const isTelling = (name: string) =>
    new Set(rows.map(({ architecture }) => JSON.stringify(architecture[name]))).size > 1;
  return new Set(rows.length < 2 ? names : [...names].filter(isTelling));
}

function rowName(architecture: RowArchitecture, telling: ReadonlySet<string>): string {
  return Object.entries(architecture)
    .filter(([key]) => telling.has(key))
    .map(([key, value]) => `${key} ${typeof value === 'string' ? value : value.join('+')}`)
    .join(', ');
}

function counted(counts: { readonly passed: number; readonly total: number }) {
  return { value: counts.passed / counts.total, ...wilson(counts), basis: 'measured' };
}
