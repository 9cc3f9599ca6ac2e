import { waysToRun } from '../table/ways.ts';
import { componentNames, componentOf } from './agentContext.ts';
import type { EvalContext } from './evalContext.ts';
import { suggest } from './findings.ts';
import type { WrittenChoices } from './writtenChoices.ts';

/**
 * An architecture as a table names it: by component. What it does not name is, in a baseline, the
 * first variant listed, optional steps on, shortcuts off, all tools, in series (docs/rules.md).
 */
export interface NamedArchitecture {
  /** What is written for a component: a variant, `on`, `off`, or null when it is not named. */
  valueOf(component: string): string | null;
  /** The variant in use; the first listed one when none is named. Null when the component is off. */
  variantOf(component: string): string | null;
  /** In use, named or by default. */
  has(component: string): boolean;
  /** Components that are named as in use. */
  namedAsPresent(): string[];
  /** `series`, `parallel`, or null when the order is not named. */
  readonly order: string | null;
  /** The tools that are named as kept; null when all are, or when tools are not named as a whole. */
  readonly tools: readonly string[] | null;
  /** Everything that is named here is so in `other`, too. */
  sameAs(other: NamedArchitecture): boolean;
}

/**
 * Reads an architecture of the table, at `path` of its file; unknown names become findings.
 *
 * @param quiet the same architecture is read elsewhere, so report nothing here
 */
export function namedArchitecture(
  context: EvalContext,
  path: readonly (string | number)[],
  written: WrittenChoices,
  quiet = false,
): NamedArchitecture {
  if (!quiet) reportUnknownNames(context, path, written);
  const { tools: writtenTools, order: writtenOrder, ...components } = written;
  const tools = Array.isArray(writtenTools) ? writtenTools : null;
  const valueOf = (name: string): string | null => {
    const own = Object.hasOwn(components, name) ? components[name] : undefined;
    if (typeof own === 'string') return own;
    return tools !== null && isTool(context, name) ? (tools.includes(name) ? 'on' : 'off') : null;
  };
  const variantOf = (name: string): string | null => {
    const value = valueOf(name) ?? (context.offUnlessNamed.has(name) ? 'off' : 'on');
    if (value === 'off') return null;
    const component = componentOf(context, name);
    return value === 'on' ? ((component && waysToRun(component)[0]?.name) ?? 'on') : value;
  };
  const named: NamedArchitecture = {
    valueOf,
    variantOf,
    has: (name) => variantOf(name) !== null,
    namedAsPresent: () => Object.keys(components).filter((name) => valueOf(name) !== 'off'),
    order: typeof writtenOrder === 'string' ? writtenOrder : null,
    tools,
    sameAs: (other) =>
      [...Object.keys(components), ...(tools ?? [])].every((name) =>
        agrees(valueOf(name), other.variantOf(name)),
      ) &&
      (tools === null || (other.tools ?? tools).length === tools.length),
  };
  return named;
}

function isTool(context: EvalContext, name: string): boolean {
  return componentOf(context, name)?.kind === 'tool';
}

function agrees(value: string | null, variant: string | null): boolean {
  if (value === 'off') return variant === null;
  return value === 'on' ? variant !== null : value === variant;
}

function reportUnknownNames(
  context: EvalContext,
  path: readonly (string | number)[],
  written: WrittenChoices,
): void {
  reportTools(context, [...path, 'tools'], written['tools']);
  reportOrder(context, [...path, 'order'], written['order']);
  for (const [name, value] of Object.entries(written)) {
    if (name === 'order' || name === 'tools') continue;
    const at = (part: 'key' | 'value') => ({
      source: context.tableSource,
      path: [...path, name],
      part,
    });
    const component = componentOf(context, name);
    if (component === null) {
      context.findings.add(
        'error',
        'unknown-name',
        at('key'),
        `there is no component "${name}"`,
        suggest(name, componentNames(context)),
      );
      continue;
    }
    const values = ['on', 'off', ...waysToRun(component).map((way) => way.name)];
    if (typeof value !== 'string') {
      const message = `${name} runs in one way, and here is a list`;
      const help = `one of: ${values.join(', ')}`;
      context.findings.add('error', 'wrong-value', at('value'), message, help);
    }
    if (typeof value === 'string' && !values.includes(value)) {
      context.findings.add(
        'error',
        'unknown-name',
        at('value'),
        `${name} has no variant "${value}"`,
        suggest(value, values),
      );
    }
  }
}

function reportTools(
  context: EvalContext,
  path: readonly (string | number)[],
  tools: WrittenChoices[string] | undefined,
): void {
  const { findings, tableSource: source } = context;
  if (tools === undefined || tools === 'all') return;
  if (typeof tools === 'string') {
    const message = `tools is all or a list of names, not "${tools}"`;
    findings.add('error', 'wrong-value', { source, path }, message);
    return;
  }
  tools.forEach((name, index) => {
    if (componentOf(context, name) !== null) return;
    const help = suggest(name, componentNames(context));
    const place = { source, path: [...path, index] };
    findings.add('error', 'unknown-name', place, `there is no tool "${name}"`, help);
  });
}

function reportOrder(
  { findings, tableSource: source }: EvalContext,
  path: readonly (string | number)[],
  order: WrittenChoices[string] | undefined,
): void {
  if (order === undefined || order === 'series' || order === 'parallel') return;
  const message = `order is series or parallel, not "${String(order)}"`;
  findings.add('error', 'wrong-value', { source, path }, message);
}
