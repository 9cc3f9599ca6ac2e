import type { HostCost } from '../solver/costing/hostRows.ts';

/** `✓` keeps every limit, `?` keeps one by its estimate only, `✗` misses one. */
export function hostMark({ feasible, unclear }: Pick<HostCost, 'feasible' | 'unclear'>): string {
  if (!feasible) return '✗';
  return unclear.length === 0 ? '✓' : '?';
}

/** The mark of one way to run a step, by the rows that judge them all. */
export function hostMarks(hosts: readonly HostCost[]): (step: string, variant: string) => string {
  const marks = new Map(hosts.map((row) => [`${row.step}: ${row.variant}`, hostMark(row)]));
  return (step, variant) => marks.get(`${step}: ${variant}`) ?? '';
}
