import { type PairedDelta, pairedDelta } from '../accuracy/paired.ts';
import { architectureKey, itemScores, type Outcome } from './outcome.ts';

/** What differs from the baseline; `baseline` for itself. */
export function labelOf(
  architecture: Record<string, string>,
  baseline: Record<string, string>,
): string {
  const different = Object.entries(architecture).filter(
    ([name, value]) => (baseline[name] ?? null) !== value,
  );
  if (different.length === 0) return 'baseline';
  return different.map(([name, value]) => `${name} ${value}`).join(', ');
}

/** Accuracy against the baseline on the same items; null for the baseline itself and without shared items. */
export function deltaToBaseline(
  architecture: Record<string, string>,
  baseline: Record<string, string>,
  outcomes: readonly Outcome[],
): PairedDelta | null {
  const key = architectureKey(architecture);
  const reference = baselineKey(baseline, outcomes);
  if (reference === null || reference === key) return null;
  const first = scoresOf(outcomes, reference);
  let [items, onlyFirst, onlySecond] = [0, 0, 0];
  for (const [item, score] of scoresOf(outcomes, key)) {
    const other = first.get(item);
    if (other === undefined) continue;
    items += 1;
    onlyFirst += Math.max(0, other - score);
    onlySecond += Math.max(0, score - other);
  }
  return items === 0 ? null : pairedDelta({ items, onlyFirst, onlySecond });
}

/** The baseline's own items may name less than the baseline does, or more. */
function baselineKey(
  baseline: Record<string, string>,
  outcomes: readonly Outcome[],
): string | null {
  const found = outcomes.find(
    ({ architecture }) =>
      Object.entries(architecture).every(([name, value]) => (baseline[name] ?? value) === value) &&
      Object.keys(baseline).every((name) => name in architecture || baseline[name] !== undefined) &&
      labelOf(architecture, baseline) === 'baseline',
  );
  return found === undefined ? null : architectureKey(found.architecture);
}

function scoresOf(outcomes: readonly Outcome[], key: string): Map<string, number> {
  const own = outcomes.filter(({ architecture }) => architectureKey(architecture) === key);
  return new Map(
    itemScores(own).flatMap((item) =>
      item.score === null ? [] : [[item.key, item.score] as const],
    ),
  );
}
