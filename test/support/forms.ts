import type { LoadedSpec } from '../../src/spec/load.ts';
import type { Diagnostic } from '../../src/yaml/diagnostic.ts';
import { loadText } from './loadText.ts';

/** A spec and a table in which one place is left open, marked by `@@`. */
export interface Frame {
  readonly spec: string;
  readonly table: string;
}

/** A table for forms of a spec: two ways to plan, a critic, two tools, a memory, and an eval of two tasks. */
export const DESK_TABLE = `components:
  plan: { kind: llm, model: claude-haiku-4-5, tokens: { input: 1000, output: 100 }, ttft: 200ms, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
  crm: { kind: tool, latency: 1s }
  web: { kind: tool, latency: 2s }
  memory: { kind: memory, latency: 20ms, accuracy: 0pt }
evals:
  standard:
    baseline: { accuracy: 89%, architecture: { plan: slow } }
    tasks: { easy: 75%, hard: 25% }
    rows: [{ architecture: { plan: slow }, passed: { easy: 180/200, hard: 170/200 } }]
`;

/** Spec and table with a form in the open place. */
export function filled({ spec, table }: Frame, form: string): LoadedSpec {
  const put = (text: string) => text.replaceAll('@@', () => form);
  return loadText(put(spec), put(table));
}

/**
 * What is found, in order, each as `code [what is underlined] message → help`; notes and warnings
 * with their severity before the code.
 */
export function findings({ diagnostics, sources }: LoadedSpec): string[] {
  return diagnostics.map((finding) => {
    const { severity, code, message, help } = finding;
    const level = severity === 'error' ? '' : `${severity} `;
    const advice = help === null ? '' : ` → ${help}`;
    return `${level}${code} [${underlined(finding, sources)}] ${message}${advice}`;
  });
}

/** The part of a file that a finding points at. */
function underlined({ file, range }: Diagnostic, sources: LoadedSpec['sources']): string {
  const text = file === null ? undefined : sources.get(file);
  const line = text?.split('\n')[(range?.line ?? 0) - 1] ?? '';
  return range === null ? '' : line.slice(range.column - 1, range.endColumn - 1);
}

/** What a form leads to in this frame. */
export const findingsFor =
  (frame: Frame) =>
  (form: string): string[] =>
    findings(filled(frame, form));

/** A value as JSON would hold it, maps as objects: to be compared with what a test spells out. */
export function plain(value: unknown): unknown {
  if (value === undefined) return undefined;
  const text = JSON.stringify(value, (_key, each: unknown) =>
    each instanceof Map ? Object.fromEntries(each) : each,
  );
  return JSON.parse(text) as unknown;
}
