import type { Component, Variant } from './schema.ts';

/** One way to run a component: a variant with the component's defaults filled in. */
export interface Way extends Omit<Variant, 'accuracy'> {
  /** The variant's name, or `on` for a component that states its one way directly. */
  readonly name: string;
  /** Where it is written, from the component. */
  readonly path: readonly string[];
  /** The variant's own effect, against the baseline's variant. A component's accuracy is its presence, never a default. */
  readonly accuracy: Variant['accuracy'];
}

const KNOWN = new WeakMap<Component, readonly Way[]>();

/** All ways to run a component, in the order they are listed; worked out once per component. */
export function waysToRun(component: Component): readonly Way[] {
  const known = KNOWN.get(component) ?? worked(component);
  KNOWN.set(component, known);
  return known;
}

function worked(component: Component): Way[] {
  const {
    kind: _kind,
    buys: _buys,
    guards: _guards,
    used_by: _usedBy,
    calls: _calls,
    retries: _retries,
    on_path: _onPath,
    slack: _slack,
    cache_gap: _cacheGap,
    counted: _counted,
    variants,
    accuracy: _presence,
    ...defaults
  } = component;
  if (variants === undefined) return [{ ...defaults, name: 'on', path: [], accuracy: undefined }];
  return Object.entries(variants).map(([name, variant]) => ({
    ...defaults,
    ...variant,
    ...tokensOf(defaults.tokens, variant.tokens),
    accuracy: variant.accuracy,
    name,
    path: ['variants', name],
  }));
}

function tokensOf(base: Variant['tokens'], own: Variant['tokens']): Pick<Variant, 'tokens'> {
  return base || own ? { tokens: { ...base, ...own } } : {};
}
