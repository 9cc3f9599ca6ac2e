import { remember } from '../remember.ts';

/** What a scope can be for, beyond answering. */
export type Role = 'verifier' | 'compaction' | 'rerank' | 'retrieval';

/** Trace-formats 1.12.7; "critical" is no critic. First match wins. */
const ROLES: readonly (readonly [Role, RegExp])[] = [
  ['verifier', /verif|critic(?!al)|judge|grader|guard|moderat|fact.?check|evaluat|valid|reflect/i],
  [
    'compaction',
    /compact|summari[sz]e.*(?:context|history|conversation)|condense|trim_?history|memory.?summar/i,
  ],
  ['rerank', /rerank/i],
  ['retrieval', /retriev|vector.?search|search_index|knn/i],
];

/**
 * The role that a scope's name gives to the work inside it, or null.
 *
 * @example roleOfName('verify_answer') // 'verifier'
 */
export const roleOfName: (name: string) => Role | null = remember(
  (name) => ROLES.find(([, pattern]) => pattern.test(name))?.[0] ?? null,
);
