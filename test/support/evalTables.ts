import { CELLS, MODELS, QUESTIONS } from './hotpotqa.ts';
import { RUNS } from './aiderPolyglot.ts';

/** AgentOpt's 81 combinations as a table; or those of them that are to be known. */
export function hotpotTable(known: readonly (typeof CELLS)[number][] = CELLS): string {
  const rows = known.map(
    ({ levels: [planner, solver], accuracy, seconds, usd }) =>
      `      - { architecture: { planner: ${MODELS[planner]}, solver: ${MODELS[solver]} }, passed: ${(accuracy * QUESTIONS).toFixed(2)}/${QUESTIONS}, latency: { mean: ${seconds}s }, cost: $${usd.toFixed(6)} }`,
  );
  const variants = MODELS.map((model) => `      ${model}: { latency: 1-2s }`).join('\n');
  return `version: 1
name: hotpot
components:
  planner:
    kind: llm
    variants:
${variants}
  solver:
    kind: llm
    variants:
${variants}
evals:
  hotpotqa:
    baseline: { accuracy: 31.71%, architecture: { planner: opus, solver: opus } }
    rows:
${rows.join('\n')}
`;
}

/** Aider's polyglot runs as a table: one variant a run. */
export function aiderTable(): string {
  const variants = RUNS.map((_, run) => `      run-${run}: { latency: 1-2s }`).join('\n');
  const rows = RUNS.map(
    ([passed, exercises, seconds, usd], run) =>
      `      - { architecture: { model: run-${run} }, passed: ${passed}/${exercises}, latency: { mean: ${seconds}s }${usd === 0 && run % 2 === 0 ? '' : `, cost: $${(usd / exercises).toFixed(8)}`} }`,
  );
  return `version: 1
name: aider
components:
  model:
    kind: llm
    variants:
${variants}
evals:
  polyglot:
    baseline: { accuracy: 35%, architecture: { model: run-0 } }
    rows:
${rows.join('\n')}
`;
}
