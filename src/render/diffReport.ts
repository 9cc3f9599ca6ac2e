import type { Change } from '../solver/change.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';

/** What differs between two files, before it is given a form. */
export interface DiffReport {
  readonly tool: { readonly name: string; readonly version: string };
  readonly before: string;
  readonly after: string;
  /** Significant ones, or all where that was asked for. */
  readonly changes: readonly Change[];
  /** What may have caused them: differences between the tables of two specs. */
  readonly causes: readonly Change[];
  /** Changes that are not shown because they are within noise. */
  readonly hidden: number;
}

/** Whether anything got significantly worse. */
export function gotWorse({ changes, causes }: DiffReport): boolean {
  return [...changes, ...causes].some(isWorse);
}

export function isWorse({ direction, significant }: Change): boolean {
  return direction === 'worse' && significant;
}

/** `2 worse, 1 better, 3 other changes`. */
export function diffSummary({ changes, causes, hidden }: DiffReport): string {
  const all = [...changes, ...causes];
  const count = (direction: string) => all.filter((each) => each.direction === direction).length;
  const [worse, better, other] = [count('worse'), count('better'), count('other')];
  const parts = [
    ...(worse > 0 ? [`${worse} worse`] : []),
    ...(better > 0 ? [`${better} better`] : []),
    ...(other > 0 ? [`${other} other ${other === 1 ? 'change' : 'changes'}`] : []),
  ];
  const more = hidden === 0 ? '' : ` (${hidden} within noise not shown: --all)`;
  const nothing = hidden === 0 ? 'nothing changed' : 'nothing changed beyond noise';
  return `${parts.length === 0 ? nothing : parts.join(', ')}${more}`;
}

/** `p95, offer: 1.80 s → 2.35 s (+30%)`. */
export function changeWords({ what, before, after, by }: Change): string {
  return `${what}: ${before} → ${after}${by === '' ? '' : ` (${by})`}`;
}

/** Changes as findings about the newer file: what got worse as errors, the rest as notes. */
export function diffFindings({ changes, causes, before, after }: DiffReport): Diagnostic[] {
  return [...changes, ...causes].map((change) => ({
    code: isWorse(change) ? 'got-worse' : 'changed',
    severity: isWorse(change) ? 'error' : 'note',
    message: `${change.subject}: ${changeWords(change)}`,
    file: after,
    range: null,
    help: isWorse(change) ? `compared with ${before}` : null,
  }));
}
