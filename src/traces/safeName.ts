import { remember } from './remember.ts';

/** Words that choices use for themselves (the table schema refuses them as names). */
const CHOICE_WORDS = ['tools', 'order', 'all', 'on', 'off', 'series', 'parallel'];

/** Words that YAML 1.1 readers take for something else than text. */
const YAML_WORDS = ['y', 'n', 'yes', 'no', 'true', 'false', 'null', 'nan', 'inf'];

const TAKEN: ReadonlySet<string> = new Set([...CHOICE_WORDS, ...YAML_WORDS]);

/**
 * A name as a table can use it for a component or variant: letters, digits, `.`, `_`, `-`, starting
 * with a letter, and no word that choices or YAML keep for themselves.
 *
 * @param text as the trace spells it
 * @param fallback goes before a name that cannot stand alone
 * @example safeName('evaluate answer', 'verifier') // 'evaluate-answer'
 * @example safeName('tools', 'llm') // 'llm-tools'
 */
export function safeName(text: string, fallback: string): string {
  const slug = slugOf(text);
  if (slug === '') return fallback;
  return canStandAlone(slug) ? slug : `${fallback}-${slug}`;
}

const slugOf = remember((text) =>
  text.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, ''),
);

const canStandAlone = remember((slug) => !TAKEN.has(slug.toLowerCase()) && /^\p{L}/u.test(slug));
