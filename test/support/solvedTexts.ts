import { parse, stringify } from 'yaml';
import type { Problem } from '../../src/solver/problem.ts';
import type { AgentResult, Architecture } from '../../src/solver/result.ts';
import { solve } from '../../src/solver/solve.ts';
import { hasErrors, loadSpec } from '../../src/spec/load.ts';
import { filesOf, GPUS, knownPrices, MODELS } from './loadText.ts';
import type { Texts } from './oracle/randomTexts.ts';

/** What YAML holds, to be changed in place. */
export type Raw = Record<string, unknown>;

/** A map inside a map, which is there. */
export function at(raw: Raw, ...keys: readonly string[]): Raw {
  return keys.reduce((map, key) => map[key] as Raw, raw);
}

/** Texts with what they say changed. */
export function changed(
  texts: Texts,
  change: (raw: { spec: Raw; table: Raw; agent: Raw }) => void,
): Texts {
  const spec = parse(texts.spec) as Raw;
  const table = parse(texts.table) as Raw;
  change({ spec, table, agent: at(spec, 'agents', 'desk') });
  return { spec: stringify(spec), table: stringify(table) };
}

/** The problem of the agent `desk`; null where the texts break a rule. */
export function problemIn({ spec, table }: Texts): Problem | null {
  const files = filesOf({ 'spec.yaml': spec, 'table.yaml': table });
  const known = knownPrices();
  const loaded = loadSpec('spec.yaml', { files, models: MODELS, gpus: GPUS, known });
  const problem = loaded.problems.find(({ agent }) => agent === 'desk');
  return hasErrors(loaded.diagnostics) ? null : (problem ?? null);
}

/** The answer for the agent `desk`; null where the texts break a rule. */
export function solvedTexts(texts: Texts): AgentResult | null {
  const problem = problemIn(texts);
  const answer = problem && solve(problem);
  if (answer === null) return null;
  if ('tooMany' in answer) throw new Error('too many');
  return answer.result;
}

/** Six digits, as they are saved. */
export const short = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(6));

/** The figures of an architecture, without its name and what it chooses. */
export function numbersOf({ latency, accuracy, cost, tools, meets }: Architecture): unknown {
  const { e2e, ttft, progress } = latency;
  const times = [e2e, ttft, progress].map(
    (time) => time && [time.p50, time.p90, time.p95, time.p99, time.mean].map(short),
  );
  const { value, low, high, basis } = accuracy;
  return {
    times,
    accuracy: [short(value), short(low), short(high), basis],
    cost: [cost.perRequest, cost.perConversation, cost.perMonth.launch, cost.perMonth.month12].map(
      short,
    ),
    coverage: short(tools.coverage),
    kept: tools.kept.length,
    meets,
  };
}

/** Figures of all lists of a result, in no order: what has the same figures may stand in any. */
export function figuresIn(result: AgentResult): unknown {
  const sorted = (list: readonly Architecture[]) =>
    list.map((each) => JSON.stringify(numbersOf(each))).toSorted();
  return {
    searched: result.searched,
    feasible: sorted(result.feasible),
    frontier: [...new Set(sorted(result.frontier))],
    trades: result.pickTwo.map(({ gives, architecture }) => [
      gives,
      architecture && numbersOf(architecture),
    ]),
    cliff: result.cliff.map(({ latencyMs, accuracy }) => [short(latencyMs), short(accuracy)]),
    today: result.today && numbersOf(result.today),
  };
}
