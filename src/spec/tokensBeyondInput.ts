import { formatCount } from '../units/count.ts';
import type { Way } from '../table/ways.ts';
import { type AgentContext, componentOf, inTable } from './agentContext.ts';
import { nameOf } from './leftOut.ts';

type Key = keyof NonNullable<Way['tokens']>;

const CACHE: readonly Key[] = ['cached', 'written', 'written_1h'];

/**
 * Reports parts of the input that are more than the input: usage copied from a provider that counts
 * cached tokens beside the input would otherwise be priced too low, since no more than the input is
 * charged.
 */
export function reportBeyondInput(context: AgentContext, component: string, way: Way): void {
  const { tokens } = way;
  if (tokens === undefined) return;
  const own = componentOf(context, component)?.variants?.[way.name]?.tokens;
  const input = tokens.input ?? 0;
  const total =
    tokens.input === undefined ? 'states no input' : `only ${formatCount(input)} in all`;
  const add = (key: Key, does: string, help: string) => {
    const path = [...(own?.[key] === undefined ? [] : way.path), 'tokens', key];
    // What all variants share is told once, of the component.
    const name = own === undefined ? component : nameOf(component, way);
    const place = inTable(context, component, path);
    context.findings.add(
      'warning',
      'tokens-beyond-input',
      place,
      `${name} ${does}, but ${total}`,
      help,
    );
  };

  const throughCache = CACHE.reduce((sum, key) => sum + (tokens[key] ?? 0), 0);
  const key = CACHE.find((each) => (tokens[each] ?? 0) > 0);
  if (key !== undefined && throughCache > input)
    add(
      key,
      `reads ${formatCount(throughCache)} tokens through the prompt cache`,
      `input includes them: where a provider counts them beside it, input is the sum, ${formatCount(input + throughCache)}`,
    );
  for (const part of ['prefix', 'history'] as const) {
    const stated = tokens[part] ?? 0;
    if (stated > input)
      add(
        part,
        `has a ${part} of ${formatCount(stated)} tokens`,
        `input counts everything that a call reads, the ${part} included`,
      );
  }
}
