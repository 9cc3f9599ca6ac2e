import type { ComponentKind } from './kinds/spanKind.ts';
import type { MeasuredComponent, Measurement } from './measurement.ts';

/**
 * The same measurement without the names that people gave: components are called by their kind and
 * numbered in their order, the agent has no name. Models keep theirs: prices hang on them.
 */
export function anonymized(measurement: Measurement): Measurement {
  const names = newNames(measurement.components);
  const renamed = (name: string): string => names.get(name) ?? name;
  return {
    ...measurement,
    agent: null,
    coverage: {
      ...measurement.coverage,
      neverSucceeded: measurement.coverage.neverSucceeded.map(renamed),
    },
    components: measurement.components.map((each) => ({
      ...each,
      name: renamed(each.name),
      beside: each.beside.map((one) => ({ ...one, component: renamed(one.component) })),
      redone: each.redone.map((one) => ({ ...one, component: renamed(one.component) })),
    })),
    toolSets: measurement.toolSets.map(({ tools, requests }) => ({
      tools: tools.map(renamed).sort(),
      requests,
    })),
  };
}

function newNames(components: readonly MeasuredComponent[]): Map<string, string> {
  const counts = new Map<ComponentKind, number>();
  return new Map(
    components.map(({ name, kind }) => {
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      return [name, `${kind}-${number}`];
    }),
  );
}
