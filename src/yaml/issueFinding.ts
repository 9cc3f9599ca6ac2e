import type { DiagnosticCode } from './codes.ts';
import type { YamlPath } from './yamlPath.ts';
import { pathText } from './yamlPath.ts';

/** What an issue of a schema becomes: a finding whose place is still a path. */
export interface IssueFinding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help: string | null;
  readonly path: YamlPath;
  readonly part: 'key' | 'value';
}

/** `in want`, or `at the top level`. */
export function inside(path: YamlPath): string {
  return path.length === 0 ? 'at the top level' : `in ${pathText(path)}`;
}
