import type { Architecture } from '../../solver/result.ts';
import { choiceWords } from '../../solver/words/name.ts';

type Named = Pick<Architecture, 'name' | 'choices'>;

/** The differences from today that a name lists, one by one: a list of tools is one of them. */
export function nameParts({ name, choices }: Named): string[] {
  const known = Object.entries(choices).flatMap(([key, value]) =>
    typeof value === 'string' && key !== 'tools' ? [choiceWords(key, value)] : [],
  );
  const parts: string[] = [];
  let tools = '';
  const flush = () => {
    if (tools !== '') parts.push(tools);
    tools = '';
  };
  for (let rest = name; rest !== '';) {
    const [longest] = known
      .filter((words) => rest === words || rest.startsWith(`${words}, `))
      .toSorted((a, b) => b.length - a.length);
    // What no choice of a step or an order is called belongs to the tools, commas included.
    const part = longest ?? rest.split(', ', 1)[0] ?? rest;
    rest = rest.slice(part.length + ', '.length);
    if (longest === undefined) tools = tools === '' ? part : `${tools}, ${part}`;
    else {
      flush();
      parts.push(part);
    }
  }
  flush();
  return parts;
}

/** Architectures told apart: what all of them change, and what each changes beside. */
export interface Shared {
  /** In the order of the first; empty where they have nothing, or nothing else, in common. */
  readonly all: readonly string[];
  /** One list per architecture; empty for one that changes nothing beside. */
  readonly own: readonly (readonly string[])[];
}

/** What several architectures change alike is worth saying once. */
export function shared(architectures: readonly Named[]): Shared {
  const lists = architectures.map(nameParts);
  const distinct = new Set(architectures.map(({ name }) => name));
  const first = lists[0] ?? [];
  const all =
    distinct.size < 2 ? [] : first.filter((part) => lists.every((parts) => parts.includes(part)));
  return { all, own: lists.map((parts) => parts.filter((part) => !all.includes(part))) };
}
