import { rulesOf, rulesSchema } from '../traces/rules/rulesSchema.ts';
import type { Rule } from '../traces/rules/rule.ts';
import { hasErrors } from '../spec/load.ts';
import { readYaml } from '../yaml/source.ts';
import { validate } from '../yaml/validate.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { readOrFind } from './readOrFind.ts';

/** The rules of a file for `--rules`; null when it has mistakes, which are then reported. */
export function readRules(path: string, flags: GlobalFlags, io: Io): readonly Rule[] | null {
  const read = readOrFind(nodeFiles(io.cwd), path);
  if ('finding' in read) {
    reportFindings(io, flags, [read.finding], new Map());
    return null;
  }
  const source = readYaml(read.text, path);
  const { data, diagnostics } = validate(rulesSchema, source);
  reportFindings(io, flags, diagnostics, new Map([[path, source.text]]));
  return data === null || hasErrors(diagnostics) ? null : rulesOf(data);
}
