/** The library: what the commands use, for programs that want results instead of text. */
export { loadSpec, type LoadedSpec, type LoadOptions } from './spec/load.ts';
export type { Files } from './yaml/files.ts';
export type { Diagnostic } from './yaml/diagnostic.ts';
export { formatDiagnostics } from './yaml/formatDiagnostics.ts';
export { solve, type SolveOptions } from './solver/solve.ts';
export type { Problem } from './solver/problem.ts';
export type { AgentResult, Architecture } from './solver/result.ts';
export { resultDocument, renderJson } from './render/json.ts';
export { renderMarkdown } from './render/markdown.ts';
export { renderTerminal } from './render/terminal.ts';
export { PLAIN, type Paint, type RenderOptions, type SolveReport } from './render/report.ts';
export { schemaDocument, type SchemaName } from './commands/schemaDocument.ts';
export { measureTraces } from './traces/measureTraces.ts';
export type { Measurement } from './traces/measurement.ts';
export { tableFromMeasurement } from './traces/tableFromMeasurement.ts';
export { tableSchema, type Table, type TableDocument } from './table/schema.ts';
export { specSchema, type Spec } from './spec/schema.ts';
