import { readFileSync } from 'node:fs';
import type { Problem } from '../../src/solver/problem.ts';
import { type LoadedSpec, loadSpec } from '../../src/spec/load.ts';
import { type KnownFiles, knownFiles } from '../../src/spec/knownFiles.ts';
import type { Files } from '../../src/yaml/files.ts';

const ROOT = new URL('../../', import.meta.url);

/** Text of a file of this repository. */
export function repositoryFile(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

export const MODELS = 'tables/models.yaml';
export const GPUS = 'tables/gpus.yaml';

/** Files by path; the price list of this repository is among them. */
export function filesOf(texts: Readonly<Record<string, string>>): Files {
  const all: Readonly<Record<string, string>> = {
    [MODELS]: repositoryFile(MODELS),
    [GPUS]: repositoryFile(GPUS),
    ...texts,
  };
  return {
    read(path) {
      const text = all[path];
      if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
      return text;
    },
    list: () => Object.keys(all),
  };
}

const READ = knownFiles();

/** The price lists of this repository, read once for all tests of a file: they take longest. */
export function knownPrices(): KnownFiles {
  for (const path of READ.sources.keys())
    if (path !== MODELS && path !== GPUS) READ.sources.delete(path);
  return READ;
}

/** A spec and its table, both as YAML; `version`, `name` and `table` are filled in. */
export function loadText(spec: string, table: string, sets: readonly string[] = []): LoadedSpec {
  const files = filesOf({
    'spec.yaml': `version: 1\ntable: table.yaml\n${spec}`,
    'table.yaml': `version: 1\nname: test\n${table}`,
  });
  return loadSpec('spec.yaml', { files, models: MODELS, gpus: GPUS, sets, known: knownPrices() });
}

/** The only agent of a spec that must be without error. */
export function problemOf(spec: string, table: string, sets: readonly string[] = []): Problem {
  return onlyProblem(loadText(spec, table, sets));
}

/** An example of this repository. */
export function loadExample(name: string, sets: readonly string[] = []): LoadedSpec {
  const folder = `examples/${name}`;
  const files = filesOf({
    [`${folder}/spec.yaml`]: repositoryFile(`${folder}/spec.yaml`),
    [`${folder}/table.yaml`]: repositoryFile(`${folder}/table.yaml`),
  });
  return loadSpec(`${folder}/spec.yaml`, {
    files,
    models: MODELS,
    gpus: GPUS,
    sets,
    known: knownPrices(),
  });
}

export function onlyProblem(loaded: LoadedSpec): Problem {
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
  const [problem] = loaded.problems;
  if (errors.length > 0 || problem === undefined) {
    throw new Error(errors.map(({ message }) => message).join('\n') || 'no problem');
  }
  return problem;
}
