import type { YamlSource } from '../yaml/source.ts';
import { type Findings, suggest } from './findings.ts';
import { childOf, entriesOf } from './rawValue.ts';
import { flattenRaw, listed, type RawName, textsIn } from './rawWorkflow.ts';

/** A name that a spec uses, and the names that would be right. */
interface Reference {
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly part?: 'key' | 'value';
  readonly known: readonly string[];
  /** What there is none of, as in `the table has no component`. */
  readonly missing: string;
}

/**
 * Names in a spec that its table lacks, found in files whose other mistakes keep them from being
 * read in full, so that every mistake is reported at once. Looks only at what has the right shape.
 */
export function reportRawReferences(spec: YamlSource, table: YamlSource, findings: Findings): void {
  const components = entriesOf(childOf(table.value, 'components'));
  if (components.length === 0) return;
  for (const [name, agent] of entriesOf(childOf(spec.value, 'agents'))) {
    for (const each of referencesIn(agent, ['agents', name], table.value)) {
      if (each.known.includes(each.name)) continue;
      const place = { source: spec, path: each.path, part: each.part ?? 'value' };
      const message = `${each.missing} "${each.name}"`;
      findings.add('error', 'unknown-name', place, message, suggest(each.name, each.known));
    }
  }
}

type Path = Reference['path'];

function referencesIn(agent: unknown, path: Path, table: unknown): Reference[] {
  const components = childOf(table, 'components');
  const workflow = flattenRaw(childOf(agent, 'workflow'), [...path, 'workflow']);
  const want = childOf(agent, 'want');
  const tools = workflow.filter((each) => each.as === 'tool').map(({ name }) => name);
  const wanted =
    workflow.length === 0 ? [] : textsIn(childOf(want, 'tools'), [...path, 'want', 'tools']);
  return [
    ...workflow.flatMap((each) => workflowReferences(each, components)),
    ...shortcutReferences(childOf(agent, 'shortcuts'), [...path, 'shortcuts'], components),
    ...wanted.map((tool) => ({
      ...tool,
      known: tools,
      missing: 'the workflow has no tool',
    })),
    ...evalReferences(childOf(want, 'accuracy'), [...path, 'want', 'accuracy'], table),
  ];
}

function workflowReferences(
  { name, as, path, variants }: RawName,
  components: unknown,
): Reference[] {
  const kind = as === 'tool' ? 'tool' : 'component';
  const ways = namesOf(childOf(childOf(components, name), 'variants'));
  return [
    { name, path, known: namesOf(components), missing: `the table has no ${kind}` },
    ...(ways.length === 0 ? [] : variants).map((variant) => ({
      ...variant,
      known: ways,
      missing: `${name} has no variant`,
    })),
  ];
}

function shortcutReferences(shortcuts: unknown, path: Path, components: unknown): Reference[] {
  return listed(shortcuts).flatMap((shortcut, index): Reference[] => {
    const name = childOf(shortcut, 'use');
    if (typeof name !== 'string') return [];
    const known = namesOf(components);
    return [{ name, path: [...path, index, 'use'], known, missing: 'the table has no component' }];
  });
}

/** The eval that is named, and tasks of the eval that is named or the only one. */
function evalReferences(accuracy: unknown, path: Path, table: unknown): Reference[] {
  const evals = childOf(table, 'evals');
  const named = childOf(accuracy, 'eval');
  const [only, ...others] = namesOf(evals);
  const chosen = typeof named === 'string' ? named : others.length === 0 ? only : undefined;
  const tasks = chosen === undefined ? [] : namesOf(childOf(childOf(evals, chosen), 'tasks'));
  const floors = tasks.length === 0 ? [] : namesOf(childOf(accuracy, 'tasks'));
  return [
    ...(typeof named === 'string' && only !== undefined
      ? [
          {
            name: named,
            path: [...path, 'eval'],
            known: [only, ...others],
            missing: 'the table has no eval',
          },
        ]
      : []),
    ...floors.map((name) => ({
      name,
      path: [...path, 'tasks', name],
      part: 'key' as const,
      known: tasks,
      missing: 'the eval has no task',
    })),
  ];
}

function namesOf(map: unknown): string[] {
  return entriesOf(map).map(([name]) => name);
}
