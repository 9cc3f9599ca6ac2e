import { dirname, join } from 'node:path';
import { evaluation } from '../solver/evaluation.ts';
import { type Table, tableSchema } from '../table/schema.ts';
import { compareDiagnostics } from '../yaml/compareDiagnostics.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import type { Files } from '../yaml/files.ts';
import { type Ignored, sift } from '../yaml/ignores.ts';
import type { YamlSource } from '../yaml/source.ts';
import { inFile } from './findings.ts';
import { type LoadedSpec, loadSpec, type LoadOptions } from './load.ts';
import { acceptedToday } from './rules/acceptedToday.ts';
import type { Checked, CheckedAgent } from './rules/checked.ts';
import { ALL_RULES } from './rules/allRules.ts';
import { isViolation } from './rules/isViolation.ts';
import { noSpread } from './rules/noSpread.ts';
import { runRules } from './rules/runRules.ts';
import { tableStale } from './rules/tableStale.ts';

/** What was found in a file and what it refers to, with their texts. */
export interface Found {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
}

/** What was found in all files, once each and in order. */
export interface FoundInAll extends Found {
  readonly ignored: readonly Ignored[];
}

export interface CheckOptions extends LoadOptions {
  /** Today, as 2026-11-20. */
  readonly now: string;
}

/** Holds a spec, its table and what was accepted against every rule. */
export function checkSpec(path: string, options: CheckOptions): Found {
  const loaded = loadSpec(path, options);
  const ruled = rulesFor(path, loaded, options);
  const isRuled = loaded.problems.length > 0;
  return {
    diagnostics: isRuled ? together(loaded.diagnostics, ruled) : [...loaded.diagnostics, ...ruled],
    sources: loaded.sources,
  };
}

function rulesFor(
  path: string,
  loaded: LoadedSpec,
  { files, now }: CheckOptions,
): readonly Diagnostic[] {
  const { read, table, tableSource } = loaded;
  if (read !== null) {
    return runRules({
      now,
      table: read.table,
      tableSource: read.tableSource,
      models: read.models,
      gpus: read.gpus,
      agents: agentsOf(loaded, read.specSource),
      spec: read.specSource,
      inputs: loaded.inputs,
      saved: savedBeside(path, files),
    });
  }
  // A spec that cannot be read does not keep its table from being looked at.
  if (table === null || tableSource === null) return [];
  return runRules(tableAlone(table, tableSource, now), [tableStale, noSpread]);
}

function tableAlone(table: Table, tableSource: YamlSource, now: string): Checked {
  return {
    now,
    table,
    tableSource,
    models: null,
    gpus: null,
    agents: [],
    spec: null,
    inputs: [],
    saved: [],
  };
}

/** Holds a table by itself against the rules that speak of tables. */
export function checkTable(
  source: YamlSource,
  { now, known }: Pick<CheckOptions, 'now'> & { readonly known: NonNullable<LoadOptions['known']> },
): Found {
  const { data: table, diagnostics } = known.validated(tableSchema, source);
  const ruled = table === null ? [] : runRules(tableAlone(table, source, now));
  return {
    diagnostics: [...diagnostics, ...ruled],
    sources: new Map([[source.file, source.text]]),
  };
}

/** Where rules were run, they say what reading says as well, and say it better; or they know that it does not matter. */
function together(read: readonly Diagnostic[], ruled: readonly Diagnostic[]): Diagnostic[] {
  return [...read.filter(({ code }) => !RULE_CODES.has(code)), ...ruled];
}

const RULE_CODES: ReadonlySet<string> = new Set(ALL_RULES.map(({ code }) => code));

/** Puts together what was found in several files, without what comments in them ignore. */
export function foundInAll(found: readonly Found[]): FoundInAll {
  const sources = new Map(found.flatMap((each) => [...each.sources]));
  const all = found.flatMap(({ diagnostics }) => diagnostics).toSorted(compareDiagnostics);
  const once = all.filter(
    (each, index) => index === 0 || compareDiagnostics(all[index - 1] ?? each, each) !== 0,
  );
  const { diagnostics, ignored } = sift(once, sources, isViolation);
  return { diagnostics: diagnostics.toSorted(compareDiagnostics), ignored, sources };
}

/** Agents whose workflow could be resolved: none when anything in the files is wrong. */
function agentsOf({ problems, spec }: LoadedSpec, source: YamlSource): CheckedAgent[] {
  return problems.flatMap((problem): CheckedAgent[] => {
    const written = spec?.agents[problem.agent];
    if (written === undefined) return [];
    const evaluated = evaluation(problem);
    return [
      {
        name: problem.agent,
        spec: written,
        problem,
        evaluation: evaluated,
        accepted: written.accepted ? acceptedToday(evaluated, written.accepted) : null,
        place: (path, part = 'value') => inFile(source, ['agents', problem.agent, ...path], part),
      },
    ];
  });
}

/** Names under which people keep a result beside its spec. */
function savedBeside(path: string, files: Files): { path: string; text: string }[] {
  if (path === '-') return [];
  const folder = dirname(path);
  const stem = path.slice(folder === '.' ? 0 : folder.length + 1).replace(/\.ya?ml$/u, '');
  const names = ['solve.json', 'result.json', `${stem}.json`, `${stem}.solve.json`];
  const present = new Set(files.list(folder));
  return names
    .filter((name) => present.has(name))
    .map((name) => {
      const at = folder === '.' ? name : join(folder, name);
      return { path: at, text: files.read(at) };
    });
}
