/** The library: what the commands use, for programs that want results instead of text. */
export { loadSpec, type LoadedSpec, type LoadOptions } from './spec/load.ts';
export type { Files } from './yaml/files.ts';
export type { Diagnostic } from './yaml/diagnostic.ts';
export { formatDiagnostics } from './yaml/formatDiagnostics.ts';
export { solve, type SolveOptions } from './solver/solve.ts';
export type { Problem } from './solver/problem.ts';
export { costAgent, type AgentCost, type CostedAgent } from './solver/costing/agentCost.ts';
export { systemCost, type SystemCost } from './solver/costing/systemCost.ts';
export type { HostCost } from './solver/costing/hostRows.ts';
export { renderCostTerminal } from './render/cost/costTerminal.ts';
export { renderCostMarkdown } from './render/cost/costMarkdown.ts';
export { renderCostCsv } from './render/cost/costCsv.ts';
export { renderCostJson } from './render/cost/costJson.ts';
export type { CostReport } from './render/cost/report.ts';
export type { AgentResult, Architecture } from './solver/result.ts';
export { resultDocument, renderJson } from './render/json.ts';
export { renderMarkdown } from './render/solve/markdown.ts';
export { renderTerminal } from './render/solve/terminal.ts';
export { PLAIN, type Paint, type RenderOptions, type SolveReport } from './render/report.ts';
export { schemaDocument, type SchemaName } from './commands/schemaDocument.ts';
export { measureTraces } from './traces/measureTraces.ts';
export type { Measurement } from './traces/measurement.ts';
export { tableFromMeasurement } from './traces/tableFromMeasurement.ts';
export { tableSchema, type Table, type TableDocument } from './table/schema.ts';
export { specSchema, type Spec } from './spec/schema.ts';
export { checkSpec, checkTable, type CheckOptions, foundInAll } from './spec/check.ts';
export { knownFiles, type KnownFiles } from './spec/knownFiles.ts';
export { counterproposal, type Counterproposal } from './solver/counterproposal.ts';
export { evaluation, type Evaluation } from './solver/evaluation.ts';
export { diffAgents } from './solver/diffAgents.ts';
export { diffTables } from './table/diffTables.ts';
export type { Change } from './solver/change.ts';
export type { ObservedRequest, ObservedRun } from './trust/observed.ts';
export { agentTrust, type AgentTrust, type Finalist } from './trust/agentTrust.ts';
export { RequestSample, sampleOf } from './trust/requestSample.ts';
export {
  LaunchWatch,
  verifyAgent,
  type Launch,
  type Verified,
} from './trust/verify/verifyAgent.ts';
