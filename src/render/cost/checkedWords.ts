import type { CostReport } from './report.ts';

/** When the prices behind a report were checked. */
export function checkedWords({ checked }: CostReport): string {
  const same = checked.gpus === null || checked.gpus === checked.models;
  const gpus = same ? '' : `, GPU prices on ${checked.gpus}`;
  const times =
    checked.gpus === null ? '' : ' GPU times are predicted, to about 20%; see docs/cost.md.';
  return `Prices checked on ${checked.models}${gpus}.${times}`;
}
