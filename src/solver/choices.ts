import { createHash } from 'node:crypto';
import type { Order, Problem } from './problem.ts';

/** Everything that an architecture chooses. */
export interface Choices {
  /** Step or shortcut to variant, `on` or `off`; every step and shortcut of the workflow is there. */
  readonly values: ReadonlyMap<string, string>;
  /** Tools kept, in the order of the workflow. */
  readonly tools: readonly string[];
  /** `series` unless two tools or more are kept. */
  readonly order: Order;
}

/** Choices as files and JSON spell them. */
export type WrittenChoices = Readonly<Record<string, string | readonly string[]>>;

/** Choices as files and JSON spell them, in the order of the workflow; `tools` and `order` last. */
export function writeChoices(choices: Choices, problem: Problem): WrittenChoices {
  const all = choices.tools.length === (problem.tools?.tools.length ?? 0);
  return {
    ...Object.fromEntries(choices.values),
    tools: all ? 'all' : choices.tools,
    order: choices.order,
  };
}

/**
 * A name for an architecture that stays when numbers change: the first 8 hex digits of the SHA-256
 * of the agent and its choices, sorted by name.
 */
export function architectureId(choices: Choices, problem: Problem): string {
  const entries = Object.entries(writeChoices(choices, problem)).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : [...value].sort(),
  ]);
  entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([problem.agent, entries]))
    .digest('hex')
    .slice(0, 8);
}

/** The choices that {@link writeChoices} wrote, of the same problem. */
export function choicesFrom(written: WrittenChoices, problem: Problem): Choices {
  const { tools, order, ...values } = written;
  const all = (problem.tools?.tools ?? []).map(({ name }) => name);
  return {
    values: new Map(Object.entries(values).map(([key, value]) => [key, String(value)])),
    tools: typeof tools === 'string' || tools === undefined ? all : tools,
    order: order === 'parallel' ? 'parallel' : 'series',
  };
}
