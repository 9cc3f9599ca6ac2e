import { parse } from 'yaml';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import type { YamlSource } from '../yaml/source.ts';
import { suggest } from './findings.ts';
import { valueAt } from '../yaml/yamlPath.ts';
import { childOf, isMap } from './rawValue.ts';
import { nameOfSet, setPlace, type SetValue } from './setPlace.ts';

/** A source with some values set from outside (`--set path=value`), and what was wrong with them. */
export interface Overridden {
  readonly source: YamlSource;
  readonly diagnostics: readonly Diagnostic[];
  /** What was set, by the name that findings use for it. */
  readonly texts: ReadonlyMap<string, string>;
}

type Path = readonly (string | number)[];

/**
 * Sets values in a spec before it is validated, as `agents.assistant.want.latency.p95=12s`. With one
 * agent its name may be left out: `want.latency.p95=12s`. Values are read as YAML; with none, as in
 * `want.latency=`, the key is taken out.
 */
export function withOverrides(source: YamlSource, sets: readonly string[]): Overridden {
  if (sets.length === 0) return { source, diagnostics: [], texts: new Map() };
  let { value } = source;
  const diagnostics: Diagnostic[] = [];
  const done: SetValue[] = [];
  for (const set of sets) {
    const assignment = readAssignment(set, value);
    if ('problem' in assignment) diagnostics.push(usage(assignment.problem, assignment.help));
    else {
      value = assigned(value, assignment.path, assignment.value);
      done.push({ path: assignment.path, text: set });
    }
  }
  const setAt = (path: Path, part: 'key' | 'value') => setPlace(done, path, part, source.value);
  return {
    source: { ...source, value, rangeOf: source.rangeOf.bind(source), setAt },
    diagnostics,
    texts: new Map(done.map(({ text }) => [nameOfSet(text), text])),
  };
}

function usage(message: string, help: string | null): Diagnostic {
  return { code: 'usage', severity: 'error', message, help, file: null, range: null };
}

interface Problem {
  readonly problem: string;
  readonly help: string | null;
}

type Assignment = { readonly path: Path; readonly value: unknown } | Problem;

function readAssignment(text: string, root: unknown): Assignment {
  const equals = text.indexOf('=');
  if (equals < 1)
    return {
      problem: `--set takes path=value, not "${text}"`,
      help: 'as in --set want.latency.p95=3s',
    };
  const keys = text
    .slice(0, equals)
    .split('.')
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const path = fullPath(keys, root);
  if ('problem' in path) return path;
  const written = text.slice(equals + 1);
  const dead = deadEnd(path.keys, root, written.trim() === '');
  if (dead !== null) return { ...dead, problem: `--set ${text}: ${dead.problem}` };
  try {
    return { path: path.keys, value: written.trim() === '' ? REMOVED : parse(written) };
  } catch {
    return { problem: `--set ${text}: the value is not valid YAML`, help: null };
  }
}

/** Why nothing can be set, or taken out, at a path; null where it can. */
function deadEnd(path: Path, root: unknown, removes: boolean): Problem | null {
  for (const [index, key] of path.entries()) {
    const parent = valueAt(root, path.slice(0, index));
    const name = path.slice(0, index).join('.');
    if (key === '') return { problem: 'a name in the path is empty', help: null };
    if (Array.isArray(parent) && typeof key === 'number' && key > parent.length)
      return {
        problem: `${name} is a list of ${parent.length}; it has no item ${key}`,
        help: 'items are numbered from 0',
      };
    if (Array.isArray(parent) && typeof key !== 'number' && parent.some(isMap))
      return { problem: `${name} is a list`, help: 'items are numbered from 0' };
    if (removes && valueAt(parent, [key]) === undefined)
      return {
        problem: 'there is nothing to take out',
        help: isMap(parent) ? suggest(String(key), Object.keys(parent)) : null,
      };
  }
  return null;
}

/** Stands for a key that is to be taken out. */
const REMOVED = Symbol('removed');

const ROOT_KEYS = ['version', 'table', 'agents'];

/** A path that starts in no key of a spec starts in its only agent. */
function fullPath(keys: Path, root: unknown): { readonly keys: Path } | Problem {
  const first = keys[0];
  const agents = childOf(root, 'agents');
  const names = isMap(agents) ? Object.keys(agents) : [];
  if (first === 'agents' && keys.length > 1 && !names.includes(String(keys[1]))) {
    return {
      problem: `--set ${keys.join('.')}: there is no agent "${keys[1]}"`,
      help: suggest(String(keys[1]), names),
    };
  }
  if (ROOT_KEYS.includes(String(first))) return { keys };
  const [agent] = names;
  if (names.length === 1 && agent !== undefined) return { keys: ['agents', agent, ...keys] };
  const text = keys.join('.');
  if (agent === undefined) return { problem: `--set ${text}: the spec has no agent`, help: null };
  return {
    problem: `--set ${text}: the spec has ${names.length} agents; say which`,
    help: `as in --set agents.${agent}.${text}=…`,
  };
}

/** A copy of `root` with one value replaced; maps on the way are made where they are missing. */
function assigned(root: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(root) && typeof key === 'number') {
    const copy: unknown[] = [...root];
    if (rest.length === 0 && value === REMOVED) return copy.filter((_, index) => index !== key);
    copy[key] = assigned(root[key], rest, value);
    return copy;
  }
  const base = isMap(root) ? root : {};
  if (rest.length === 0 && value === REMOVED)
    return Object.fromEntries(Object.entries(base).filter(([name]) => name !== String(key)));
  return { ...base, [key]: assigned(base[key], rest, value) };
}
