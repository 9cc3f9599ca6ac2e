import { basename, dirname, isAbsolute, join } from 'node:path';
import type { Problem } from '../solver/problem.ts';
import { gpusSchema } from '../table/gpusSchema.ts';
import { modelsSchema } from '../table/modelsSchema.ts';
import { type Table, tableSchema } from '../table/schema.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { type Files, readingFailed, readingFailedWhy } from '../yaml/files.ts';
import { ownModels } from './ownModels.ts';
import { placeIn, readYaml, type YamlSource } from '../yaml/source.ts';
import { validate, type Validated } from '../yaml/validate.ts';
import { collectFindings, suggest } from './findings.ts';
import { type KnownFiles, knownFiles } from './knownFiles.ts';
import { withOverrides } from './overrides.ts';
import { fileKind, wrongKind } from './fileKind.ts';
import { priceListOf, readPriceList } from './priceLists.ts';
import { reportRawReferences } from './rawReferences.ts';
import { type ReadSpec, resolve } from './resolve.ts';
import { type Spec, specSchema } from './schema.ts';

/** Everything read for a spec. Null parts could not be read; `diagnostics` says why. */
export interface LoadedSpec {
  readonly spec: Spec | null;
  readonly table: Table | null;
  readonly problems: readonly Problem[];
  readonly diagnostics: readonly Diagnostic[];
  /** Texts by file name, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
  /** What was read, by the name that results use for it: never an absolute path. */
  readonly inputs: readonly {
    readonly path: string;
    readonly text: string;
    /** The name that findings use for it: the path as it was read. */
    readonly file: string;
  }[];
  /** Spec, table and prices with their places; null when one of them could not be read. */
  readonly read: ReadSpec | null;
  /** Days on which the price lists were checked; `gpus` where it was read. */
  readonly checked: { readonly models: string; readonly gpus: string | null };
  /** Where the table is written; null when it could not be read. */
  readonly tableSource: YamlSource | null;
}

export interface LoadOptions {
  readonly files: Files;
  /** Path of the price list, `tables/models.yaml` of this package. */
  readonly models: string;
  /** Path of the GPU tiers, `tables/gpus.yaml` of this package; read only when a spec names hosts. */
  readonly gpus?: string;
  /** `path=value`, see {@link withOverrides}. */
  readonly sets?: readonly string[];
  /** What was read before, so that files that several specs share are read once. */
  readonly known?: KnownFiles;
  /** The spec itself, where it was read before. */
  readonly source?: YamlSource;
}

const NOTHING_READ = {
  spec: null,
  table: null,
  problems: [],
  inputs: [],
  read: null,
  tableSource: null,
  checked: { models: '', gpus: null },
} as const;

/** Reads a spec with its table and the price list, and resolves them. Never throws for what a file holds. */
export function loadSpec(path: string, options: LoadOptions): LoadedSpec {
  const loader = new Loader(options.files, options.known ?? knownFiles());
  const specSource = options.source ? loader.given(options.source) : loader.spec(path);
  if (specSource && fileKind(specSource.value) === 'table') {
    loader.diagnostics.push(wrongKind(path, 'table'));
    return { ...NOTHING_READ, diagnostics: loader.diagnostics, sources: loader.texts };
  }
  const models = loader.shared(options.models, null, readPriceList);
  const overridden = specSource && withOverrides(specSource, options.sets ?? []);
  loader.diagnostics.push(...(overridden?.diagnostics ?? []));
  for (const [name, text] of overridden?.texts ?? []) loader.texts.set(name, text);
  const spec = overridden && loader.reported(validate(specSchema, overridden.source));
  const prices = models && loader.priceList(modelsSchema, models);
  const gpus = options.gpus !== undefined && spec && namesGpus(spec) ? options.gpus : null;
  const gpuSource = gpus === null ? null : loader.shared(gpus, null, readPriceList);
  const tiers = gpuSource && loader.priceList(gpusSchema, gpuSource);
  const tableSource = specSource && loader.table(path, overridden?.source ?? specSource);
  const table = tableSource && loader.valid(tableSchema, tableSource.source);
  const complete = spec && table && prices && overridden;
  const read = complete
    ? {
        spec,
        specSource: overridden.source,
        table,
        tableSource: tableSource.source,
        models: ownModels(prices, table),
        gpus: tiers,
      }
    : null;
  const resolved = read && resolve(read);
  loader.diagnostics.push(...(resolved?.diagnostics ?? []));
  if (!resolved && overridden && tableSource)
    loader.diagnostics.push(...rawReferences(overridden.source, tableSource.source));
  return {
    spec,
    table,
    problems:
      resolved && !hasErrors(loader.diagnostics.filter(keepsFromResolving))
        ? resolved.problems
        : [],
    diagnostics: loader.diagnostics,
    sources: loader.texts,
    read,
    tableSource: tableSource?.source ?? null,
    checked: { models: prices?.checked ?? '', gpus: tiers?.checked ?? null },
    inputs: [
      ...(specSource
        ? [{ path: path === '-' ? '-' : basename(path), text: specSource.text, file: path }]
        : []),
      ...(tableSource
        ? [
            {
              path: tableSource.written,
              text: tableSource.source.text,
              file: tableSource.source.file,
            },
          ]
        : []),
    ],
  };
}

function namesGpus(spec: Spec): boolean {
  return Object.values(spec.agents).some(({ hosts }) => hosts?.some((host) => host !== 'api'));
}

function rawReferences(spec: YamlSource, table: YamlSource): readonly Diagnostic[] {
  const findings = collectFindings();
  reportRawReferences(spec, table, findings);
  return findings.all;
}

/** A limit that nothing can keep has no answer, but everything else about the agent can be said. */
function keepsFromResolving({ code }: Diagnostic): boolean {
  return code !== 'nothing-streams';
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

type Place = Pick<Diagnostic, 'file' | 'range'>;

class Loader {
  readonly diagnostics: Diagnostic[] = [];
  readonly texts = new Map<string, string>();
  readonly #files: Files;
  readonly #known: KnownFiles;

  constructor(files: Files, known: KnownFiles) {
    this.#files = files;
    this.#known = known;
  }

  given(source: YamlSource): YamlSource {
    this.texts.set(source.file, source.text);
    return source;
  }

  /** Read for itself: kept beyond its own answer, hundreds of specs would fill the memory with their nodes. */
  spec(path: string): YamlSource | null {
    return this.#reading(path, null, () => readYaml(this.#files.read(path), path));
  }

  /**
   * A file that other specs may refer to, too.
   *
   * @param named where another file names this one, to point there when it cannot be read
   */
  shared(path: string, named: Place | null, read = readYaml): YamlSource | null {
    return this.#reading(path, named, () => {
      const source = this.#known.sources.get(path) ?? read(this.#files.read(path), path);
      this.#known.sources.set(path, source);
      return source;
    });
  }

  #reading(path: string, named: Place | null, read: () => YamlSource): YamlSource | null {
    try {
      return this.given(read());
    } catch (error) {
      const help = readingFailed(error) === 'file-not-found' ? this.#nearestFile(path) : null;
      this.diagnostics.push({
        code: readingFailed(error),
        severity: 'error',
        message: named ? `the table ${path}: ${readingFailedWhy(error)}` : readingFailedWhy(error),
        help,
        ...(named ?? { file: path, range: null }),
      });
      return null;
    }
  }

  /** Holds a file that other specs may refer to, too, against its schema. */
  valid<T>(schema: Parameters<typeof validate<T>>[0], source: YamlSource): T | null {
    return this.reported(this.#known.validated(schema, source));
  }

  /** Holds a price list against its schema, unless the build has. */
  priceList<T>(schema: Parameters<typeof validate<T>>[0], source: YamlSource): T | null {
    return this.reported(priceListOf(schema, source, this.#known.validated));
  }

  reported<T>({ data, diagnostics }: Validated<T>): T | null {
    this.diagnostics.push(...diagnostics);
    return data;
  }

  /** The table that a spec names, even if the rest of the spec is wrong, so that both are checked at once. */
  table(
    specPath: string,
    spec: YamlSource,
  ): { readonly source: YamlSource; readonly written: string } | null {
    const { value } = spec;
    const written =
      typeof value === 'object' && value !== null && 'table' in value ? value.table : null;
    if (typeof written !== 'string') return null;
    const folder = specPath === '-' ? '.' : dirname(specPath);
    const source = this.shared(isAbsolute(written) ? written : join(folder, written), {
      ...placeIn(spec, ['table'], 'value'),
    });
    return source && { source, written };
  }

  #nearestFile(path: string): string | null {
    const names = this.#files.list(dirname(path)).filter((name) => /\.ya?ml$/.test(name));
    return names.length === 0 ? null : suggest(basename(path), names);
  }
}
