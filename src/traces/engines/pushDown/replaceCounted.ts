import type { AggregatorState } from '../../aggregate.ts';
import type { ComponentState } from '../../componentTally.ts';
import { variantKey } from '../../componentVariants.ts';
import { VariantTally, type VariantState } from '../../variantTally.ts';
import type { Fate, SeenSignature } from './ledger.ts';
import { agree, PARTS, type Part, type SignatureCounts } from './signatureCounts.ts';

/** What is known of the signatures of a table. */
export interface Evidence {
  /** What whole traces tell of them. */
  readonly seen: ReadonlyMap<string, SeenSignature>;
  /** The same query over those traces: it must give what reading them gives. */
  readonly checked: ReadonlyMap<string, SignatureCounts>;
  /** The query over all spans. */
  readonly counted: readonly SignatureCounts[];
}

/** Which figures are of all spans, and which of the sample only. */
export interface Replaced {
  readonly state: AggregatorState;
  /** Those that come from the sample, by component and part. */
  readonly sampled: readonly { readonly component: string; readonly part: Part }[];
  /** In the table, but in no sampled trace: components, with their spans. */
  readonly rare: readonly { readonly component: string; readonly spans: number }[];
  /** Spans of signatures that no trace explained. */
  readonly unexplained: number;
}

/**
 * Puts the counts of all spans in place of those of the sample, wherever all spans of a signature are
 * runs of one variant and the database reads them as this program does.
 */
export function replaceCounted(sample: AggregatorState, evidence: Evidence): Replaced {
  const variants = variantsOf(evidence);
  const sampled: { component: string; part: Part }[] = [];
  const components = sample.components.map((component) => ({
    ...component,
    variants: component.variants.map((variant) => {
      const found = variants.get(keyOf(component.name, component.kind, variant.key));
      const state = { ...variant.state };
      for (const part of PARTS) {
        if (found?.isDirect[part] === true) take(state, found.all.state(), part);
        else if (!isEmpty(variant.state, part)) sampled.push({ component: component.name, part });
      }
      return { ...variant, state };
    }),
  }));
  return {
    state: { ...sample, components },
    sampled,
    rare: rareOnes(sample.components, variants),
    unexplained: evidence.counted
      .filter(({ signature }) => !evidence.seen.has(signature))
      .reduce((sum, { n }) => sum + n, 0),
  };
}

interface Variant {
  readonly fate: Fate;
  /** Of all spans whose signatures are runs of this variant. */
  readonly all: VariantTally;
  readonly isDirect: Record<Part, boolean>;
  spans: number;
}

function variantsOf({ seen, checked, counted }: Evidence): Map<string, Variant> {
  const variants = new Map<string, Variant>();
  const totals = new Map(counted.map((each) => [each.signature, each]));
  for (const [signature, { others, fates }] of seen) {
    const isPure = others === 0 && fates.length === 1;
    const total = totals.get(signature);
    const check = checked.get(signature);
    for (const { fate, runs } of fates) {
      const key = keyOf(fate.component, fate.kind, variantKey(fate.kind, fate));
      const variant = variants.get(key) ?? newVariant(fate);
      variants.set(key, variant);
      for (const part of PARTS)
        if (!isPure || check === undefined || !agree(runs, check, part))
          variant.isDirect[part] = false;
      if (total === undefined) continue;
      variant.all.addState(total);
      variant.spans += total.n;
    }
  }
  return variants;
}

function newVariant(fate: Fate): Variant {
  const isDirect = { latency: true, ttft: true, tokens: true, billed: true };
  return { fate, all: new VariantTally(), isDirect, spans: 0 };
}

function keyOf(component: string, kind: string, variant: string): string {
  return JSON.stringify([component, kind, variant]);
}

function isEmpty({ ttft, billed, tokens, latency }: VariantState, part: Part): boolean {
  switch (part) {
    case 'latency':
      return latency.n === 0;
    case 'ttft':
      return ttft.n === 0;
    case 'tokens':
      return tokens.every(({ n }) => n === 0);
    case 'billed':
      return billed === 0;
  }
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function take(state: Mutable<VariantState>, all: VariantState, part: Part): void {
  switch (part) {
    case 'latency':
      state.latency = all.latency;
      break;
    case 'ttft':
      state.ttft = all.ttft;
      break;
    case 'tokens':
      state.tokens = all.tokens;
      break;
    case 'billed':
      state.billed = all.billed;
      state.billedSum = all.billedSum;
  }
}

function rareOnes(
  components: readonly ComponentState[],
  variants: ReadonlyMap<string, Variant>,
): { component: string; spans: number }[] {
  const known = new Set(
    components.flatMap(({ name, kind, variants: of }) =>
      of.map(({ key }) => keyOf(name, kind, key)),
    ),
  );
  return [...variants]
    .filter(([key]) => !known.has(key))
    .map(([, { fate, spans }]) => ({ component: fate.component, spans }));
}
