import type { Choices } from '../solver/choices.ts';
import type { Order, Shortcut } from '../solver/problem.ts';
import { type AgentContext, inSpec } from './agentContext.ts';
import { type Place, suggest } from './findings.ts';
import type { AccuracyBasis } from './resolveAccuracy.ts';
import type { ResolvedWorkflow } from './resolveWorkflow.ts';
import type { WrittenChoices } from './schema.ts';

/**
 * What runs now: `today`, else the eval's baseline. What it does not name: the first variant,
 * optional steps on, shortcuts off, all tools, in series (docs/rules.md).
 */
export function resolveToday(
  context: AgentContext,
  resolved: ResolvedWorkflow,
  shortcuts: readonly Shortcut[],
  basis: AccuracyBasis | null,
): Choices | null {
  const { today } = context.spec;
  if (today !== undefined) return new TodayReader(context, resolved, shortcuts, today).read();
  if (basis === null) return null;
  return fromBaseline(resolved, shortcuts, basis);
}

function fromBaseline(
  resolved: ResolvedWorkflow,
  shortcuts: readonly Shortcut[],
  basis: AccuracyBasis,
): Choices | null {
  const { baseline } = basis;
  const values = new Map<string, string>();
  for (const step of resolved.steps) {
    const variant = baseline.variantOf(step.component);
    const option = step.options.find(
      ({ value }) => value === variant || value.startsWith(`${variant}@`),
    );
    if (variant === null && !step.optional) return null;
    if (variant !== null && option === undefined) return null;
    values.set(step.name, option?.value ?? 'off');
  }
  for (const shortcut of shortcuts)
    values.set(shortcut.name, baseline.has(shortcut.name) || !shortcut.optional ? 'on' : 'off');
  const tools = (resolved.tools?.tools ?? []).filter((tool) => baseline.has(tool.name));
  setToolVariants(
    values,
    resolved,
    tools.map((tool) => tool.name),
  );
  return {
    values,
    tools: tools.map((tool) => tool.name),
    order: orderOf(baseline.order ?? 'series', tools.length),
  };
}

function setToolVariants(
  values: Map<string, string>,
  resolved: ResolvedWorkflow,
  kept: readonly string[],
): void {
  for (const tool of resolved.tools?.tools ?? []) {
    const first = tool.options[0];
    if (tool.options.length > 1 && first && kept.includes(tool.name) && !values.has(tool.name))
      values.set(tool.name, first.value);
  }
}

function orderOf(order: string, tools: number): Order {
  return order === 'parallel' && tools > 1 ? 'parallel' : 'series';
}

function valuesOf(options: readonly { readonly value: string }[]): string[] {
  return options.map(({ value }) => value);
}

/** Reads the choices a person wrote, with a finding for each that does not exist. */
class TodayReader {
  readonly #context: AgentContext;
  readonly #resolved: ResolvedWorkflow;
  readonly #shortcuts: readonly Shortcut[];
  readonly #written: WrittenChoices;

  constructor(
    context: AgentContext,
    resolved: ResolvedWorkflow,
    shortcuts: readonly Shortcut[],
    written: WrittenChoices,
  ) {
    this.#context = context;
    this.#resolved = resolved;
    this.#shortcuts = shortcuts;
    this.#written = written;
  }

  read(): Choices | null {
    this.#reportUnknownKeys();
    const values = new Map<string, string>();
    let complete = true;
    const put = (name: string, value: string | null) => {
      if (value === null) complete = false;
      else values.set(name, value);
    };
    for (const step of this.#resolved.steps)
      put(step.name, this.#value(step.name, valuesOf(step.options), step.optional, 'on'));
    for (const { name, optional } of this.#shortcuts)
      put(name, this.#value(name, ['on'], optional, optional ? 'off' : 'on'));
    const tools = this.#tools();
    for (const tool of this.#resolved.tools?.tools ?? []) {
      if (tool.options.length > 1 && tools.includes(tool.name))
        put(tool.name, this.#value(tool.name, valuesOf(tool.options), false, 'on'));
    }
    const order = this.#order(tools.length);
    return complete ? { values, tools, order } : null;
  }

  #at(key: string, part: 'key' | 'value' = 'value'): Place {
    return inSpec(this.#context, ['today', key], part);
  }

  #value(
    key: string,
    options: readonly string[],
    optional: boolean,
    unnamed: 'on' | 'off',
  ): string | null {
    const written = Object.hasOwn(this.#written, key) ? this.#written[key] : undefined;
    const first = options[0] ?? 'on';
    if (written === undefined) return unnamed === 'off' ? 'off' : first;
    const valid = [...options, ...(optional ? ['off'] : [])];
    if (written === 'on') return first;
    const found = valid.find(
      (value) => value === written || value.startsWith(`${String(written)}@`),
    );
    if (found !== undefined) return found;
    const reason =
      written === 'off'
        ? `${key} is not optional in this workflow`
        : `${key} has no variant "${String(written)}" that can run`;
    this.#context.findings.add(
      'error',
      'unknown-name',
      this.#at(key),
      reason,
      suggest(String(written), valid),
    );
    return null;
  }

  #tools(): string[] {
    const names = (this.#resolved.tools?.tools ?? []).map((tool) => tool.name);
    const written = this.#written['tools'];
    if (written === undefined || written === 'all') return names;
    if (typeof written === 'string') {
      this.#context.findings.add(
        'error',
        'wrong-value',
        this.#at('tools'),
        `tools is all or a list of names, not "${written}"`,
      );
      return names;
    }
    written.forEach((tool) => {
      if (!names.includes(tool))
        this.#context.findings.add(
          'error',
          'unknown-name',
          this.#at('tools'),
          `the workflow has no tool "${tool}"`,
          suggest(tool, names),
        );
    });
    return names.filter((name) => written.includes(name));
  }

  #order(tools: number): Order {
    const written = this.#written['order'];
    if (written !== undefined && written !== 'series' && written !== 'parallel') {
      this.#context.findings.add(
        'error',
        'wrong-value',
        this.#at('order'),
        `order is series or parallel, not "${String(written)}"`,
      );
    }
    return orderOf(String(written), tools);
  }

  #reportUnknownKeys(): void {
    const known = [
      ...this.#resolved.steps.map((step) => step.name),
      ...this.#shortcuts.map((shortcut) => shortcut.name),
      ...(this.#resolved.tools?.tools ?? []).map((tool) => tool.name),
      'tools',
      'order',
    ];
    for (const key of Object.keys(this.#written)) {
      if (known.includes(key)) continue;
      this.#context.findings.add(
        'error',
        'unknown-name',
        this.#at(key, 'key'),
        `the workflow has no step "${key}"`,
        suggest(key, known),
      );
    }
  }
}
