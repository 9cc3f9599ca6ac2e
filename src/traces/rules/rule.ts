import type { ComponentKind, SpanKind } from '../kinds/spanKind.ts';

/** What a user's rule makes of the spans that it fits. */
export interface RuleVerdict {
  /** Name of the component; null leaves it to the trace. */
  readonly component: string | null;
  /** Null leaves it to the trace. */
  readonly kind: SpanKind | null;
}

/** A rule of the user's own for names that no convention knows. Everything that it states must fit. */
export interface Rule extends RuleVerdict {
  readonly name: RegExp | null;
  readonly attributes: readonly { readonly key: string; readonly value: RegExp }[];
}

/** Kinds that a rule may give: those of components, and `scope` and `ignore` for what holds work of others. */
export const RULE_KINDS = [
  'llm',
  'tool',
  'retrieval',
  'embedding',
  'rerank',
  'verifier',
  'guardrail',
  'compaction',
  'memory',
  'other',
  'scope',
  'ignore',
] as const satisfies readonly (ComponentKind | 'scope' | 'ignore')[];

/** What the first rule that fits says of a span; null when none fits. */
export function verdictOf(
  rules: readonly Rule[],
  name: string,
  valueOf: (key: string) => string | null,
): RuleVerdict | null {
  return (
    rules.find(
      (rule) =>
        (rule.name === null || rule.name.test(name)) &&
        rule.attributes.every(({ key, value }) => {
          const stated = valueOf(key);
          return stated !== null && value.test(stated);
        }),
    ) ?? null
  );
}

/** The attributes that rules look at: no other one is kept for them. */
export function attributesOfRules(rules: readonly Rule[]): string[] {
  return [...new Set(rules.flatMap(({ attributes }) => attributes.map(({ key }) => key)))];
}
