import { defaultChoices } from '../solver/defaultChoices.ts';
import { latencyEvaluator } from '../solver/latency.ts';
import type { Order, Problem } from '../solver/problem.ts';
import { inferAgent, type InferredAgent } from '../spec/infer/inferAgent.ts';
import { asMeasured, misfit, reproduction, type Reproduced } from '../spec/infer/reproduction.ts';
import { specText, type SpecDraft } from '../spec/infer/specText.ts';
import { hasErrors, loadSpec } from '../spec/load.ts';
import type { Table } from '../table/schema.ts';
import { statedQuantile } from '../table/statedQuantile.ts';
import { safeName } from '../traces/safeName.ts';
import { plainDecimal } from '../units/plainDecimal.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { readFileSync } from 'node:fs';
import { packageFile } from './packageFile.ts';

export interface DraftInput {
  readonly specPath: string;
  /** From the folder of the spec. */
  readonly tablePath: string;
  readonly tableText: string;
  readonly table: Table;
  readonly schema: string | null;
  readonly isMeasured: boolean;
}

/** A spec that was written and read again. */
export interface DraftedSpec {
  readonly text: string;
  /** What it says, with every step's variants mixed as measured; null where it cannot be read. */
  readonly measured: Problem | null;
  readonly inferred: InferredAgent;
  /** Of the order that fits better; null where whole requests were not measured. */
  readonly reproduced: readonly Reproduced[] | null;
  readonly errors: readonly Diagnostic[];
  readonly p95: string | null;
}

/** Infers the spec of a table, and reads it as any other spec is read: what it says is what is tested. */
export function draftSpec(input: DraftInput): DraftedSpec {
  const inferred = inferAgent(input.table);
  const orders = ordersOf(inferred);
  const drafts = orders.map((order) => draftWith(input, inferred, order));
  return drafts.reduce((best, draft) =>
    fitOf(draft) < fitOf(best) - CLEARLY && draft.errors.length === 0 ? draft : best,
  );
}

/** Percentiles that fit better by less say nothing against tools that were seen to run at once. */
const CLEARLY = 0.05;

/** Tools that were never seen at once run in a row; where they were, both are tried. */
function ordersOf({ tools, toolsOverlap }: InferredAgent): readonly (Order | null)[] {
  if (tools.length < 2) return [null];
  return toolsOverlap ? ['parallel', 'series'] : ['series'];
}

function fitOf({ reproduced }: DraftedSpec): number {
  return reproduced === null ? Infinity : misfit(reproduced);
}

function draftWith(input: DraftInput, inferred: InferredAgent, order: Order | null): DraftedSpec {
  const { table } = input;
  const draft: SpecDraft = {
    agent: safeName(table.name, 'agent'),
    table: input.tablePath,
    inferred,
    order,
    p95: measuredP95(table),
    traffic: trafficOf(table),
    schema: input.schema,
    origin: originOf(input),
  };
  const problem = read(specText(draft), input);
  if (problem.problem === null)
    return {
      text: specText(draft),
      measured: null,
      inferred,
      reproduced: null,
      errors: problem.errors,
      p95: null,
    };
  const p95 = draft.p95 ?? composedP95(problem.problem);
  return {
    text: specText({ ...draft, p95 }),
    measured: asMeasured(problem.problem, table, order ?? 'series'),
    inferred,
    reproduced: reproduction(problem.problem, table, order ?? 'series'),
    errors: [],
    p95,
  };
}

function read(
  text: string,
  { specPath, tableText }: DraftInput,
): { readonly problem: Problem | null; readonly errors: readonly Diagnostic[] } {
  const models = packageFile('tables/models.yaml');
  const loaded = loadSpec(specPath, {
    files: {
      read: (path) =>
        path === specPath ? text : path === models ? readFileSync(models, 'utf8') : tableText,
      list: () => [],
    },
    models,
  });
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
  return { problem: hasErrors(errors) ? null : (loaded.problems[0] ?? null), errors };
}

function measuredP95({ end_to_end }: Table): string | null {
  const latency = end_to_end?.latency;
  return latency === undefined ? null : roundedUp(statedQuantile(latency, 0.95));
}

function composedP95(problem: Problem): string | null {
  const today = problem.today ?? defaultChoices(problem);
  const p95 = latencyEvaluator(problem).at(today, 'latency', 0.95);
  return p95 === null || !(p95 > 0) ? null : roundedUp(p95);
}

/** To two digits, so that a limit reads as a person would set it. */
function roundedUp(ms: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(ms, 1))) - 1);
  const limit = Math.ceil(ms / unit) * unit;
  return limit < 1000 ? `${limit}ms` : `${plainDecimal(limit, -3)}s`;
}

const DAY_MS = 86_400_000;
const DAYS_A_MONTH = 30;

/** Requests a month at the rate of the days measured. */
function trafficOf({ measured, counted }: Table): SpecDraft['traffic'] {
  const requests = counted?.requests ?? measured?.traces ?? 0;
  if (measured === undefined || requests === 0) return null;
  const days = (Date.parse(measured.to) - Date.parse(measured.from)) / DAY_MS + 1;
  const monthly = Number(((requests / days) * DAYS_A_MONTH).toPrecision(2));
  const seen = `${requests} request${requests === 1 ? '' : 's'} traced in ${days} day${days === 1 ? '' : 's'}`;
  return { requests: `${monthly}/month`, note: `${seen}: put in how many there really are` };
}

function originOf({ table, isMeasured }: DraftInput): readonly string[] {
  const n = table.end_to_end?.latency?.n ?? null;
  const seen = n === null ? '' : `, ${n} whole requests`;
  return [
    `Inferred by \`budget init\` from ${isMeasured ? 'traces' : 'a table'} (${table.name}${seen}).`,
    'Check the workflow: traces show what ran, not why. Then change what is wanted.',
  ];
}
