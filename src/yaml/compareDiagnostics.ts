import type { Diagnostic, Severity } from './diagnostic.ts';

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/**
 * Total order of findings: file, line, column, severity, code, message, then the rest. What has no
 * file or place comes first.
 *
 * @returns negative when `one` comes first, 0 when they print alike
 * @example [...diagnostics].sort(compareDiagnostics)
 */
export function compareDiagnostics(one: Diagnostic, other: Diagnostic): number {
  return (
    compareText(one.file ?? '', other.file ?? '') ||
    (one.range?.line ?? 0) - (other.range?.line ?? 0) ||
    (one.range?.column ?? 0) - (other.range?.column ?? 0) ||
    ORDER[one.severity] - ORDER[other.severity] ||
    compareText(one.code, other.code) ||
    compareText(one.message, other.message) ||
    (one.range?.endLine ?? 0) - (other.range?.endLine ?? 0) ||
    (one.range?.endColumn ?? 0) - (other.range?.endColumn ?? 0) ||
    compareText(one.help ?? '', other.help ?? '')
  );
}

/** By code unit: the same on every machine, whatever its locale. */
function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
