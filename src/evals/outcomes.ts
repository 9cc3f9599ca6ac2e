import type { Table } from '../table/schema.ts';
import { type ColumnPlan, columnPlan } from './columnPlan.ts';
import { type Doubt, doubtsOf } from './doubts.ts';
import { amount, correctReason, failureOf, scoreOf, textOf } from './itemValue.ts';
import { type Mapping, valueFor } from './mapping.ts';
import { type Misfit, noValue } from './misfits.ts';
import type { Outcome } from './outcome.ts';
import type { EvalRecord, ReadResults, Rejected } from './record.ts';
import { scaleMisfit } from './scaleMisfit.ts';

export interface Graded {
  readonly outcomes: readonly Outcome[];
  readonly rejected: readonly Rejected[];
  readonly misfits: readonly Misfit[];
  readonly doubts: readonly Doubt[];
}

/** Turns the records of one file into outcomes: columns into fields and components, values into variants. */
export function outcomesOf(
  read: ReadResults,
  file: string,
  table: Table,
  mapping: Mapping,
): Graded {
  const plan = columnPlan(read, table, mapping);
  const misfits = [...plan.misfits];
  const scale = scaleMisfit(read.records, plan.fields.get('correct') ?? '');
  if (scale !== null) misfits.push(scale);
  const rejected: Rejected[] = [...read.rejected];
  const wrongValues = new Set<string>();
  const outcomes = read.records.flatMap<Outcome>((record) => {
    const chosen = architectureOf(record, plan, table, mapping);
    if ('misfit' in chosen) {
      if (!wrongValues.has(chosen.misfit.message)) misfits.push(chosen.misfit);
      wrongValues.add(chosen.misfit.message);
      return [];
    }
    const outcome = outcomeOf(record, plan, chosen.architecture, file);
    if ('reason' in outcome) {
      rejected.push({ reason: outcome.reason, at: record.at });
      return [];
    }
    return [outcome];
  });
  return { outcomes, rejected, misfits, doubts: doubtsOf(read, plan) };
}

function architectureOf(
  { fields, line }: EvalRecord,
  plan: ColumnPlan,
  table: Table,
  mapping: Mapping,
): { readonly architecture: Record<string, string> } | { readonly misfit: Misfit } {
  const found = new Map(mapping.choices);
  for (const [ours, theirs] of plan.choices) {
    const written = textOf(fields[theirs]);
    if (written === '') continue;
    const value = valueFor(table, ours, written, mapping);
    if (value === null) return { misfit: noValue(table, ours, written, line) };
    found.set(ours, value);
  }
  const entries = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return { architecture: Object.fromEntries(entries) };
}

function outcomeOf(
  { fields, at }: EvalRecord,
  plan: ColumnPlan,
  architecture: Record<string, string>,
  file: string,
): Outcome | { readonly reason: string } {
  const value = (name: string): string => textOf(fields[plan.fields.get(name) ?? '']);
  const item = value('item');
  if (item === '') return { reason: 'no item' };
  const failure = failureOf(value('error'));
  const score = failure === null ? scoreOf(value('correct')) : null;
  if (failure === null && score === null) return { reason: correctReason(value('correct')) };
  const ms = amount(value('latency_ms'));
  const seconds = amount(value('latency_s'));
  return {
    architecture,
    task: value('task') || null,
    item,
    trial: value('trial') || null,
    score,
    failure,
    latencyMs: ms ?? (seconds === null ? null : seconds * 1000),
    cost: amount(value('cost').replace(/^\$/u, '')),
    at: `${file}, ${at}`,
  };
}
