import type { MeasuredRow } from '../solver/problem.ts';
import { waysToRun, type Way } from '../table/ways.ts';
import { componentOf } from './agentContext.ts';
import type { EvalContext } from './evalContext.ts';
import { countsOf, type EvalReading } from './evalReading.ts';
import { suggest } from './findings.ts';
import { type NamedArchitecture, namedArchitecture } from './namedArchitecture.ts';
import { type Recorded, recorded } from './recorded.ts';
import { tableMemory } from './tableMemory.ts';
import type { Part } from './workflowParts.ts';

const RESOLVED = tableMemory<Recorded<readonly MeasuredRow[]>>();

/**
 * Measured architectures as conditions on choices (docs/rules.md). A row that names a component
 * which this workflow lacks describes another agent and is dropped; one that lacks a task has no
 * overall figure, is dropped too, and reported.
 */
export function resolveRows(
  context: EvalContext,
  reading: EvalReading,
  parts: readonly Part[],
): readonly MeasuredRow[] {
  const key = JSON.stringify([reading.name, [...context.offUnlessNamed].sort(), parts]);
  const { value, found } = RESOLVED.of(context.table, key, () =>
    recorded((findings) => rowsOf({ ...context, findings }, reading, parts)),
  );
  context.findings.again(found);
  return value;
}

function rowsOf(context: EvalContext, reading: EvalReading, parts: readonly Part[]): MeasuredRow[] {
  return (reading.evaluation.rows ?? []).flatMap((row, index) => {
    const path = ['evals', reading.name, 'rows', index];
    reportUnknownTasks(context, reading, row.passed, [...path, 'passed']);
    const counts = countsOf(reading.evaluation, row.passed);
    if (counts === null) {
      context.findings.add(
        'warning',
        'row-incomplete',
        { source: context.tableSource, path: [...path, 'passed'] },
        reading.evaluation.tasks === undefined
          ? 'this row counts tasks that the eval does not declare, so it has no overall accuracy and is not used'
          : 'this row lacks a task, so it has no overall accuracy and is not used',
      );
      return [];
    }
    const named = namedArchitecture(context, [...path, 'architecture'], row.architecture);
    const requires = requirements(context, reading.baseline, named, parts);
    return requires === null ? [] : [{ requires, counts, index }];
  });
}

/** Counts of a task that the eval does not declare have no share of the traffic: they are not used, and that is said. */
function reportUnknownTasks(
  context: EvalContext,
  reading: EvalReading,
  passed: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
): void {
  const known = Object.keys(reading.evaluation.tasks ?? {});
  for (const task of Object.keys(passed)) {
    if (task === 'all' || known.includes(task)) continue;
    context.findings.add(
      'warning',
      'unknown-name',
      { source: context.tableSource, path: [...path, task], part: 'key' },
      `the eval ${reading.name} declares no task "${task}": what it passed is not used`,
      known.length === 0
        ? `declare its share of the traffic, as in tasks: { ${task}: 100% }`
        : suggest(task, known),
    );
  }
}

function requirements(
  context: EvalContext,
  baseline: NamedArchitecture,
  row: NamedArchitecture,
  parts: readonly Part[],
): Map<string, Set<string>> | null {
  if (describesAnotherAgent(context, baseline, row, parts)) return null;
  const requires = new Map<string, Set<string>>();
  for (const part of parts) requires.set(part.key, allowedValues(context, baseline, row, part));
  if (row.order !== null) requires.set('order', new Set([row.order]));
  return requires;
}

function describesAnotherAgent(
  context: EvalContext,
  baseline: NamedArchitecture,
  row: NamedArchitecture,
  parts: readonly Part[],
): boolean {
  const here = new Set(parts.map((part) => part.component));
  const present = [
    ...row.namedAsPresent(),
    ...(row.tools ?? []),
    ...baseline.namedAsPresent().filter((name) => row.valueOf(name) === null),
  ];
  return present.some((name) => !here.has(name) && !isNeutral(context, name));
}

/** The table asserts that having the component changes no answer. */
function isNeutral(context: EvalContext, name: string): boolean {
  return isZero(componentOf(context, name)?.accuracy);
}

function isZero(points: Way['accuracy']): boolean {
  return points !== undefined && points.mid === 0 && points.low === 0 && points.high === 0;
}

function allowedValues(
  context: EvalContext,
  baseline: NamedArchitecture,
  row: NamedArchitecture,
  part: Part,
): Set<string> {
  const named = row.valueOf(part.component);
  if (named === 'off') return new Set(['off']);
  if (named !== null && named !== 'on') return new Set(hostsOf(part, named));
  const reference = baseline.variantOf(part.component) ?? firstWay(context, part.component);
  const alike = equalTo(context, part, reference, named === 'on');
  if (named === 'on') return new Set(alike);
  const neutral = isNeutral(context, part.component);
  if (!baseline.has(part.component)) return new Set(['off', ...(neutral ? alike : [])]);
  return new Set([...alike, ...(neutral ? ['off'] : [])]);
}

function firstWay(context: EvalContext, name: string): string {
  const component = componentOf(context, name);
  return (component && waysToRun(component)[0]?.name) ?? 'on';
}

/** A variant on any host answers alike: `llama-8b` covers `llama-8b@a100`. */
function hostsOf(part: Part, variant: string): string[] {
  return part.values.filter((value) => value === variant || value.startsWith(`${variant}@`));
}

/**
 * Values that answer like the reference variant: declared 0pt; and, where the row only says that
 * the component is on, variants of the same model and effort that declare nothing.
 */
function equalTo(
  context: EvalContext,
  part: Part,
  reference: string,
  anyEqualVariant: boolean,
): string[] {
  const component = componentOf(context, part.component);
  if (component === null) return [...part.values];
  const ways = waysToRun(component);
  const own = ways.find((way) => way.name === reference);
  const alike = ways.filter((way) => {
    if (way.name === reference || isZero(way.accuracy)) return true;
    return (
      anyEqualVariant &&
      way.accuracy === undefined &&
      way.model === own?.model &&
      way.effort === own?.effort
    );
  });
  return alike.flatMap((way) => hostsOf(part, way.name));
}
