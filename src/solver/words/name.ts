import { listed } from '../../units/listed.ts';
import type { Choices } from '../choices.ts';
import { defaultChoices } from '../defaultChoices.ts';
import type { LatencyEvaluator } from '../latency.ts';
import type { Problem } from '../problem.ts';

/** One difference from today, in words, and today with only this difference. */
interface Difference {
  readonly key: string;
  readonly words: string;
  readonly alone: Choices;
}

/**
 * Names architectures by what differs from today (from the default choices where today is not
 * known), the difference that moves the mean latency most first.
 */
export function namer(problem: Problem, latencies: LatencyEvaluator): (choices: Choices) => string {
  const today = problem.today ?? defaultChoices(problem);
  const moved = new Map<string, number>();
  const base = () => latencies.mean(today, 'latency') ?? 0;
  const milliseconds = ({ key, alone }: Difference): number => {
    const known = moved.get(key);
    if (known !== undefined) return known;
    const value = Math.abs((latencies.mean(alone, 'latency') ?? 0) - base());
    moved.set(key, value);
    return value;
  };
  return (choices) => {
    const found = differences(problem, today, choices);
    if (found.length === 0) return 'as today';
    if (found.length === 1) return found[0]?.words ?? '';
    const ranked = found.map((difference, index) => ({
      difference,
      index,
      ms: milliseconds(difference),
    }));
    ranked.sort((a, b) => b.ms - a.ms || a.index - b.index);
    return ranked.map(({ difference }) => difference.words).join(', ');
  };
}

function differences(problem: Problem, today: Choices, choices: Choices): Difference[] {
  const found: Difference[] = [];
  for (const [name, value] of choices.values) {
    const before = today.values.get(name);
    if (value === before) continue;
    const alone = { ...today, values: new Map(today.values).set(name, value) };
    found.push({ key: `${name}=${value}`, words: choiceWords(name, value), alone });
  }
  const dropped = today.tools.filter((name) => !choices.tools.includes(name));
  const added = choices.tools.filter((name) => !today.tools.includes(name));
  if (dropped.length + added.length > 0) {
    found.push({
      key: `tools=${choices.tools.join()}`,
      words: toolsInWords(problem, choices.tools, dropped, added),
      alone: { ...today, tools: choices.tools },
    });
  }
  if (choices.order !== today.order && choices.tools.length > 1) {
    found.push({
      key: `order=${choices.order}`,
      words: choiceWords('order', choices.order),
      alone: { ...today, order: choices.order },
    });
  }
  return found;
}

/**
 * One choice in words: `fast plan`, `no critic`, `with memory`, `tools in parallel`.
 *
 * @param key a step, a shortcut, or `order`
 */
export function choiceWords(key: string, value: string): string {
  if (key === 'order') return `tools in ${value}`;
  if (value === 'off') return `no ${key}`;
  return value === 'on' ? `with ${key}` : `${value} ${key}`;
}

/** Names the shorter side, so that no two sets of tools read alike. */
function toolsInWords(
  problem: Problem,
  kept: readonly string[],
  dropped: readonly string[],
  added: readonly string[],
): string {
  if (added.length > 0 && dropped.length === 0) return `with ${listed(added)}`;
  if (kept.length === 0) return 'no tools';
  const missing = (problem.tools?.tools ?? [])
    .map(({ name }) => name)
    .filter((name) => !kept.includes(name));
  return missing.length < kept.length ? `without ${listed(missing)}` : `only ${listed(kept)}`;
}
