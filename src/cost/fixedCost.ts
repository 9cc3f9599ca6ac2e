/** A monthly cost that does not depend on the number of requests, with the component that causes it. */
export interface FixedCost {
  readonly component: string;
  /** USD a month. */
  readonly perMonth: number;
}

/**
 * USD a month of the components in use. Each is paid once, however many steps use the component
 * (the dearest statement counts where variants of one component differ).
 */
export function fixedCostPerMonth(costs: readonly FixedCost[]): number {
  const byComponent = new Map<string, number>();
  for (const { component, perMonth } of costs) {
    byComponent.set(component, Math.max(perMonth, byComponent.get(component) ?? 0));
  }
  return [...byComponent.values()].sort((a, b) => a - b).reduce((sum, cost) => sum + cost, 0);
}
