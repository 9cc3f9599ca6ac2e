import type { DiagnosticCode } from '../yaml/codes.ts';
import type { Diagnostic, Severity } from '../yaml/diagnostic.ts';
import { placeIn, type YamlSource } from '../yaml/source.ts';
import { nearest } from '../units/nearest.ts';

/** A place in a file, by the keys that lead to it. */
export interface Place {
  readonly source: YamlSource;
  readonly path: readonly (string | number)[];
  readonly part?: 'key' | 'value';
}

/** A place in a file. */
export function inFile(
  source: YamlSource,
  path: readonly (string | number)[],
  part: 'key' | 'value' = 'value',
): Place {
  return { source, path, part };
}

/** Collects what is found while a spec is resolved, each with its place; what every agent finds anew, once. */
export interface Findings {
  readonly all: readonly Diagnostic[];
  add(
    severity: Severity,
    code: DiagnosticCode,
    place: Place,
    message: string,
    help?: string | null,
  ): void;
  /** What was found before and is so again. */
  again(found: readonly Diagnostic[]): void;
}

export function collectFindings(): Findings {
  const all: Diagnostic[] = [];
  const told = new Set<string>();
  const tell = (finding: Diagnostic): void => {
    const { file, range, code, message } = finding;
    const key = `${file}:${range?.line}:${range?.column} ${code} ${message}`;
    if (told.has(key)) return;
    told.add(key);
    all.push(finding);
  };
  return {
    all,
    add(severity, code, { source, path, part = 'value' }, message, help = null) {
      tell({ severity, code, message, help, ...placeIn(source, path, part) });
    },
    again(found) {
      for (const finding of found) tell(finding);
    },
  };
}

/** `did you mean "x"?`, or the words that would do. */
export function suggest(word: string, candidates: readonly string[]): string | null {
  const near = nearest(word, candidates);
  if (near !== null) return `did you mean "${near}"?`;
  if (candidates.length === 0) return null;
  return `one of: ${candidates.slice(0, 12).join(', ')}${candidates.length > 12 ? ', …' : ''}`;
}
